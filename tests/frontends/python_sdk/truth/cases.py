"""The scripts that were run for real, and what was recorded of them.

A case is a script, a notebook, or a folder whose `main.py` is run. What a line
`# cleanup: NAME=VALUE` of it says of an endpoint is what smlint is to find; the runs say whether
that can be true.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from smlint.core.workspace import MemoryWorkspace

HERE = Path(__file__).parent
SCRIPTS = HERE / "scripts"
DATA = HERE / "data"
SUFFIXES = (".py", ".ipynb")
EXPECTED = re.compile(r"# cleanup: (\S+)=(\w+)")


def cases() -> list[Path]:
    """All scripts, notebooks and folders of scripts, by name."""
    return sorted(
        path
        for path in SCRIPTS.iterdir()
        if path.suffix in SUFFIXES or (path.is_dir() and (path / "main.py").exists())
    )


def files_of(case: Path) -> dict[str, str]:
    """The texts of a case by path."""
    paths = sorted(case.rglob("*")) if case.is_dir() else [case]
    return {
        path.relative_to(SCRIPTS).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    }


def workspace_of(case: Path) -> MemoryWorkspace:
    """The files of a case, as smlint reads them."""
    return MemoryWorkspace(files_of(case))


def recorded(case: Path) -> dict[str, Any]:
    """What was recorded when the case was run."""
    found: dict[str, Any] = json.loads((DATA / f"{case.stem}.json").read_text("utf-8"))
    return found


def expected(case: Path) -> dict[str, str]:
    """What the case says of its endpoints' cleanup, by name."""
    return dict(pair for text in files_of(case).values() for pair in EXPECTED.findall(text))
