"""Single values: whether they are of a type of the API, and what is allowed in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from smlint.core import tree
from smlint.core.values import Data, Known, Scalar, Setting, Unknown

WHOLE = frozenset({"integer", "long"})
NUMBERS = frozenset({*WHOLE, "float", "double"})
WORDS: Mapping[str, str] = {
    "string": "a text", "boolean": "true or false", "blob": "a text or bytes",
    "timestamp": "a point in time",
    **dict.fromkeys(WHOLE, "a whole number"), "float": "a number", "double": "a number",
}  # fmt: skip
"""The types of scalars."""

GIVE = "write the value that is meant in its place"
"""What settles a setting that holds none yet."""

FORMS: Mapping[str, str] = {
    "[a-zA-Z0-9](-*[a-zA-Z0-9])": "letters and digits, with hyphens between them",
    "[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?": "letters and digits, with hyphens between them",
    "(https|s3)://": "an address that begins with s3:// or https://",
    "arn:aws[a-z\\-]*:iam::": "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME",
    "arn:aws[a-z\\-]*:sns:": "the ARN of a topic, arn:aws:sns:REGION:ACCOUNT:NAME",
    "[\\S]+": "a text without white space",
    "[a-zA-Z_][a-zA-Z0-9_]": "letters, digits and underscores, with no digit in front",
}
"""What patterns that begin like this ask for."""

SHOWN = 6
"""So many choices are listed; of more, the nearest is named."""

PLACEHOLDER = (
    r"^$|[<>{}$*]|\.\.\.|…|^[A-Z]+([ _-]+[A-Z]+)*$"
    r"|(?i:(^|[^a-z])(your|my|x{3,}|replace|change|todo|insert|enter|example|placeholder))"
)
"""What stands in texts in whose place others are to be written; nothing does, too."""


def read(found: Known[Data], kind: str, *, typed: bool) -> Scalar | None:
    """The value as the type `kind`, None where it is none; where it is not `typed`, spelt out too.

    Of what may be anything in time, and of bytes that are not text, the text is empty.
    """
    value = found.value
    if kind in {"blob", "timestamp"}:
        fits = isinstance(value, str) or (kind == "timestamp" and isinstance(value, (int, float)))
        if fits or (not typed and isinstance(value, (int, float))):
            return str(value) if kind == "blob" else ""
        return None
    if typed:
        return _of_type(value, kind)
    spelt = _spelt(found, kind)
    return spelt.value if isinstance(spelt, Known) else None


def _spelt(found: Known[Data], kind: str) -> Setting[str] | Setting[float]:
    if kind == "string":
        return tree.text(found)
    if kind == "boolean":
        return tree.truth(found)
    return tree.integer(found) if kind in WHOLE else tree.number(found)


def _of_type(value: Data, kind: str) -> Scalar | None:
    types: tuple[type, ...] = {"string": (str,), "boolean": (bool,)}.get(kind, ())
    if kind in NUMBERS:
        types = (int,) if kind in WHOLE else (int, float)
    return value if isinstance(value, types) else None  # type: ignore[return-value]


def is_to_be_replaced(text: str) -> bool:
    """Whether a text looks like one in whose place another is to be written."""
    return re.search(PLACEHOLDER, text) is not None


def to_be_replaced(text: str, setting: Setting[object], name: str) -> Unknown:
    """The value of `setting`, called `name`, in the place of which `text` is written."""
    reason = f"{name} is {tree.describe(text)}, which looks like a text that is to be replaced"
    if not text.strip():
        reason = f"{name} is empty, as if its value were still to be filled in"
    return Unknown(reason, setting.span, setting.via, hint=GIVE)


def limits(least: float | None, most: float | None) -> str:
    """The numbers from `least` to `most`, in words."""
    if least is None or most is None:
        return f"{least} or more" if most is None else f"{most} at most"
    return f"exactly {least}" if least == most else f"{least} to {most}"


def choice(choices: Sequence[str], near: str | None) -> str:
    """The `choices` in words, of which one is `near` to what is written."""
    hint = f'; did you mean "{near}"?' if near else ""
    if len(choices) > SHOWN:
        return f"one of {len(choices)} other texts{hint}"
    *others, last = (f'"{one}"' for one in choices)
    return (f"{', '.join(others)} or {last}" if others else last) + hint


def nearest(value: str, choices: Sequence[str]) -> str | None:
    """The one of `choices` that is most like `value`, whatever its case."""
    import difflib  # noqa: PLC0415 - only a finding needs it

    folded = {one.lower(): one for one in reversed(choices)}
    wanted = value.strip().lower()
    ends = [one for one in folded if wanted and one.endswith(wanted)]
    near = difflib.get_close_matches(wanted, folded, 1, 0.6) or ends[:1]
    return folded[near[0]] if near else None


def form(pattern: str) -> str:
    """What `pattern` asks for."""
    bare = pattern.removeprefix("^")
    words = next((told for start, told in FORMS.items() if bare.startswith(start)), None)
    return f"texts of the form {pattern}" if words is None else words


def hyphenated(name: str) -> str:
    """`name` with a hyphen for whatever else stands between words."""
    return re.sub(r"[\s_.]+", "-", name).strip("-")
