"""The files that a run may read, and a set of them held in memory."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from smlint.core.source import MissingError, Source, decode


class Listing(NamedTuple):
    """What is in a directory: sorted names, by what they name.

    `outside` are links that lead out of the workspace.
    """

    files: tuple[str, ...] = ()
    directories: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


class Workspace(Protocol):
    """The files a frontend may read. Nothing outside of it exists for smlint.

    Paths have forward slashes and are written as spans show them; `..` is resolved by the caller
    (`seen_from`).
    """

    def read(self, path: str) -> Source:
        """The source at `path`; raises `SourceError` when it is not there or not readable."""

    def read_bytes(self, path: str) -> bytes:
        """What the file at `path` holds; raises `SourceError` as `read` does.

        It is a `MissingError` where there is no file.
        """

    def names(self, directory: str) -> Sequence[str]:
        """The sorted names of the files in `directory` (`""` or `.` is the top); none if absent."""

    def listing(self, directory: str) -> Listing:
        """Everything in `directory`, also what is excluded; nothing if absent.

        Raises `SourceError` where the directory is outside of the workspace.
        """


def seen_from(directory: str, path: str) -> str:
    """What `path` means in `directory`, as a workspace has it; the top is `""`."""
    found = posixpath.normpath(posixpath.join(directory, path))
    return "" if found == "." else found


def is_file(workspace: Workspace, path: str) -> bool:
    """Whether there is a file at `path`, which need not be readable."""
    return posixpath.basename(path) in workspace.names(posixpath.dirname(path))


class MemoryWorkspace:
    """The files given by `files`, from path to text or bytes: for examples and for tests."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {posixpath.normpath(path): content for path, content in files.items()}

    def read(self, path: str) -> Source:
        """The source at `path`; raises `SourceError` when there is none or it is not text."""
        return decode(path, self.read_bytes(path))

    def read_bytes(self, path: str) -> bytes:
        """What the file at `path` holds; raises `MissingError` when there is none."""
        content = self.files.get(posixpath.normpath(path))
        if content is None:
            raise MissingError(path, "there is no such file")
        return content.encode() if isinstance(content, str) else content

    def names(self, directory: str) -> Sequence[str]:
        """The sorted names of the files in `directory`."""
        wanted = "" if directory in ("", ".") else posixpath.normpath(directory)
        return sorted(
            posixpath.basename(path) for path in self.files if posixpath.dirname(path) == wanted
        )

    def listing(self, directory: str) -> Listing:
        """The files in `directory`, and the directories of which there are files."""
        top = "" if directory in ("", ".") else f"{posixpath.normpath(directory)}/"
        beneath = [path.removeprefix(top) for path in self.files if path.startswith(top)]
        return Listing(
            tuple(sorted(path for path in beneath if "/" not in path)),
            tuple(sorted({path.partition("/")[0] for path in beneath if "/" in path})),
        )
