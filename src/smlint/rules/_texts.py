"""What pieces of a text tell: its end, where not all of it is known, and what changes in it."""

from __future__ import annotations

import re

from smlint.core.rule import Undetermined
from smlint.core.values import Absent, Setting, Unknown, parts_of

DIGEST = r"(?<![0-9a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{8,}"
"""A piece of a name that looks like a hash or a time stamp, and so changes with its contents."""


def ends_with(setting: Setting[str], end: str) -> bool:
    """Whether the text `setting` ends with `end`, as far as its last known piece tells.

    Raises `Undetermined` where that is not known, or too short. What is absent ends with nothing.
    """
    if isinstance(setting, Absent):
        return False
    last = parts_of(setting)[-1]
    piece = last if isinstance(last, str) else ""
    if isinstance(setting, Unknown) and end.endswith(piece) and piece != end:
        raise Undetermined(setting)
    return piece.endswith(end)


def tail(setting: Setting[str]) -> str:
    """The last known piece of a text."""
    last = parts_of(setting)[-1:]
    return last[0] if last and isinstance(last[0], str) else ""


def is_digest(name: str) -> bool:
    """Whether `name` holds what changes with the contents of the resource."""
    return re.search(DIGEST, name) is not None
