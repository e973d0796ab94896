"""Root modules: the directories with something to check that nobody in the tree calls."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from smlint.core.source import SourceError
from smlint.core.workspace import seen_from
from smlint.frontends.terraform.structure.module import SYNTAXES, Library

LOCAL_SOURCE = re.compile(r'\bsource"?\s*[=:]\s*"(\.{1,2}/[^"$\n]*)"')
"""What a call of a local module looks like: a cheap test before a file is parsed."""


def roots(
    files: Sequence[str], hits: Sequence[str], library: Library, deployed: Iterable[str] = ()
) -> tuple[str, ...]:
    """The directories of the root modules that hold one of `hits`, or call a module that does.

    Those in `deployed` are root modules, whoever calls them.
    """
    marked = {posixpath.dirname(path) for path in hits if path.endswith(SYNTAXES)}
    if not marked:
        return ()
    callers = _callers((path for path in files if path.endswith(SYNTAXES)), library)
    relevant: set[str] = set()
    waiting = sorted(marked)
    while waiting:
        directory = waiting.pop()
        if directory not in relevant:
            relevant.add(directory)
            waiting.extend(callers.get(directory, ()))
    called = {target for directory in relevant for target in _called(directory, library)}
    found = sorted(relevant - (called - set(deployed)))
    unreached = relevant - set(_reached(found, library))
    return tuple(sorted((*found, *unreached)))


def _callers(files: Iterable[str], library: Library) -> dict[str, set[str]]:
    """For each directory, those whose text seems to call the module in it."""
    callers: dict[str, set[str]] = {}
    for path in files:
        try:
            text = library.workspace.read(path).text
        except SourceError:
            continue
        if "module" in text:
            directory = posixpath.dirname(path)
            for match in LOCAL_SOURCE.finditer(text):
                callers.setdefault(seen_from(directory, match[1]), set()).add(directory)
    return callers


def _called(directory: str, library: Library) -> Iterator[str]:
    """The directories of the local modules that the module in `directory` calls."""
    for call in library.module(directory).calls.values():
        source = library.local_source(call)
        if source is not None:
            target = seen_from(directory, source)
            if target != directory:
                yield target


def _reached(directories: Iterable[str], library: Library) -> Iterator[str]:
    """`directories` and all that they call, directly or not."""
    seen: set[str] = set()
    waiting = list(directories)
    while waiting:
        directory = waiting.pop()
        if directory not in seen:
            seen.add(directory)
            yield directory
            waiting.extend(_called(directory, library))
