"""Where modules of the tree are: what `import` would find, with nothing installed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from posixpath import dirname, join
from typing import NamedTuple

from smlint.core.source import SourceError
from smlint.core.workspace import Workspace, seen_from
from smlint.pruned import is_pruned

OUTSIDE = frozenset({"sagemaker", "boto3", "botocore", "aws_cdk", "pulumi", "pulumi_aws"})
"""Packages that mean the installed ones: a directory of that name often holds scripts that use
them, and in a repository of the SDK itself its own source says less than its documents."""

STANDARD = sys.stdlib_module_names

BODY = "__init__.py"

TEST = re.compile(r"(^|/)(test_[^/]*|[^/]*_test|conftest)\.py$")
"""Scripts that test others. What they give these is made up, often what is done with it as well:
they are read for their own markers alone, and what they call is judged without them too."""

NONE_WRITTEN: Mapping[str, object] = {}


class Place(NamedTuple):
    """A module: the file of its body, None for a package without one; a package's directory."""

    file: str | None
    directory: str | None


class Tops(NamedTuple):
    """The directories in which modules are looked for, the nearest first.

    `first` come before the standard library: the script's own, and what it puts there; `then` after
    it. `perhaps` are those above, each with its `src`: from which of them the script is run, or
    which is installed, no file says.
    """

    first: tuple[str, ...]
    then: tuple[str, ...]
    perhaps: tuple[str, ...]


class Places:
    """The modules in the directories of `workspace`, each of which is looked at once.

    `written`, by path, are files that are there only once a notebook has written them.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._contents: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._found: dict[tuple[str, str], Place | None] = {}

    def find(
        self, name: str, tops: Tops, written: Mapping[str, object] = NONE_WRITTEN
    ) -> Place | None:
        """The module called `name`, with dots; None also where it may be one of several."""
        top = name.partition(".")[0]
        if top in OUTSIDE:
            return None
        standard = top in STANDARD
        namespace: Place | None = None
        for directory in tops.first if standard else (*tops.first, *tops.then):
            found = self.beneath(directory, name, written)
            if found is not None and found.file is not None:
                return found
            namespace = namespace or found
        if standard:
            return None
        possible = [self.beneath(directory, name, written) for directory in tops.perhaps]
        places = dict.fromkeys(place for place in possible if place is not None and place.file)
        if len(places) > 1:
            return None
        return next((place for place in (*places, namespace, *possible) if place is not None), None)

    def beneath(
        self, directory: str, name: str, written: Mapping[str, object] = NONE_WRITTEN
    ) -> Place | None:
        """The module called `name`, with dots, in `directory`; that itself if it is empty."""
        if not name:
            files, _ = self._in(directory)
            return Place(join(directory, BODY) if BODY in files else None, directory)
        if written and join(directory, *name.split(".")) + ".py" in written:
            return Place(join(directory, *name.split(".")) + ".py", None)
        key = (directory, name)
        if key not in self._found:
            self._found[key] = self._look(directory, name)
        return self._found[key]

    def _look(self, directory: str, name: str) -> Place | None:
        place: Place | None = Place(None, directory)
        for part in name.split("."):
            if place is None or place.directory is None:
                return None
            place = self._child(place.directory, part)
        return place

    def _child(self, directory: str, name: str) -> Place | None:
        files, directories = self._in(directory)
        below = join(directory, name)
        package = name in directories and not is_pruned(name)
        if package and BODY in self._in(below)[0]:
            return Place(join(below, BODY), below)
        if f"{name}.py" in files:
            return Place(f"{below}.py", None)
        return Place(None, below) if package else None

    def _in(self, directory: str) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the files and of the directories in `directory`; none if it is outside."""
        found = self._contents.get(directory)
        if found is None:
            try:
                listing = self._workspace.listing(directory)
            except SourceError:
                found = frozenset[str](), frozenset[str]()
            else:
                found = frozenset(listing.files), frozenset(listing.directories)
            self._contents[directory] = found
        return found


def tops_of(path: str) -> Tops:
    """Where modules of the script at `path` are looked for."""
    own = dirname(path)
    return Tops((own,), (), tuple(top for top in dict.fromkeys(_tops(own)) if top != own))


def _tops(directory: str) -> Iterator[str]:
    yield directory
    while True:
        yield join(directory, "src")
        above = dirname(directory)
        if above == directory:
            return
        directory = above
        yield directory


def given(path: str, script: str) -> tuple[str, ...]:
    """What `path`, put into `sys.path` by `script`, may mean: seen from there, or from the top."""
    ways = seen_from(dirname(script), path), seen_from("", path)
    return tuple(dict.fromkeys(ways))
