"""The pipeline on one screen: read, assemble, declare, judge, suppress.

The only module that knows all the parts. What is wrong with the input is a value in the report;
what makes checking impossible (a broken policy, plugin or configuration) is raised.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from smlint.assemble import assemble, deployed
from smlint.config import Config
from smlint.core.frozen import dataclass
from smlint.core.layout import Layout
from smlint.core.model import Deployed, Endpoint, number_of
from smlint.core.problem import Problem
from smlint.core.report import Finding, Report, Undecided
from smlint.core.resource import Reading
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.core.values import Known, Tree
from smlint.core.workspace import Workspace
from smlint.declare import Context, declare
from smlint.discover import Discovery
from smlint.disk import DiskWorkspace
from smlint.judge import judge
from smlint.pragma import Declaration, Ignore, addressed, parse_comment
from smlint.read import read, unused
from smlint.rulebook import Book
from smlint.select import select
from smlint.suppress import Asked, Suppressed, from_comments, from_metadata, suppress


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the files of a run say, before any rule is asked.

    `deployed` are the same endpoints, each beside what is deployed with it. `ignores` are the
    suppressions that comments ask for, `metadata` what resources say to smlint, each with its
    resource's extent; `sources` the files read, by path.
    """

    endpoints: tuple[Endpoint, ...]
    deployed: tuple[Deployed, ...]
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
    reading = _reading(discovery, config, workspace)
    found = described(reading, config, layout_of(discovery))
    if discovery.selected is not None:
        found = replace(
            found,
            endpoints=tuple(_written_in(found.endpoints, discovery.selected)),
            problems=tuple(_mattering(found.problems, discovery.selected)),
        )
    problems = tuple(_with_own(discovery, config, found.problems))
    return replace(found, problems=problems, files=discovery.count)


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
    reading = _reading(discovery, config, workspace)
    layout = layout_of(discovery)
    found = described(reading, config, layout)
    report = judged(found, config, book, as_of, layout)
    if discovery.selected is not None:
        report = _about(report, found.endpoints, discovery.selected)
    return replace(
        report,
        problems=tuple(_with_own(discovery, config, report.problems)),
        files=discovery.count,
        layout=layout,
    )


def _reading(discovery: Discovery, config: Config, workspace: Workspace | None) -> Reading:
    files = workspace or DiskWorkspace(discovery.roots, discovery.exclude)
    return read(discovery, files, config.inputs)


def described(reading: Reading, config: Config, layout: Layout) -> Inventory:
    """The endpoints of what was read, with what comments and the configuration say of them."""
    own = () if config.source is None else (config.source,)
    sources = {source.path: source for source in (*reading.sources, *own)}
    pragmas = [
        parse_comment(comment, sources[comment.span.path])
        for comment in reading.comments
        if addressed(comment.text)
    ]
    context = Context(
        words=config.words,
        declarations=[item for item in pragmas if isinstance(item, Declaration)],
        comments=reading.comments,
        configured=config.workloads,
        relative=layout.relative,
    )
    endpoints, problems = declare(assemble(reading.deployments), context)
    commented = (item for item in pragmas if isinstance(item, Problem))
    return Inventory(
        endpoints=endpoints,
        deployed=deployed(reading.deployments, endpoints),
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
    layout: Layout,
) -> Report:
    """What the rules of `book` say of everything in `found`; suppressions as in `lint`."""
    selection = select(config, book.rules)
    running = tuple(selection.running(book.rules))
    verdicts = judge(
        found.deployed,
        running,
        book.facts,
        lambda rule, path: selection.severity(rule, config.relative(path)),
        layout.relative,
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
        endpoints=number_of(found.endpoints),
        sources=found.sources,
    )


def layout_of(discovery: Discovery) -> Layout:
    """Where the run stands; nowhere, where what was discovered is held in memory."""
    working = os.getcwd() if discovery.roots else ""
    return Layout(_slashed(working), tuple(map(_slashed, discovery.roots)))


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/")


def _place(item: Finding | Undecided) -> tuple[object, ...]:
    return (item.span.order, item.rule_id)


def _about(report: Report, endpoints: Sequence[Endpoint], paths: AbstractSet[str]) -> Report:
    """What of `report` stands in the files at `paths`, or rests on something there.

    Of a stage that one of the files makes as a whole, that is all, and of what one deploys, too.
    """
    stages = {
        (one.path, one.stage.name)
        for one in endpoints
        if one.stage.whole and one.stage.span is not None and one.stage.span.path in paths
    }

    def whole(item: Finding | Undecided) -> bool:
        of_stage = any((item.project, stage) in stages for stage in item.stages)
        return of_stage or item.project in paths

    def shown(finding: Finding) -> bool:
        places = (finding.span, *(note.span for note in finding.related))
        return whole(finding) or any(place.path in paths for place in places)

    return replace(
        report,
        findings=tuple(filter(shown, report.findings)),
        undecided=tuple(
            item for item in report.undecided if whole(item) or item.span.path in paths
        ),
        problems=tuple(_mattering(report.problems, paths)),
        suppressed=tuple(item for item in report.suppressed if shown(item[0])),
        endpoints=number_of(_written_in(endpoints, paths)),
    )


def _with_own(
    discovery: Discovery, config: Config, problems: Iterable[Problem]
) -> Iterator[Problem]:
    """What could not be read or used at all, then `problems` with anything else, of no stranger."""
    unread = [Problem(Span(path), why, hint) for path, why, hint in discovery.problems]
    places = {problem.span for problem in unread}
    others = (problem for problem in problems if problem.span not in places)
    for problem in (*unread, *unused(discovery, config.inputs), *others):
        if problem.span.path not in discovery.strangers:
            yield problem


def _mattering(problems: Iterable[Problem], paths: AbstractSet[str]) -> Iterator[Problem]:
    """Problems in the files at `paths`, and whatever kept a neighbour from being read."""
    return (item for item in problems if item.span.path in paths or item.severity == "error")


def _written_in(endpoints: Iterable[Endpoint], paths: AbstractSet[str]) -> Iterator[Endpoint]:
    """The endpoints of which a part is written in one of `paths`, or whose stage one makes."""
    for endpoint in endpoints:
        stage = () if endpoint.stage.span is None else (endpoint.stage.span,)
        models = [item.model.value for item in endpoint.variants if isinstance(item.model, Known)]
        targets = [target for item in endpoint.variants for target in item.scalable_targets]
        parts = (*models, *targets, *endpoint.inference_components, *endpoint.calls)
        places = (endpoint.span, *endpoint.blocks, *stage, *(part.extent for part in parts))
        if any(place.path in paths for place in places):
            yield endpoint
