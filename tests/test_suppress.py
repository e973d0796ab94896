"""Suppressions cover exactly what they stand at, and none is silently in vain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from smlint.core.report import Finding, Undecided
from smlint.core.rule import Rule
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.core.values import Data, Known, Tree, Unknown
from smlint.pragma import Ignore, parse_comment
from smlint.suppress import Asked, Suppressed, from_comments, from_metadata, suppress

TODAY = date(2026, 11, 21)


def rule(identity: str, name: str) -> Rule:
    return Rule(
        identity, name, name, "latency", "error", (), "", "", (), (), lambda _endpoint, _facts: ()
    )


RULES = (rule("SM101", "serverless-low-latency"), rule("SM201", "no-autoscaling"))


def finding(line: int, *blocks: int, cell: int | None = None, path: str = "main.tf") -> Finding:
    spans = tuple(Span(path, block, 1, 99, 1, cell) for block in blocks)
    where = Span(path, line, 5, line, 9, cell)
    return Finding(
        "SM101", "serverless-low-latency", "error", where, "", "", (), (), "", blocks=spans
    )


def judged(
    text: str, *findings: Finding, running: tuple[Rule, ...] = RULES, as_of: date = TODAY
) -> Suppressed:
    """What becomes of `findings` in a file with `text`, in which every `#` begins a comment."""
    source = Source("main.tf", text)
    comments = []
    for number, line in enumerate(text.split("\n"), 1):
        before, marker, after = line.partition("#")
        if marker:
            span = Span("main.tf", number, len(before) + 1, number, len(line) + 1)
            comments.append(Comment(span, after.strip(), not before.strip()))
    parsed = [parse_comment(comment, source) for comment in comments]
    ignores = [one for one in parsed if isinstance(one, Ignore)]
    asked = Asked(RULES, running)
    return suppress(findings, list(from_comments(ignores, comments)), asked, as_of)


TEXT = """\
# about this
# smlint: ignore[SM101] no quota
# more about this
resource "a" "b" {
  variant {
    memory = 1
  }
}
"""


@pytest.mark.parametrize(
    ("comment", "found", "suppressed"),
    [
        ("same line", finding(6), False),
        ("head of a block around it", finding(6, 4, 5), True),
        ("the finding stands at the head", finding(4), True),
        ("a block that begins elsewhere", finding(6, 5), False),
        ("another file", finding(4, path="other.tf"), False),
        ("a notebook's cell", finding(4, cell=1), False),
    ],
)
def test_own_line_comments_cover_the_next_line_of_code(
    comment: str, found: Finding, suppressed: bool
) -> None:
    outcome = judged(TEXT, found)
    assert (outcome.findings == ()) is suppressed
    assert [reason for _, reason in outcome.suppressed] == ["no quota"] * suppressed


def test_a_comment_beside_code_covers_that_line_alone() -> None:
    text = "a {\n  b = 1 # smlint: ignore[serverless-low-latency] no quota\n  c = 2\n}\n"
    outcome = judged(text, finding(2), finding(3))
    assert outcome.findings == (finding(3),)
    assert outcome.suppressed == ((finding(2), "no quota"),)
    assert outcome.problems == ()


def test_ids_count_in_any_case_and_other_rules_do_not() -> None:
    assert not judged("x # smlint: ignore[sm101] why", finding(1)).findings
    assert judged("x # smlint: ignore[SM201] why", finding(1)).findings


def test_a_whole_file() -> None:
    text = "\n\n\n# smlint: ignore-file[SM101] generated\n"
    outcome = judged(text, finding(1), finding(2, cell=4), finding(3, path="other.tf"))
    assert outcome.findings == (finding(3, path="other.tf"),)


def test_a_comment_that_is_a_member_covers_the_block_it_is_a_member_of() -> None:
    block = Span("main.tf", 3, 5, 6, 2)
    comment = Comment(Span("main.tf", 5), "smlint: ignore[SM101] why", own_line=False, block=block)
    ignore = parse_comment(comment, Source("main.tf", ""))
    assert isinstance(ignore, Ignore)
    (suppression,) = from_comments([ignore], [comment])
    spans = [Span("main.tf", line, 6, line, 9) for line in range(1, 9)]
    assert [span.line for span in spans if suppression.covers(span)] == [3, 4, 5]
    assert suppression.covers(Span("m/main.tf", 1), [block])


def told(outcome: Suppressed) -> list[tuple[str, str, str]]:
    return [(str(one.span), one.severity, one.message) for one in outcome.problems]


@pytest.mark.parametrize(
    ("comment", "severity", "message"),
    [
        ("ignore[SM101]", "warning", "gives no reason"),
        ("ignore[SM999] why", "warning", "no rule called SM999"),
        ("ignore[SM101] why until=2026-11-20", "warning", "ended on 2026-11-20"),
    ],
)
def test_what_does_not_count_is_told_and_hides_nothing(
    comment: str, severity: str, message: str
) -> None:
    outcome = judged(f"x # smlint: {comment}", finding(1))
    assert outcome.findings == (finding(1),)
    ((place, grave, text),) = told(outcome)
    assert (place, grave) == ("main.tf:1:20", severity)
    assert message in text


def test_the_last_day_counts() -> None:
    assert not judged("x # smlint: ignore[SM101] why until=2026-11-21", finding(1)).findings


def test_one_that_nothing_needed_is_noted() -> None:
    outcome = judged("x # smlint: ignore[SM101, SM201] why", finding(1))
    assert told(outcome) == [
        ("main.tf:1:27", "note", "nothing here breaks SM201: this suppression is not needed")
    ]


def test_a_rule_that_was_not_asked_may_have_needed_it() -> None:
    assert not judged("x # smlint: ignore[SM201] why", running=RULES[:1]).problems


def test_a_rule_that_could_not_be_decided_may_have_needed_it() -> None:
    doubt = Undecided("SM201", "no-autoscaling", Span("main.tf", 9), "hidden", ("fraud",), ())
    ignore = Ignore((("SM201", Span("main.tf", 1, 5)),), "why", Span("main.tf", 1))
    asked = Asked(RULES, RULES, (doubt,))
    assert not suppress((), list(from_comments([ignore], [])), asked, TODAY).problems


EXTENT = Span("t.yaml", 3, 1, 20, 1)


def tree(value: object) -> Tree:
    """`value` as settings, all at line 5."""
    at = Span("t.yaml", 5, 3)
    if value is None:
        return Unknown("a reference", at)
    if isinstance(value, Mapping):
        return Known({str(name): tree(item) for name, item in value.items()}, at)
    if isinstance(value, list):
        return Known(tuple(tree(item) for item in value), at)
    scalar: Data = str(value)
    return Known(scalar, at)


@pytest.mark.parametrize(
    "ignore",
    [
        {"SM101": "no quota"},
        [{"rule": "SM101", "reason": "no quota"}],
        {"rule": "serverless-low-latency", "reason": "no quota", "until": "2027-01-31"},
    ],
)
def test_metadata_covers_the_resource(ignore: object) -> None:
    suppressions, problems = from_metadata([(EXTENT, tree({"ignore": ignore}))])
    within, outside = finding(7, path="t.yaml"), finding(30, path="t.yaml")
    outcome = suppress((within, outside), suppressions, Asked(RULES, RULES), TODAY)
    assert (problems, outcome.problems) == ((), ())
    assert outcome.suppressed == ((within, "no quota"),)
    assert outcome.findings == (outside,)


@pytest.mark.parametrize(
    ("ignore", "message"),
    [
        ([{"rule": None, "reason": "why"}], "names no rule"),
        ([{"rule": "SM101", "reason": "why", "until": "soon"}], '"soon" is not a day'),
        ([{"rule": "SM101"}], "gives no reason"),
        (["SM101"], "names no rule"),
        ({"SM101": None}, "gives no reason"),
    ],
)
def test_metadata_that_does_not_count_is_told(ignore: object, message: str) -> None:
    suppressions, problems = from_metadata([(EXTENT, tree({"ignore": ignore}))])
    outcome = suppress((finding(7, path="t.yaml"),), suppressions, Asked(RULES, RULES), TODAY)
    assert len(outcome.findings) == 1
    assert any(message in one.message for one in (*problems, *outcome.problems))


def test_metadata_about_other_things_is_none_of_its_business() -> None:
    assert from_metadata([(EXTENT, tree({"workload": {"latency": "2s"}}))]) == ((), ())


def test_a_misspelt_name_in_metadata_is_told() -> None:
    _, (problem,) = from_metadata([(EXTENT, tree({"ignores": {"SM101": "why"}}))])
    assert (problem.message, problem.hint) == (
        "ignores means nothing to smlint",
        "did you mean ignore?",
    )
