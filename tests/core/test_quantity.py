import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.quantity import (
    DURATIONS,
    SIZES,
    megabytes,
    pattern,
    seconds,
    show_megabytes,
    show_number,
    show_seconds,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("200ms", 0.2),
        ("70ms", 0.07),
        ("1s", 1),
        ("1.5 s", 1.5),
        ("15min", 900),
        ("2m", 120),
        ("1h", 3600),
        (" 1H ", 3600),
    ],
)
def test_durations_are_in_seconds(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4MB", 4),
        ("4mb", 4),
        ("1GB", 1000),
        ("1TB", 1_000_000),
        ("128000B", 0.128),
        ("512KiB", 0.524288),
        ("1MiB", 1.048576),
        ("1GiB", 1073.741824),
        (".5 kb", 0.0005),
    ],
)
def test_sizes_are_in_millions_of_bytes(text: str, value: float) -> None:
    assert megabytes(text) == value


@pytest.mark.parametrize("text", ["", "ms", "1e3s", "-1s", "1,5s", "10 10s", "٣s", "1s1"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration: write a number and a unit"):
        seconds(text)


def test_a_number_without_unit_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match='"5" has no unit: write a size such as 4MB'):
        megabytes("5")


def test_a_unit_of_something_else_is_refused_with_the_right_ones() -> None:
    with pytest.raises(ValueError, match=r'"MB" in "5MB" is not a unit of a duration.*ms, s, min'):
        seconds("5MB")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.2, "200 ms"), (0.0004, "0.4 ms"), (0, "0 s"), (1, "1 s"), (1.5, "1.5 s"), (60, "60 s"),
     (120, "120 s"), (480, "8 min"), (900, "15 min"), (3600, "1 h"), (5400, "90 min")],
)  # fmt: skip
def test_durations_are_shown_in_the_unit_people_use(value: float, shown: str) -> None:
    assert show_seconds(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.128, "128 KB"), (0, "0 MB"), (4, "4 MB"), (6.291456, "6.291 MB"), (1024, "1024 MB"),
     (2000, "2 GB")],
)  # fmt: skip
def test_sizes_are_shown_in_the_unit_people_use(value: float, shown: str) -> None:
    assert show_megabytes(value) == shown


@given(st.integers(0, 10_000), st.sampled_from(sorted(DURATIONS)))
def test_a_shown_duration_reads_back_as_itself(number: int, unit: str) -> None:
    value = seconds(f"{number}{unit}")
    assert seconds(show_seconds(value)) == pytest.approx(value)


@given(st.from_regex(pattern(SIZES), fullmatch=True))
def test_whatever_the_pattern_for_schemas_accepts_can_be_read(text: str) -> None:
    assert megabytes(text) >= 0


@given(st.floats(0, 10**6), st.sampled_from(sorted(SIZES)))
def test_whatever_can_be_read_the_pattern_for_schemas_accepts(number: float, unit: str) -> None:
    text = f"{show_number(number)}{unit}"
    assert megabytes(text) >= 0
    assert re.search(pattern(SIZES), text)
