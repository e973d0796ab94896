"""The grammar of `smlint:` comments, and where it says things stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smlint.core.problem import Problem
from smlint.core.source import Comment, Source
from smlint.pragma import Declaration, Ignore, addressed, parse_comment


def parsed(line: str, marker: str = "#") -> Ignore | Declaration | Problem | None:
    """What the comment that begins with `marker` in `line` says."""
    source = Source("main.tf", line)
    start = line.index(marker)
    span = source.span(start, len(line))
    text = line[start + len(marker) :].strip()
    return parse_comment(Comment(span, text, not line[:start].strip()), source)


def test_a_suppression_names_its_rules_where_they_stand() -> None:
    found = parsed("  x = 1 # smlint: ignore[SM101, no-autoscaling] no quota here")
    assert isinstance(found, Ignore)
    assert [(name, str(span)) for name, span in found.rules] == [
        ("SM101", "main.tf:1:26"),
        ("no-autoscaling", "main.tf:1:33"),
    ]
    assert found.reason == "no quota here"
    assert not found.own_line
    assert not found.whole_file
    assert found.until is None


@pytest.mark.parametrize(
    "rest",
    ["until=2027-01-31 no quota", "no quota until=2027-01-31", "-- no until=2027-01-31 quota"],
)
def test_the_last_day_may_stand_anywhere(rest: str) -> None:
    found = parsed(f"# smlint: ignore[SM101] {rest}")
    assert isinstance(found, Ignore)
    assert (found.until, found.reason) == (date(2027, 1, 31), "no quota")


def test_a_suppression_of_a_file() -> None:
    found = parsed("// smlint: ignore-file[SM101] generated", "//")
    assert isinstance(found, Ignore)
    assert (found.whole_file, found.own_line, found.reason) == (True, True, "generated")


def test_a_reason_may_be_missing_and_is_then_empty() -> None:
    found = parsed("# smlint: ignore[SM101]")
    assert isinstance(found, Ignore)
    assert found.reason == ""


def test_a_declaration_keeps_text_and_place_of_each_value() -> None:
    found = parsed('# smlint: latency=200ms, payload="10 MB" traffic = steady')
    assert isinstance(found, Declaration)
    assert [(key, text, span.column) for key, text, span in found.settings] == [
        ("latency", "200ms", 19),
        ("payload", "10 MB", 35),
        ("traffic", "steady", 52),
    ]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# smlint: ignore", "names no rule"),
        ("# smlint: ignore[]  reason", "names no rule"),
        ("# smlint: ignore[SM101] reason until=soon", '"soon" is not a day'),
        ("# smlint: ignore[SM101] reason until=2027-02-30", '"2027-02-30" is not a day'),
        ("# smlint: latency=200 ms", 'cannot read "ms"'),
        ("# smlint: disable SM101", 'cannot read "disable"'),
        ("# smlint: ignored[SM101]", 'cannot read "ignored[SM101]"'),
        ("# smlint:", "says nothing"),
    ],
)
def test_what_is_neither_is_told(comment: str, message: str) -> None:
    found = parsed(comment)
    assert isinstance(found, Problem)
    assert message in found.message
    assert found.severity == "warning"
    assert found.hint


@pytest.mark.parametrize(
    "comment", ["# about smlint: it reads this", "# see docs/smlint:latest", "# plain", "#"]
)
def test_comments_for_others_are_none_of_its_business(comment: str) -> None:
    assert parsed(comment) is None


def test_it_shares_a_line_with_the_comments_of_other_tools() -> None:
    found = parsed("x = 1  # noqa: E501  # smlint: ignore[SM101] no quota")
    assert isinstance(found, Ignore)
    assert found.rules[0][1].column == 39


def test_a_block_comment_of_several_lines() -> None:
    text = "/* About this.\n * smlint: latency=200ms\n */"
    source = Source("main.tf", text)
    comment = Comment(source.whole, text[2:-2].strip(), own_line=True)
    found = parse_comment(comment, source)
    assert isinstance(found, Declaration)
    assert [(key, value, str(span)) for key, value, span in found.settings] == [
        ("latency", "200ms", "main.tf:2:20")
    ]


@given(st.text(alphabet=st.characters(exclude_characters="\r")))
@example("\x0c,")
def test_no_comment_breaks_it(text: str) -> None:
    source = Source("main.tf", "# smlint:" + text)
    parse_comment(Comment(source.whole, ("smlint:" + text).strip(), own_line=True), source)


@pytest.mark.parametrize(
    "text",
    [
        "smlint ignore[SM909] reason",
        "smlint : ignore[SM909] reason",
        "smlint-ignore-file: [SM909]",
        "SMLINT ignore [SM909]",
        "smlint ignore",
        "smlint ignore SM101 reason",
        "smlint latency=200ms",
        "smlint; payload=3MB traffic=steady",
        "noqa # smlint ignore[SM909]",
        "first\n * smlint ignore[SM909] x",
    ],
)
def test_a_forgotten_colon_is_told(text: str) -> None:
    assert addressed(text)
    (line,) = text.split("\n")[-1:]
    found = parsed(f"# {line.lstrip(' *')}")
    assert isinstance(found, Problem)
    assert (found.severity, "colon" in found.message) == ("warning", True)


@pytest.mark.parametrize(
    "text",
    [
        "smlint ignores the rest",
        "smlint ignore what follows",
        "see smlint ignore[SM909]",
        "smlint --fail-on=error .",
        "smlint --select=SM101",
        "run smlint latency=200ms",
        "https://example.com/smlint latency=2",
        "nothing",
        "smlint",
    ],
)
def test_prose_about_smlint_is_left_alone(text: str) -> None:
    assert not addressed(text)
    assert parsed(f"# {text}") is None


def test_a_comment_may_speak_of_smlint_before_it_speaks_to_it() -> None:
    assert isinstance(parsed("# see smlint: x # smlint: ignore[SM101] y"), Ignore)


@given(st.text(alphabet="smlint:=# \n-ignore[]x", max_size=30))
def test_what_is_addressed_is_what_can_be_parsed(text: str) -> None:
    source = Source("main.tf", text)
    comment = Comment(source.whole, text, True)
    assert addressed(text) == (parse_comment(comment, source) is not None)


def test_a_long_word_takes_no_longer_than_it_is_long() -> None:
    assert isinstance(parsed(f"# smlint: {'a' * 200_000}"), Problem)
