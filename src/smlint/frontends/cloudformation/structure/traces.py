"""Where the program of the CDK makes what stands in its templates.

The CDK records the calls that led to each construct, when it is asked to (`CDK_DEBUG`), with paths
of the machine it ran on. A file of the same name below a directory of the same name is the one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from smlint.core.resource import Resource
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Tree, with_hop
from smlint.core.workspace import Workspace

_FRAME = re.compile(r"(?:.*\(|\s*(?:at )?)(?:file://)?([^()]+?):(\d{1,9})(?::(\d{1,9}))?\)?")
_FOREIGN = ("/node_modules/", "/site-packages/", "/dist-packages/", "node:", "internal/")
_COMMENT = re.compile(r"(?:#|//)\s*(smlint\b.*)", re.IGNORECASE)
_HERE = "in the template of the CDK"


@dataclass
class Program:
    """The files beneath and above an assembly, in which the calls of its traces are looked for."""

    workspace: Workspace
    sources: dict[str, Source] = field(default_factory=dict)
    _found: dict[tuple[str, str], Source | None] = field(default_factory=dict)

    def place(self, trace: Sequence[str], directory: str) -> Span | None:
        """The nearest call of `trace` in a file of the tree around the assembly in `directory`."""
        for frame in trace:
            named = _FRAME.fullmatch(frame)
            if named is None or any(mark in frame for mark in _FOREIGN):
                continue
            source = self._source(named[1].replace("\\", "/"), directory)
            line = "" if source is None else source.line(int(named[2]))
            if source is not None and line.strip():
                start = int(named[3] or len(line) - len(line.lstrip()) + 1)
                self.sources[source.path] = source
                return Span(source.path, int(named[2]), start, int(named[2]), len(line) + 1)
        return None

    def comments(self) -> Iterator[Comment]:
        """What the files that were found say to smlint, in whichever language."""
        for source in self.sources.values():
            for found in _COMMENT.finditer(source.text):
                span = source.span(*found.span())
                own_line = not source.line(span.line)[: span.column - 1].strip()
                yield Comment(span, found[1].strip(), own_line)

    def _source(self, recorded: str, directory: str) -> Source | None:
        key = (recorded, directory)
        if key not in self._found:
            self._found[key] = next(self._sources(recorded, directory), None)
        return self._found[key]

    def _sources(self, recorded: str, directory: str) -> Iterator[Source]:
        """The files that may be meant: what shares the longest end of its path comes first."""
        above = list(_above(directory))
        names = [name for name in recorded.split("/") if name not in ("", ".", "..")]
        for first in range(len(names)):
            alone = first == len(names) - 1
            for base in above[:1] if alone else above:
                try:
                    yield self.workspace.read(posixpath.join(base, *names[first:]))
                except SourceError:
                    continue


def moved(resource: Resource, place: Span) -> Resource:
    """`resource` at the `place` that makes it; its settings lead on to the template."""
    properties = _moved(resource.properties, place)
    return replace(resource, span=place, extent=place, properties=properties)


def _moved(tree: Tree, place: Span) -> Tree:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        members = {name: _moved(item, place) for name, item in tree.value.items()}
        tree = replace(tree, value=members)
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        tree = replace(tree, value=tuple(_moved(item, place) for item in tree.value))
    return with_hop(tree, Hop(_HERE, tree.span), place)


def _above(directory: str) -> Iterator[str]:
    """The directory of the program, then those above it."""
    while posixpath.basename(directory).startswith("assembly-"):
        directory = posixpath.dirname(directory)
    while directory:
        above = posixpath.dirname(directory)
        if above == directory:
            return
        yield above
        directory = above
