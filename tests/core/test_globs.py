"""Patterns mean what they mean in `.gitignore`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.globs import Patterns, matches


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("infra/dev/main.tf", "dev", True),
        ("infra/dev/main.tf", "*.tf", True),
        ("infra/dev/main.tf", "infra", True),
        ("infra/dev/main.tf", "infra/", True),
        ("infra/dev/main.tf", "infra/*", True),
        ("infra/dev/main.tf", "infra/*.tf", False),
        ("infra/dev/main.tf", "infra/**/*.tf", True),
        ("infra/main.tf", "infra/**/*.tf", True),
        ("infra/dev/main.tf", "dev/main.tf", False),
        ("infra/dev/main.tf", "**/dev/*.tf", True),
        ("infra/dev/main.tf", "./infra/dev", True),
        ("infra/dev/main.tf", "infra/de", False),
        ("infra/dev/main.tf", "./main.tf", False),
        ("main.tf", "./main.tf", True),
        ("infra/dev/main.tf", "infra/d?v/main.tf", True),
        ("infra/dev/main.tf", "infra/[!d]ev/main.tf", False),
        ("infra/dev/main.tf", "DEV", False),
        ("a+b.tf", "a+b.tf", True),
        ("aab.tf", "a+b.tf", False),
        ("[z-a].tf", "[z-a].tf", True),
    ],
)
def test_patterns(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern) is expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_pattern_can_be_asked(path: str, pattern: str) -> None:
    matches(path, pattern)


@given(st.lists(st.sampled_from(["a", "b.tf", ".c", "d e"]), min_size=1).map("/".join))
def test_a_plain_path_matches_itself_with_and_without_ornament(path: str) -> None:
    for pattern in (path, f"{path}/", f"./{path}"):
        assert matches(path, pattern)


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a[]", "a[]", True),
        ("a[!]", "a[!]", True),
        ("a]", "a[]]", True),
        ("a]", "a[!]]", False),
        ("a-", "a[--0]", True),
        ("a&", "a[&&|]", True),
        ("a/b", "a[!x]b", False),
    ],
)
def test_classes_of_characters(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern) is expected


@given(st.text(alphabet="[]!^-*?/\\&~|ab.", max_size=12), st.text(alphabet="ab/[]-", max_size=8))
def test_no_sign_of_a_pattern_is_too_much(pattern: str, path: str) -> None:
    matches(path, pattern)
    Patterns([pattern], "/repo", "/repo/a").match(path)


@pytest.mark.parametrize(
    ("folder", "working", "pattern", "path", "expected"),
    [
        ("/r", "/r", "vendor", "a/vendor/x.tf", True),
        ("/r", "/r", "./vendor", "a/vendor/x.tf", False),
        ("/r", "/r", "/r/infra", "infra/x.tf", True),
        ("/r", "/r", "/infra", "infra/x.tf", True),
        ("/r", "/r", "/infra", "a/infra/x.tf", False),
        ("/r", "/r", "/other/x.tf", "/other/x.tf", True),
        ("/r", "/r", "../x", "/x/main.tf", True),
        ("/r", "/r", "..", "main.tf", True),
        ("/r", "/r", ".", "main.tf", True),
        ("/r", "/r", ".", "/other/main.tf", False),
        ("/r", "/r", "", "/other/main.tf", False),
        ("/r", "/r", "", "main.tf", False),
        ("/r", "/r/infra", "infra", "main.tf", True),
        ("/r", "/r/infra", "infra/old", "old/main.tf", True),
        ("/r", "/r/infra", "*/old", "old/main.tf", True),
        ("/r", "/r/infra/old", "infra/old", "main.tf", True),
        ("/home/dev/r", "/home/dev/r", "dev", "main.tf", False),
        ("/home/[x]/r", "/home/[x]/r", "a/b", "a/b/main.tf", True),
        ("/home/[x]/r", "/home/x/r", "a/b", "a/b/main.tf", False),
    ],
)
def test_patterns_hold_in_the_folder_where_they_are_written(
    folder: str, working: str, pattern: str, path: str, expected: bool
) -> None:
    assert Patterns([pattern], folder, working).match(path) is expected
