"""Patterns mean what they mean in `.gitignore`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.globs import matches


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


@given(st.text(alphabet="abc/.", min_size=1))
def test_a_plain_path_matches_itself(path: str) -> None:
    assert matches(path.removeprefix("./").rstrip("/"), path.removeprefix("./"))
