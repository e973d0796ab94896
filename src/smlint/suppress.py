"""Findings that the scanned files themselves ask to be left out, and what is wrong with asking.

A comment counts for findings on its line; one alone on its line counts for the next line that
holds more than a comment. The line may be the finding's own or the head of any block around it.
`ignore-file` counts for the whole file, metadata of a resource for everything inside it, and so
does the comment of a JSON file, which is a member of what it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.naming import is_called, suggestion
from smlint.core.problem import Problem
from smlint.core.report import Finding, Undecided
from smlint.core.rule import Rule
from smlint.core.source import Comment
from smlint.core.spans import Span
from smlint.core.tree import member, text
from smlint.core.values import Absent, Known, Tree
from smlint.pragma import Ignore, parse_day

METADATA = ("ignore", "workload")
"""What metadata of a resource may say to smlint."""

Line = tuple[str, int | None, int]
"""Path, notebook cell, line."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A request to leave out findings of one rule, and the places it covers.

    `lines` are those at which a finding or a block around it must begin; `extent` is the region
    in which one must lie; `path` the file. Exactly one of the three is given.
    """

    rule: str
    reason: str
    span: Span
    until: date | None = None
    lines: frozenset[Line] = frozenset()
    extent: Span | None = None
    path: str | None = None

    def names(self, rule_id: str, rule_name: str) -> bool:
        """True when it is about the rule."""
        return self.rule.lower() in (rule_id.lower(), rule_name)

    def covers(self, span: Span, blocks: Sequence[Span] = ()) -> bool:
        """True when it reaches a finding at `span` within `blocks`."""
        if self.path is not None:
            return span.path == self.path
        if self.extent is not None:
            return self.extent.contains(span) or self.extent in blocks
        return any((at.path, at.cell, at.line) in self.lines for at in (span, *blocks))


class Asked(NamedTuple):
    """The rules there are, those that were asked, and what could not be decided."""

    rules: Sequence[Rule]
    running: Sequence[Rule]
    undecided: Sequence[Undecided] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings that stay, those that do not with the reasons given, and what is wrong."""

    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...]
    problems: tuple[Problem, ...]


def from_comments(ignores: Iterable[Ignore], comments: Iterable[Comment]) -> Iterator[Suppression]:
    """The suppressions that `ignores` ask for; `comments` are all comments of the files."""
    alone = {
        (comment.span.path, comment.span.cell, line)
        for comment in comments
        if comment.own_line
        for line in range(comment.span.line, comment.span.end_line + 1)
    }
    for ignore in ignores:
        path = ignore.span.path if ignore.whole_file else None
        block = None if path else ignore.block
        lines = frozenset() if path or block else frozenset(_lines(ignore, alone))
        for rule, span in ignore.rules:
            yield Suppression(rule, ignore.reason, span, ignore.until, lines, block, path)


def from_metadata(
    metadata: Iterable[tuple[Span, Tree]],
) -> tuple[tuple[Suppression, ...], tuple[Problem, ...]]:
    """The suppressions in `metadata`: the extent of each resource with its `smlint` metadata.

    Two forms are understood, `ignore: {SM101: reason}` and `ignore: [{rule: SM101, reason: …,
    until: 2027-01-31}]`; anything else is a problem, and so is a name that is not in `METADATA`.
    """
    found: list[Suppression] = []
    problems: list[Problem] = []
    for extent, tree in metadata:
        problems.extend(_misspelt(tree))
        for entry in _entries(member(tree, "ignore")):
            made = _from_entry(extent, *entry)
            if isinstance(made, Suppression):
                found.append(made)
            else:
                problems.append(made)
    return tuple(found), tuple(problems)


