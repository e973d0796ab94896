"""How a structure of a request answers a constraint, and in which words.

In three values: what is not known is told as such where it decides, and never refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from smlint.core.rule import Written
from smlint.core.tree import elements, member, plain
from smlint.core.values import Known, Tree, Unknown

Answer: TypeAlias = bool | Unknown
Name: TypeAlias = Callable[[str], str]
"""What the language calls a member of the structure; a path within it is dotted."""


class Breach(NamedTuple):
    """A structure breaks a constraint with its `member`, and `setting` is where that shows.

    `others` are the further settings that make it so. `instead` are members of the structure that
    mend it (one that is None goes), where it is plain which.
    """

    member: str
    setting: Tree
    said: str
    others: tuple[Tree, ...] = ()
    instead: Mapping[str, Written] | None = None


Outcome: TypeAlias = Breach | Unknown


def at(structure: Tree, path: str) -> Tree:
    """The setting at the dotted `path` of `structure`."""
    return member(structure, *path.split("."))


def is_set(found: Tree) -> Answer:
    """Whether something is written; an empty text or list is nothing."""
    if isinstance(found, Known) and isinstance(found.value, tuple):
        many = elements(found)
        return bool(many.items) if many.items or many.more is None else many.more
    if isinstance(found, Unknown):
        return found
    return isinstance(found, Known) and found.value != ""


def negated(answer: Answer) -> Answer:
    """The opposite."""
    return answer if isinstance(answer, Unknown) else not answer


def told(breach: Breach, *answers: Answer) -> Iterator[Outcome]:
    """`breach` where all `answers` are true; what is unknown where none is false."""
    if not any(answer is False for answer in answers):
        yield next((answer for answer in answers if isinstance(answer, Unknown)), breach)


def shown(named: str, setting: Tree) -> str:
    """A member with its value."""
    value = plain(setting)
    if isinstance(value, bool):
        return f"{named} is {str(value).lower()}"
    return f"{named} is {value}" if isinstance(value, (str, int)) else f"{named} is set"


def beside(name: Name, path: str, other: str) -> str:
    """What `other` is called next to `path`, which is named in full: without what they share."""
    one, two = name(path).split("."), name(other).split(".")
    while len(two) > 1 and one[:1] == two[:1]:
        one, two = one[1:], two[1:]
    return ".".join(two)


def known_texts(structure: Tree) -> Mapping[str, Written]:
    """The texts of a structure that are known."""
    found = structure.value if isinstance(structure, Known) else None
    members = found.items() if isinstance(found, Mapping) else ()
    return {
        name: item.value
        for name, item in members
        if isinstance(item, Known) and isinstance(item.value, str)
    }
