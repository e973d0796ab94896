"""What the evaluation of a root module may use of the machine: the files of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.core.workspace import Workspace, seen_from
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.functions.call import Function
from smlint.frontends.terraform.structure.module import Library


@dataclass(frozen=True, slots=True)
class RootWorld:
    """The world of the root module at `directory`: paths are relative to it."""

    library: Library
    directory: str
    functions: Mapping[str, Function] = field(default_factory=lambda: FUNCTIONS)

    def spend(self, steps: int) -> None:
        """See `World.spend`."""
        self.library.budget.spend(steps)

    @property
    def workspace(self) -> Workspace:
        """See `World.workspace`."""
        return self.library.workspace

    def inside(self, path: str, span: Span) -> str | Unknown:
        """See `World.inside`."""
        joined = seen_from(self.directory, path)
        outside = joined.startswith("../") and not self.directory.startswith("..")
        if path.startswith(("/", "~")) or outside or joined == "..":
            return Unknown(f'"{path}" is outside of the files that smlint reads', span)
        return joined

    def register(self, source: Source) -> Source:
        """See `World.register`."""
        return self.library.sources.setdefault(source.path, source)
