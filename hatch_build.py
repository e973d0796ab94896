"""Reads the rules while a wheel is built, so that no run has to: `smlint.built`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesRead(BuildHookInterface):  # type: ignore[type-arg]
    """Puts what smlint makes of its policies, facts and tables into the wheel, as modules."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the module; an editable installation reads the files themselves."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from smlint.aws_api import tables  # noqa: PLC0415 - found only now
        from smlint.facts import kept  # noqa: PLC0415
        from smlint.kept import store  # noqa: PLC0415
        from smlint.rulebook import bundle  # noqa: PLC0415

        self.scratch = tempfile.TemporaryDirectory()
        for name, content in (
            ("__init__", '"""Made when the wheel was built."""\n'),
            *(
                (one.NAME, store.module(one.files(), one.packed()))
                for one in (bundle, kept, tables)
            ),
        ):
            path = Path(self.scratch.name, f"{name}.py")
            path.write_text(content, encoding="utf-8")
            build_data["force_include"][str(path)] = f"smlint/built/{name}.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made for the wheel."""
        del version, build_data, artifact_path
        if hasattr(self, "scratch"):
            self.scratch.cleanup()
