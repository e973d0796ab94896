"""Where the run stands: paths of spans, seen from the repository they belong to."""

from __future__ import annotations

import posixpath

from smlint.core.frozen import dataclass
from smlint.core.spans import COMMAND_LINE


@dataclass(frozen=True, slots=True)
class Layout:
    """The working directory and the tops of the repositories; absolute, with forward slashes.

    Spans write paths relative to the working directory where that is above them, else absolute.
    Without both, paths stay as they are: a workspace in memory has no other place.
    """

    working: str = ""
    roots: tuple[str, ...] = ()

    def relative(self, path: str) -> str:
        """`path` relative to its repository (`.` is the top); as it is outside of all."""
        if path == COMMAND_LINE:
            return path
        full = posixpath.normpath(posixpath.join(self.working, path))
        tops = [root for root in self.roots if f"{full}/".startswith(f"{root.rstrip('/')}/")]
        return posixpath.relpath(full, max(tops, key=len)) if tops else path
