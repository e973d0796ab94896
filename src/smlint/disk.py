"""The workspace on disk: files of one repository, read when a frontend asks."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from posixpath import join, normpath

from smlint.contents import ENDLESS, SIZE_LIMIT
from smlint.core.globs import Patterns
from smlint.core.source import MissingError, Source, SourceError, decode
from smlint.core.workspace import Listing

OUTSIDE = "it is outside of the repository, which is all smlint reads"


class DiskWorkspace:
    """The files beneath `roots`, which are absolute paths.

    Paths are as spans show them. A link that leads out of the roots is not there. What one of
    `exclude` matches is not among the names of a directory, unless all of the directory is left
    out: whoever asks for that needs it.
    """

    def __init__(self, roots: Sequence[str], exclude: Sequence[Patterns] = ()) -> None:
        self._roots = tuple(os.path.join(os.path.realpath(root), "") for root in roots)
        self._exclude = exclude

    def read(self, path: str) -> Source:
        """The source at `path`; raises `SourceError` when it is not there or not readable."""
        return decode(normpath(path), self.read_bytes(path))

    def read_bytes(self, path: str) -> bytes:
        """What the file at `path` holds; raises `SourceError` when it cannot be read."""
        real = os.path.realpath(path)
        if not real.startswith(self._roots):
            raise SourceError(path, OUTSIDE)
        try:
            mode = os.stat(real).st_mode
            if stat.S_ISDIR(mode):
                raise MissingError(path, "it is a directory")
            if not stat.S_ISREG(mode):  # a pipe never ends
                raise SourceError(path, ENDLESS)
            with open(real, "rb") as file:
                data = file.read(SIZE_LIMIT + 1)
        except FileNotFoundError:
            raise MissingError(path, "there is no such file") from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SourceError(path, f"it cannot be read ({reason})") from None
        if len(data) > SIZE_LIMIT:
            raise SourceError(path, f"it is larger than {SIZE_LIMIT // 1024 // 1024} MiB")
        return data

    def names(self, directory: str) -> Sequence[str]:
        """The sorted names of the files in `directory`; none if it is not there."""
        top = directory or "."
        if not os.path.join(os.path.realpath(top), "").startswith(self._roots):
            return ()
        try:
            with os.scandir(top) as entries:
                names = sorted(entry.name for entry in entries if _is_file(entry))
        except OSError:
            return ()
        if not self._exclude or self._excludes(top):
            return names
        return [name for name in names if not self._excludes(join(directory, name))]

    def listing(self, directory: str) -> Listing:
        """Everything in `directory`, also what is excluded; nothing if it is not there.

        Raises `SourceError` where it is outside of the repository.
        """
        found: dict[str, list[str]] = {"file": [], "directory": [], "outside": []}
        top = directory or "."
        if not os.path.join(os.path.realpath(top), "").startswith(self._roots):
            raise SourceError(directory, OUTSIDE)
        try:
            with os.scandir(top) as entries:
                for entry in entries:
                    found[self._kind(entry)].append(entry.name)
        except OSError:
            return Listing()
        return Listing(*(tuple(sorted(names)) for names in found.values()))

    def _kind(self, entry: os.DirEntry[str]) -> str:
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            if not os.path.join(real, "").startswith(self._roots) or not os.path.exists(real):
                return "outside"
        return "directory" if entry.is_dir() else "file" if entry.is_file() else "outside"

    def _excludes(self, path: str) -> bool:
        return any(patterns.match(path) for patterns in self._exclude)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # links that lead round in a circle; discovery tells of them
        return False
