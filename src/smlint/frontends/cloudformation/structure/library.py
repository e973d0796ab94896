"""The templates of a workspace: each file read once, and which of them nest which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from smlint.core.problem import Problem
from smlint.core.source import Comment, Source, SourceError
from smlint.core.values import Tree
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.formats.yaml import yaml_comments
from smlint.frontends.cloudformation.custom import unread
from smlint.frontends.cloudformation.document.includes import included
from smlint.frontends.cloudformation.document.template import Template, is_yaml, repeated, templates
from smlint.frontends.cloudformation.structure.exports import exports
from smlint.state_machines.templates import holds_machine, unreadable

_HINT = "nothing of this file is checked until it can be read"
_LOCATION = re.compile(
    r"""["']?\b(?:TemplateURL|Location|aws:asset:path)["']?\s*:\s*["']?([\w./-]+)"""
)
_NESTING = (
    "AWS::CloudFormation::Stack",
    "AWS::Serverless::Application",
)
"""What makes a file worth a look for stacks nested in it: types, and what they begin with."""
_TYPES = "AWS::"
"""How a template calls its types: one may hold a state machine, and is none."""
_SUFFIXES = (".yaml", ".yml", ".json", ".template")


@dataclass
class Library:
    """The templates of a workspace, with what is wrong with them.

    `files` are those of the run, `broken` those that cannot be understood, `nested` the paths of
    templates that are deployed as a part of another one, `said` what states of machines say.
    """

    workspace: Workspace
    files: Sequence[str] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    broken: list[Source] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    nested: set[str] = field(default_factory=set)
    said: list[Comment] = field(default_factory=list)
    _templates: dict[str, tuple[Template, ...]] = field(default_factory=dict)
    _exports: Mapping[str, Tree] | None = None

    def at(self, path: str) -> tuple[Template, ...]:
        """The templates in the file at `path`; none where it cannot be understood, which is told.

        Raises `SourceError` where there is nothing to be read.
        """
        if path not in self._templates:
            source = self.workspace.read(path)
            try:
                written = templates(source)
            except FormatError as error:
                written = ()
                self.broken.append(source)
                machine = holds_machine(source) and _TYPES not in source.text
                broken = Problem(error.span, error.reason, _HINT)
                self.tell(unreadable(error, source) if machine else broken)
            if written:
                self.sources[path] = source
            self._templates[path] = tuple(map(self._whole, written))
        return self._templates[path]

    def _whole(self, written: Template) -> Template:
        """`written` with what it includes."""
        template, others, faults = included(written, self.workspace)
        self.sources.update((other.path, other) for other in others)
        self.problems.update(dict.fromkeys((*repeated(written), *faults, *unread(template))))
        return template

    def exported(self, name: str) -> Tree | None:
        """What the one template of `files` exports as `name`, where that is known."""
        if self._exports is None:
            self._exports = exports(self.files, self.workspace)
        found = self._exports.get(name)
        if found is not None:
            for path in dict.fromkeys((found.span.path, *(hop.span.path for hop in found.via))):
                self.sources.setdefault(path, self.workspace.read(path))
        return found

    def tell(self, problem: Problem) -> None:
        """Note what is wrong, once."""
        self.problems[problem] = None

    def comments(self) -> Iterator[Comment]:
        """Those of all templates and state machines that were read."""
        yield from self.said
        for source in self.sources.values():
            if is_yaml(source):
                yield from yaml_comments(source)


def with_parents(files: Sequence[str], hits: Sequence[str], workspace: Workspace) -> list[str]:
    """`hits`, and what of `files` and beside the hits nests one of them; parents before children.

    Goes by the look of the files: templates that only nest others hold no marker.
    """
    wanted = set(hits)
    children = {
        path: set(_children(path, workspace)) for path in _candidates(files, hits, workspace)
    }
    while more := {path for path in children.keys() - wanted if children[path] & wanted}:
        wanted |= more
    ordered: dict[str, None] = {}
    waiting = sorted(wanted)
    called = {child for path in wanted for child in children.get(path, ()) if child != path}
    for path in (*(path for path in waiting if path not in called), *waiting):
        level = [path]
        while level:
            ordered.update(dict.fromkeys(level))
            level = [
                child
                for parent in level
                for child in sorted(children.get(parent, ()))
                if child in wanted and child not in ordered
            ]
    return list(ordered)


def _candidates(files: Sequence[str], hits: Sequence[str], workspace: Workspace) -> Iterator[str]:
    directories: dict[str, None] = {}
    for path in hits:
        here = posixpath.dirname(path)
        above = posixpath.dirname(here)
        directories.update(dict.fromkeys((here, above, posixpath.dirname(above))))
    beside = (
        posixpath.join(directory, name)
        for directory in directories
        for name in workspace.names(directory)
        if name.endswith(_SUFFIXES)
    )
    yield from dict.fromkeys((*files, *beside))


def _children(path: str, workspace: Workspace) -> Iterator[str]:
    """The files that the one at `path` seems to nest."""
    try:
        text = workspace.read(path).text
    except SourceError:
        return
    if any(kind in text for kind in _NESTING):
        here = posixpath.dirname(path)
        for location in _LOCATION.findall(text):
            yield posixpath.normpath(posixpath.join(here, location))