def suppress(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    asked: Asked,
    as_of: date,
) -> Suppressed:
    """`findings` without those that `suppressions` cover on the day `as_of`.

    One without a reason, past its last day or naming no rule does not count and is a problem; so is
    (as a note) one that nothing needed, unless its rule was not asked or could not be decided.
    """
    problems: list[Problem] = []
    valid: list[Suppression] = []
    for suppression in suppressions:
        fault = _fault(suppression, asked.rules, as_of)
        if fault is None:
            valid.append(suppression)
        else:
            problems.append(fault)
    kept: list[Finding] = []
    left_out: list[tuple[Finding, str]] = []
    used: set[Span] = set()
    for finding in findings:
        covering = [one for one in valid if _reaches(one, finding)]
        used.update(one.span for one in covering)
        if covering:
            left_out.append((finding, covering[0].reason))
        else:
            kept.append(finding)
    for suppression in valid:
        if suppression.span not in used and _judged(suppression, asked):
            message = f"nothing here breaks {suppression.rule}: this suppression is not needed"
            problems.append(Problem(suppression.span, message, "remove it", "note"))
    unique = tuple(dict.fromkeys(problems))
    return Suppressed(tuple(kept), tuple(left_out), unique)


def _reaches(suppression: Suppression, finding: Finding) -> bool:
    return suppression.names(finding.rule_id, finding.rule_name) and suppression.covers(
        finding.span, finding.blocks
    )


def _lines(ignore: Ignore, alone: set[Line]) -> Iterator[Line]:
    path, cell = ignore.span.path, ignore.span.cell
    yield path, cell, ignore.span.line
    if ignore.own_line:
        line = ignore.span.end_line + 1
        while (path, cell, line) in alone:
            line += 1
        yield path, cell, line


def _fault(suppression: Suppression, rules: Sequence[Rule], as_of: date) -> Problem | None:
    name, span = suppression.rule, suppression.span
    if not any(is_called(rule, name) for rule in rules):
        message = f"there is no rule called {name}, so nothing is suppressed"
        return Problem(span, message, suggestion(name, rules), "warning")
    if not suppression.reason:
        message = f"the suppression of {name} gives no reason, so it does not count"
        return Problem(span, message, f"say why: `smlint: ignore[{name}] reason`", "warning")
    if suppression.until is not None and suppression.until < as_of:
        message = f"the suppression of {name} ended on {suppression.until}"
        return Problem(span, message, "mend what it hides, or set a later day", "warning")
    return None


def _judged(suppression: Suppression, asked: Asked) -> bool:
    """Whether the rule was asked, and answered, wherever `suppression` may reach."""
    ran = any(suppression.names(rule.id, rule.name) for rule in asked.running)
    return ran and not any(
        suppression.names(*rule) and doubt.span.path == suppression.span.path
        for doubt in asked.undecided
        for rule in doubt.rules
    )


def _misspelt(tree: Tree) -> Iterator[Problem]:
    """The names in the metadata of a resource that mean nothing to smlint."""
    members = tree.value if isinstance(tree, Known) else None
    for name, value in members.items() if isinstance(members, Mapping) else ():
        if name not in METADATA:
            near = get_close_matches(name, METADATA, 1)
            hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(METADATA)}"
            yield Problem(value.span, f"{name} means nothing to smlint", hint, "warning")


def _entries(tree: Tree) -> Iterator[tuple[Tree | str, Tree, Tree, Span]]:
    """Rule, reason, last day and place of each entry under `ignore`."""
    nothing = Absent(tree.span)
    if isinstance(tree, Absent):
        return
    value = tree.value if isinstance(tree, Known) else None
    if isinstance(value, Mapping) and "rule" not in value:
        for name, reason in value.items():
            yield name, reason, nothing, reason.span
    elif isinstance(value, (tuple, Mapping)):
        for item in value if isinstance(value, tuple) else (tree,):
            yield member(item, "rule"), member(item, "reason"), member(item, "until"), item.span
    else:
        yield tree, nothing, nothing, tree.span


def _from_entry(
    extent: Span, rule: Tree | str, reason: Tree, until: Tree, span: Span
) -> Suppression | Problem:
    name = rule if isinstance(rule, str) else _written(rule)
    if name is None:
        message = "this suppression names no rule, so nothing is suppressed"
        return Problem(span, message, "write `ignore: {SM101: reason}`", "warning")
    day = _written(until)
    last = None if day is None else parse_day(day)
    if last is None and not isinstance(until, Absent):
        message = f'"{day}" is not a day, so {name} is not suppressed'
        return Problem(until.span, message, "write `until: 2027-01-31`", "warning")
    return Suppression(name, _written(reason) or "", span, last, extent=extent)


def _written(tree: Tree) -> str | None:
    """The text of `tree` where it is known."""
    setting = text(tree)
    return setting.value.strip() if isinstance(setting, Known) else None
