"""What the evaluation of a root module may use of the machine: the files of the workspace."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.frontends.terraform.data import RefusalError
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.functions.call import Function
from smlint.frontends.terraform.module import Library


@dataclass(frozen=True, slots=True)
class RootWorld:
    """The world of the root module at `directory`: paths are relative to it."""

    library: Library
    directory: str
    functions: Mapping[str, Function] = field(default_factory=lambda: FUNCTIONS)

    def spend(self, steps: int) -> None:
        """See `World.spend`."""
        self.library.budget.spend(steps)

    def read(self, path: str, span: Span) -> Source | Unknown:
        """See `World.read`."""
        joined = posixpath.normpath(posixpath.join(self.directory, path))
        outside = joined.startswith("../") and not self.directory.startswith("..")
        if path.startswith(("/", "~")) or outside or joined == "..":
            return Unknown(f'"{path}" is outside of the files that smlint reads', span)
        try:
            source = self.library.workspace.read(joined)
        except SourceError as error:
            raise RefusalError(f"{path}: {error.reason}") from None
        return self.library.sources.setdefault(joined, source)
