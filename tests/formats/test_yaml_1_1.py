from __future__ import annotations

import pytest

from smlint.core.source import Source
from smlint.formats.nodes import plain
from smlint.formats.yaml import read_yaml
from smlint.formats.yaml_1_1 import modern


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True), ("On", True), ("NO", False), ("off", False), ("oFF", "oFF"), ("y", "y"),
        ("010", 8), ("-010", -8), ("09", "09"), ("0", 0), ("00", 0), ("0_", "0_"), ("0b101", 5),
        ("1_000", 1000), ("+7", 7), ("0x_1F", 31), ("1:30", 90), ("-1:00:01", -3601),
        ("8080:80", "8080:80"), ("2020-01-01", "2020-01-01"), ("1.5", 1.5), ("true", True),
        ("'yes'", "yes"), ("!!str yes", "yes"), ("!Ref yes", "yes"), ("|-\n 010", "010"),
        ("123456789012", 123456789012), ("9" * 200, 1e200),
    ],
)  # fmt: skip
def test_scalars(text: str, value: object) -> None:
    (document,) = read_yaml(Source("a.yaml", f"a: {text}\n"), modern)
    assert plain(document) == {"a": value}


def test_names_are_plain_scalars_too() -> None:
    (document,) = read_yaml(Source("a.yaml", "{on: 1, 'on': 2, 010: 3}\n"), modern)
    assert plain(document) == {"true": 1, "on": 2, "8": 3}
