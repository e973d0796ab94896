"""The modules that one run can import, and how far they have been followed."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.places import TEST, Place, given, tops_of
from smlint.frontends.python_sdk.values.objects import Module


class Modules:
    """What `script` can import from among `files`.

    `loaded` are the modules imported so far, by place; `followed` the files of those whose bodies
    were, in order; `following` of those that are just being followed, outermost first.
    """

    def __init__(self, script: Script, files: Files) -> None:
        self._script = script
        self.files = files
        self._tops = tops_of(script.source.path)
        self.loaded: dict[Place, Module] = {}
        self.followed: dict[str, None] = {}
        self.following: list[str] = []

    def find(self, name: str) -> Place | None:
        """The module that `import name` finds."""
        return self.files.places.find(name, self._tops, self._script.written)

    def beneath(self, directory: str, name: str) -> Place | None:
        """The module called `name`, with dots, in `directory`."""
        return self.files.places.beneath(directory, name, self._script.written)

    def conftests(self) -> Iterator[Place]:
        """The `conftest.py` beside a test and in the directories above it, the nearest first."""
        path = self._script.source.path
        directory = dirname(path) if TEST.search(path) else None
        while directory is not None:
            place = self.beneath(directory, "conftest")
            if place is not None and place.file not in (None, path):
                yield place
            above = dirname(directory)
            directory = None if above == directory else above

    def directory(self, path: str, level: int) -> str | None:
        """The directory that `level` dots mean in the file at `path`; None above the top."""
        directory = dirname(path)
        for _ in range(level - 1):
            if directory in ("", "/"):
                return None
            directory = dirname(directory)
        return directory

    def script(self, path: str) -> Script:
        """The file at `path`, parsed."""
        if path == self._script.source.path:
            return self._script
        return self.files.module(path, self._script.written)

    def search(self, path: str, *, first: bool) -> None:
        """Look for modules at `path` too: before all others, or after the script's own."""
        ways = given(path, self._script.source.path)
        tops = self._tops
        if first:
            self._tops = tops._replace(first=(*ways, *tops.first))
        else:
            self._tops = tops._replace(then=(*tops.then, *ways))
