"""What a run says: findings, undecided rules, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple, get_args

from smlint.core.cost import Cost, total
from smlint.core.frozen import dataclass
from smlint.core.layout import Layout
from smlint.core.problem import Problem, Severity
from smlint.core.source import Source
from smlint.core.spans import Span

Certainty = Literal["certain", "by-default", "under-condition"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
"""How sure a finding is, apart from how grave; from the surest down.

`by-default`: it rests on a default that a caller may override. `under-condition`: it rests on a
branch whose condition is not known.
"""


class Note(NamedTuple):
    """A related place of a finding, and what is to be seen there."""

    span: Span
    text: str


class Link(NamedTuple):
    """A document on which a finding rests."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule is broken at `span`.

    `endpoints` names those concerned, for people, if any; `stages` are those in which the finding
    holds, and `assumptions` the conditions without which it may not (`--env is "prod"`).
    `cost` is what it costs, where that is known; `instead` what to write, in the language of the
    file. `blocks` are the enclosing blocks or calls, outermost first: a suppression at the head of
    one of them counts. `fingerprint` is stable under edits elsewhere in the file: it holds no line,
    but the rule, the `project` and the endpoint's `address`.
    """

    rule_id: str
    rule_name: str
    severity: Severity
    span: Span
    message: str
    remedy: str
    endpoints: tuple[str, ...]
    stages: tuple[str, ...]
    fingerprint: str
    related: tuple[Note, ...] = ()
    sources: tuple[Link, ...] = ()
    certainty: Certainty = "certain"
    assumptions: tuple[str, ...] = ()
    blocks: tuple[Span, ...] = field(default=(), compare=False)
    address: str = field(default="", compare=False)
    project: str = field(default="", compare=False)
    cost: Cost | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule could not be judged: it met a value at `span` that is unknown for `reason`.

    A question is asked once: `others` are the ids and names of further rules that wait for the same
    value, none of them graver. `hint` says what would settle it, where that is in somebody's hands.
    """

    rule_id: str
    rule_name: str
    span: Span
    reason: str
    endpoints: tuple[str, ...]
    stages: tuple[str, ...]
    project: str = field(default="", compare=False)
    hint: str = field(default="", compare=False)
    others: tuple[tuple[str, str], ...] = ()

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """The ids and names of all rules that wait for the value, the gravest first."""
        return ((self.rule_id, self.rule_name), *self.others)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run, each list sorted by place; what reporters render.

    `suppressed` are findings that a comment or metadata of the scanned files ignores, with the
    reason given there. Paths are those of spans, which the user can open; `relative` gives those
    that are the same on every machine.
    """

    findings: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    problems: tuple[Problem, ...] = ()
    suppressed: tuple[tuple[Finding, str], ...] = ()
    endpoints: int = 0
    files: int = 0
    layout: Layout = Layout()
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)

    @property
    def cost(self) -> float | None:
        """USD a month of all that findings are about, each thing once; None if nothing is known."""
        return total(finding.cost for finding in self.findings)

    def relative(self, path: str) -> str:
        """`path` of a span, relative to its repository."""
        return self.layout.relative(path)
