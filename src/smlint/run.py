"""The pipeline on one screen: read, assemble, declare, judge, suppress.

The only module that knows all the parts. What is wrong with the input is a value in the report;
what makes checking impossible (a broken policy, plugin or configuration) is raised.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from smlint.assemble import assemble
from smlint.config import Config
from smlint.core.model import Endpoint
from smlint.core.pragma import Declaration, Ignore, parse_comment
from smlint.core.problem import Problem
from smlint.core.report import Finding, Report, Undecided
from smlint.core.resource import Reading, Workspace
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.core.values import Tree
from smlint.declare import Context, Declared, declare
from smlint.discover import Discovery
from smlint.disk import DiskWorkspace
from smlint.judge import judge
from smlint.read import read
from smlint.rulebook import Book
from smlint.select import select
from smlint.suppress import Asked, Suppressed, from_comments, from_metadata, suppress


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the files of a run say, before any rule is asked.

    `ignores` are the suppressions that comments ask for, `metadata` what resources say to smlint,
    each with its resource's extent; `sources` the files read, by path.
    """

    endpoints: tuple[Endpoint, ...]
    problems: tuple[Problem, ...]
    comments: tuple[Comment, ...]
    ignores: tuple[Ignore, ...]
    metadata: tuple[tuple[Span, Tree], ...]
    sources: Mapping[str, Source]
    files: int = 0


def inventory(
    discovery: Discovery, config: Config, workspace: Workspace | None = None
) -> Inventory:
    """Every endpoint of the discovered files, with what is declared of it."""
    reading = read(discovery, workspace or DiskWorkspace(discovery.roots))
    found = described(reading, config, relative_to(discovery.roots))
    unread = tuple(Problem(Span(path), why, hint) for path, why, hint in discovery.problems)
    named = discovery.selected
    return replace(
        found,
        endpoints=tuple(item for item in found.endpoints if named is None or _in(item, named)),
        problems=(
            *unread,
            *(item for item in found.problems if named is None or item.span.path in named),
        ),
        files=discovery.count,
    )


def lint(
    discovery: Discovery,
    config: Config,
    book: Book,
    as_of: date | None = None,
    workspace: Workspace | None = None,
) -> Report:
    """What the rules of `book` say of the discovered files.

    Suppressions count until `as_of`; where it is None, none does. Where files were named, only
    what concerns them is said.
    """
    reading = read(discovery, workspace or DiskWorkspace(discovery.roots))
    relative = relative_to(discovery.roots)
    found = described(reading, config, relative)
    report = judged(found, config, book, as_of, relative)
    unread = tuple(Problem(Span(path), why, hint) for path, why, hint in discovery.problems)
    if discovery.selected is not None:
        report = _about(report, found.endpoints, discovery.selected)
    return replace(
        report,
        problems=(*unread, *report.problems),
        files=discovery.count,
        root=discovery.roots[0] if discovery.roots else "",
        prefix=relative("*").removesuffix("*"),
    )


def described(reading: Reading, config: Config, relative: Callable[[str], str]) -> Inventory:
    """The endpoints of what was read, with what comments and the configuration say of them."""
    own = () if config.source is None else (config.source,)
    sources = {source.path: source for source in (*reading.sources, *own)}
    pragmas = [
        parse_comment(comment, sources[comment.span.path])
        for comment in reading.comments
        if "smlint:" in comment.text.lower()
    ]
    context = Context(
        words=config.words,
        declarations=[item for item in pragmas if isinstance(item, Declaration)],
        comments=reading.comments,
        configured=[Declared(entry.workload, entry.applies) for entry in config.workloads],
        relative=relative,
    )
    endpoints, problems = declare(assemble(reading.deployments), context)
    commented = (item for item in pragmas if isinstance(item, Problem))
    return Inventory(
        endpoints=endpoints,
        problems=tuple(dict.fromkeys((*reading.problems, *commented, *problems))),
        comments=reading.comments,
        ignores=tuple(item for item in pragmas if isinstance(item, Ignore)),
        metadata=tuple(
            (resource.extent, resource.metadata["smlint"])
            for deployment in reading.deployments
            for resource in deployment.resources
            if "smlint" in resource.metadata
        ),
        sources=sources,
    )


def judged(
    found: Inventory,
    config: Config,
    book: Book,
    as_of: date | None,
    relative: Callable[[str], str],
) -> Report:
    """What the rules of `book` say of everything in `found`; suppressions as in `lint`."""
    selection = select(config, book.rules)
    running = selection.running(book.rules)
    verdicts = judge(
        found.endpoints,
        running,
        book.facts,
        lambda rule, path: selection.severity(rule, config.relative(path)),
        relative,
    )
    left = Suppressed(verdicts.findings, (), ())
    faults: tuple[Problem, ...] = ()
    if as_of is not None:
        written, faults = from_metadata(found.metadata)
        requests = (*from_comments(found.ignores, found.comments), *written)
        asked = Asked(book.rules, running, verdicts.undecided)
        left = suppress(verdicts.findings, requests, asked, as_of)
    problems = (*found.problems, *verdicts.problems, *faults, *left.problems)
    return Report(
        findings=tuple(sorted(left.findings, key=_place)),
        undecided=tuple(sorted(verdicts.undecided, key=_place)),
        problems=tuple(sorted(problems, key=lambda item: item.span.order)),
        suppressed=left.suppressed,
        endpoints=len(found.endpoints),
        sources=found.sources,
    )


def relative_to(roots: Sequence[str]) -> Callable[[str], str]:
    """A function that makes a path of a span relative to the repository it is in."""
    here = os.getcwd()

    def relative(path: str) -> str:
        full = os.path.normpath(os.path.join(here, path))
        inside = [root for root in roots if full.startswith(os.path.join(root, ""))]
        return os.path.relpath(full, max(inside, key=len)).replace(os.sep, "/") if inside else path

    return relative


def _place(item: Finding | Undecided) -> tuple[object, ...]:
    return (item.span.order, item.rule_id)


def _about(report: Report, endpoints: Sequence[Endpoint], paths: AbstractSet[str]) -> Report:
    """What of `report` stands in the files at `paths`, or rests on something there."""

    def shown(finding: Finding) -> bool:
        places = (finding.span, *(note.span for note in finding.related))
        return any(place.path in paths for place in places)

    return replace(
        report,
        findings=tuple(filter(shown, report.findings)),
        undecided=tuple(item for item in report.undecided if item.span.path in paths),
        problems=tuple(item for item in report.problems if item.span.path in paths),
        suppressed=tuple(item for item in report.suppressed if shown(item[0])),
        endpoints=sum(_in(endpoint, paths) for endpoint in endpoints),
    )


def _in(endpoint: Endpoint, paths: AbstractSet[str]) -> bool:
    """Whether an endpoint is written in one of `paths`, or one of them makes its stage."""
    stage = endpoint.stage.span
    places = (endpoint.span, *endpoint.blocks, *(() if stage is None else (stage,)))
    return any(place.path in paths for place in places)
