"""What the API says of the values of its requests.

It is read when something is first asked of it; patterns are compiled when a value first meets them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from smlint.aws_api.tables import table

JAVA = (
    (r"\p{ASCII}", r"\x00-\x7f"),
    (r"\p{Print}", r"\x20-\x7e"),
    (r"\p{L}", r"\w"),
    (r"\p{N}", r"\d"),
    (r"\p{Z}", r" \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"),
    (r"\z", r"\Z"),
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
)
"""What the services' regular expressions call what Python's call otherwise.

Letters are wanted nowhere but together with digits and the underscore: so `\\w` will do.
"""
OUTSIDE = r"(?<!\[)(?P<set>\\p\{(?:ASCII|Print)\})(?P<many>[*+])"
"""A set of characters that stands outside of brackets."""


class Constraint(NamedTuple):
    """What the model says of a shape.

    `required` are members of a structure, of which there is exactly one set where it is a `union`.
    `least` and `most` are limits of a number, of the length of a text, of the bytes of a blob, or
    of how many elements a list or map has. `pattern` is met by a text as a whole.
    """

    required: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()
    union: bool = False


FREE = Constraint()
"""Of a shape about which the model says nothing but its type."""


@cache
def constraint(service: str, shape: str) -> Constraint:
    """What the model of `service` says of the shape called `shape`."""
    found = table(service)
    said = None if found is None else found.constraints.get(shape)
    if said is None:
        return FREE
    return Constraint(
        tuple(said.get("required", ())),
        said.get("min"),
        said.get("max"),
        said.get("pattern", ""),
        tuple(said.get("enum", ())),
        said.get("union", False),
    )


def meets(pattern: str, text: str) -> bool:
    """Whether `text` is, as a whole, what a pattern of the API asks for."""
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    written = re.sub(OUTSIDE, r"[\g<set>]\g<many>", pattern)
    for java, python in JAVA:
        written = written.replace(java, python)
    return re.compile(written)
