"""The files that a run may read, and a set of them held in memory."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Protocol

from smlint.core.source import Source, SourceError, decode


class Workspace(Protocol):
    """The files a frontend may read. Nothing outside of it exists for smlint.

    Paths have forward slashes and are written as spans show them; `..` is resolved by the caller
    (`posixpath.normpath`).
    """

    def read(self, path: str) -> Source:
        """The source at `path`; raises `SourceError` when it is not there or not readable."""

    def names(self, directory: str) -> Sequence[str]:
        """The sorted names of the files in `directory` (`""` or `.` is the top); none if absent."""


class MemoryWorkspace:
    """The files given by `files`, from path to text or bytes: for examples and for tests."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {posixpath.normpath(path): content for path, content in files.items()}

    def read(self, path: str) -> Source:
        """The source at `path`; raises `SourceError` when there is none or it is not text."""
        content = self.files.get(posixpath.normpath(path))
        if content is None:
            raise SourceError(path, "there is no such file")
        return decode(path, content.encode() if isinstance(content, str) else content)

    def names(self, directory: str) -> Sequence[str]:
        """The sorted names of the files in `directory`."""
        wanted = "" if directory in ("", ".") else posixpath.normpath(directory)
        return sorted(
            posixpath.basename(path) for path in self.files if posixpath.dirname(path) == wanted
        )
