"""What the owner says an endpoint is for, and which environment it belongs to.

Declarations come from comments, from metadata, from tags and from the configuration; the nearest
wins. The environment comes from a declaration, else from the strongest evidence in the files. Where
a stronger kind of evidence is unknown, weaker kinds are not asked: a hidden value never decides.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from smlint.config import WorkloadEntry
from smlint.core.environment import Words, believed
from smlint.core.frozen import dataclass
from smlint.core.model import Endpoint
from smlint.core.problem import Problem
from smlint.core.source import Comment
from smlint.core.spans import Span
from smlint.core.tree import mapping, member, text
from smlint.core.values import Absent, Hop, Known, Setting, Tree, Unknown
from smlint.core.workload import Environment, Workload, overlaid, parse
from smlint.pragma import Declaration

TAG_PREFIX = "smlint:"
SHARED_WORDS = frozenset(("test", "testing", "tst", "demo", "stage", "sandbox"))
"""Words that directories bear for other reasons too: tests, demonstrations, steps."""

STAGE_PARENTS = frozenset(
    ("env", "envs", "environment", "environments", "stages", "stacks", "live", "accounts",
     "deploy", "deployments", "infra", "infrastructure", "terraform", "overlays", "config")
)  # fmt: skip
"""Directories beneath which even a shared word names an environment."""


@dataclass(frozen=True, slots=True)
class Context:
    """What declaring needs besides the endpoints.

    `declarations` are the comments' of all files, `comments` all comments (to see which stand
    directly above what); `configured` the configuration's workloads, nearest last; `relative`
    makes a path relative to the repository.
    """

    words: Words
    declarations: Sequence[Declaration]
    comments: Sequence[Comment]
    configured: Sequence[WorkloadEntry]
    relative: Callable[[str], str]


def declare(
    endpoints: Sequence[Endpoint], context: Context
) -> tuple[tuple[Endpoint, ...], tuple[Problem, ...]]:
    """The endpoints with their workload and environment, and what is wrong with declarations."""
    problems: dict[Problem, None] = {}
    places = _Places(context.declarations, context.comments)
    used: set[Span] = set()
    declared = []
    for endpoint in endpoints:
        written = list(_written(endpoint, places, used))
        workload = Workload()
        for name, setting in written:
            try:
                one = parse(name, setting, context.words.exactly)
            except ValueError as error:
                hint = "write for example `smlint: latency=200ms traffic=steady`"
                problems[Problem(setting.span, str(error), hint, "warning")] = None
                continue
            workload = overlaid(workload, one)
        for entry in reversed(context.configured):
            if entry.applies(endpoint):
                workload = overlaid(workload, entry.workload)
        environment = _asking(_environment(endpoint, workload, context))
        declared.append(replace(endpoint, workload=workload, environment=environment))
    problems.update(dict.fromkeys(_stray(context.declarations, used)))
    return tuple(declared), tuple(problems)


def _written(
    endpoint: Endpoint, places: _Places, used: set[Span]
) -> Iterator[tuple[str, Known[str]]]:
    """What comments, metadata and tags declare, nearest first."""
    variants = (variant.extent for variant in endpoint.variants)
    calls = (call.extent for call in endpoint.calls)
    for block in dict.fromkeys((*variants, *calls, *reversed(endpoint.blocks))):
        for declaration in places.at(block):
            used.add(declaration.span)
            for name, value, span in declaration.settings:
                yield _named(name), Known(value, span)
    for metadata in endpoint.declarations:
        yield from _texts(member(metadata, "workload"))
    if isinstance(endpoint.tags, Known):
        for name, tag in endpoint.tags.value.items():
            if name.startswith(TAG_PREFIX) and isinstance(tag, Known):
                yield _named(name.removeprefix(TAG_PREFIX)), tag


def _named(name: str) -> str:
    return name.replace("-", "_")


def _texts(tree: Tree) -> Iterator[tuple[str, Known[str]]]:
    found = mapping(tree)
    if isinstance(found, Known):
        for name, item in found.value.items():
            value = text(item)
            if isinstance(value, Known):
                yield _named(name), value


class _Places:
    """Where declarations stand, and which lines of their files hold nothing but a comment."""

    def __init__(self, declarations: Iterable[Declaration], comments: Iterable[Comment]) -> None:
        self._lines = {_line(comment.span) for comment in comments if comment.own_line}
        self._declared: dict[tuple[str, int | None], list[Declaration]] = {}
        for declaration in sorted(declarations, key=lambda item: item.span.line):
            self._declared.setdefault(_line(declaration.span)[:2], []).append(declaration)

    def at(self, block: Span) -> Sequence[Declaration]:
        """Those in or on `block`, or directly above it among other comments."""
        found = self._declared.get((block.path, block.cell))
        if found is None:
            return ()
        *file, first = _line(block)
        while (*file, first - 1) in self._lines:
            first -= 1
        start = bisect_left(found, first, key=lambda item: item.span.line)
        return found[start : bisect_right(found, block.end_line, key=lambda item: item.span.line)]


def _line(span: Span) -> tuple[str, int | None, int]:
    return span.path, span.cell, span.line


def _stray(declarations: Iterable[Declaration], used: set[Span]) -> Iterator[Problem]:
    for declaration in declarations:
        if declaration.span not in used:
            message = "this declaration stands at no endpoint that smlint knows of"
            hint = "put it on or directly above the endpoint's resource, variant or call"
            yield Problem(declaration.span, message, hint, "note")


def _environment(endpoint: Endpoint, workload: Workload, context: Context) -> Setting[Environment]:
    """The environment, from the strongest evidence that says anything."""
    if not isinstance(workload.environment, Absent):
        return workload.environment
    tags = endpoint.tags
    if isinstance(tags, Unknown):
        return tags
    told = (
        *(_telling(tags.value, "tag") if isinstance(tags, Known) else ()),
        *_telling(endpoint.inputs, "input"),
    )
    for setting in told:
        if isinstance(setting, Unknown):
            return setting
        meant = context.words.within(setting.value)
        if meant is not None:
            return Known(meant, setting.span, setting.via)
    return _from_names(endpoint, context)


def _asking(environment: Setting[Environment]) -> Setting[Environment]:
    """`environment`, with what is asked of a reader where nobody can tell it."""
    if not isinstance(environment, Unknown):
        return environment
    return replace(
        environment,
        reason=f"whether this is for production is not known: {environment.reason}",
        hint="declare it with a comment above it: smlint: environment=production",
    )


def _telling(settings: Mapping[str, Setting[str]], kind: str) -> Iterator[Known[str] | Unknown]:
    """The settings whose name says that they tell the environment, the most believable first."""
    for name in believed(settings):
        setting = settings[name]
        if not isinstance(setting, Absent):
            yield replace(setting, via=(Hop(f"{kind} {name}", setting.span), *setting.via))


def _from_names(endpoint: Endpoint, context: Context) -> Setting[Environment]:
    """The environment from the stage's file, the path, or the endpoint's own names."""
    words, stage = context.words, endpoint.stage
    meant = _from_stage(stage.name, words)
    if stage.span is not None and meant is not None:
        return Known(meant, stage.span, (Hop(f"stage {stage.name}", stage.span, "stage"),))
    meant = _from_path(context.relative(endpoint.path), words)
    if meant is not None:
        where = Span(endpoint.path)
        return Known(meant, where, (Hop(f"path {endpoint.path}", where),))
    for name in (endpoint.name, endpoint.config_name):
        if isinstance(name, Unknown) and name.parts:
            continue
        if isinstance(name, Unknown):
            return name
        meant = words.within(name.value) if isinstance(name, Known) else None
        if isinstance(name, Known) and meant is not None:
            return Known(meant, name.span, (Hop(f"name {name.value}", name.span), *name.via))
    return Absent(endpoint.span)


def _from_stage(name: str, words: Words) -> Environment | None:
    """The environment that the name of a stage speaks of: `envs/prod`, `all.tfvars + dev.tfvars`.

    Of several files the last one that speaks of one, as its values go before the others'. A file's
    own name is believed before its directories', and these before a part of a directory's name.
    """
    for path in reversed(name.split(" + ")):
        directory, last = posixpath.split(path)
        stem, dot, _ = last.partition(".")
        if dot:
            meant = words.within(stem) or _from_path(directory, words)
        else:
            meant = _from_path(path, words) or words.within(last)
        if meant is not None:
            return meant
    return None


TEST_MODULE = re.compile(r"(test_.*|.*_test)\.py")
"""Folders that hold one are called `test` after the tests in them."""

NOTEBOOK = ".ipynb"
"""The name of a notebook is a title, and `deploy_v3_prod` the last version of it: it is for
production where it is called so and nothing else."""


def _from_path(path: str, words: Words) -> Environment | None:
    """The environment that a directory on the way, or the name of the file, is called after."""
    *directories, last = ("", *path.split("/"))
    stem, dot, _ = last.partition(".")
    if dot and not SHARED_WORDS.intersection(re.split(r"[^a-z]+", stem.lower())):
        meant = words.within(stem)
        if meant == "production" and last.endswith(NOTEBOOK):
            meant = words.exactly(stem)
        if meant is not None:
            return meant
    parents = () if TEST_MODULE.fullmatch(last) else STAGE_PARENTS
    for parent, segment in reversed(list(pairwise((*directories, *(() if dot else (last,)))))):
        if segment.lower() not in SHARED_WORDS or parent.lower() in parents:
            meant = words.exactly(segment)
            if meant is not None:
                return meant
    return None
