"""Paths: how a policy names a setting, and how that is read from an endpoint.

What may be named is read off the dataclasses of the model, so that a path either leads to a
setting or is refused when the policy is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, is_dataclass
from functools import cache
from typing import Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from smlint.core import values
from smlint.core.facts import Unit
from smlint.core.frozen import dataclass
from smlint.core.model import Container, Endpoint, ScalableTarget, Variant
from smlint.core.quantity import show_amount, show_number
from smlint.core.resource import Call
from smlint.core.spans import Span
from smlint.core.subjects import Subject
from smlint.core.values import Absent, Known, Many, Setting, Unknown
from smlint.core.workload import DURATIONS, SIZES, UNDECLARED, Workload

ROOTS: Mapping[str, type] = {
    "endpoint": Endpoint,
    "workload": Workload,
    "variant": Variant,
    "container": Container,
    "scalable_target": ScalableTarget,
    "call": Call,
}
AROUND: Mapping[Subject, tuple[str, ...]] = {
    "endpoint": ("endpoint", "workload"),
    "variant": ("endpoint", "workload", "variant"),
    "container": ("endpoint", "workload", "container"),
    "scalable_target": ("endpoint", "workload", "variant", "scalable_target"),
    "call": ("endpoint", "workload", "call"),
}
"""The roots at which paths may start in a rule about each subject."""

Kind = Literal["text", "number", "truth", "structure", "mapping", "list"]
Scope: TypeAlias = Mapping[str, object]
"""The roots of one subject by name; None where there is none."""

Bound: TypeAlias = "Mapping[str, Member]"
"""What the elements of lists are, by the name that a condition gives them."""

NOTHING_BOUND: Bound = {}

Reading: TypeAlias = "Setting[object] | Many[object]"

UNITS: Mapping[str, Unit] = {
    **{f"workload.{name}": "s" for name in DURATIONS},
    **{f"workload.{name}": "MB" for name in SIZES},
}
SUFFIXES: Mapping[str, Unit] = {"_in_seconds": "s", "_in_mb": "MB"}
"""Settings whose name says in which unit their plain number is."""


class PathError(Exception):
    """A path that leads nowhere: why, and what may be meant instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Member:
    """What a member of a dataclass is, as far as policies go.

    `inner` is the dataclass that a structure is, `element` what a list holds. `choices` are all
    values a text can have, where they are closed. `written` is false for what is not a setting of
    the scanned files.
    """

    kind: Kind
    inner: type | None = None
    choices: tuple[str, ...] = ()
    written: bool = True
    element: Member | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A path that leads somewhere. `names` begin with the root; equal names are equal paths."""

    names: tuple[str, ...]
    member: Member = field(compare=False)

    def __str__(self) -> str:
        return ".".join(self.names)

    @property
    def root(self) -> str:
        """Where it starts."""
        return self.names[0]

    @property
    def kind(self) -> Kind:
        """What stands there."""
        return self.member.kind

    @property
    def unit(self) -> Unit | None:
        """The unit of a number, where it has one."""
        return UNITS.get(str(self)) or self.suffix_unit

    @property
    def suffix_unit(self) -> Unit | None:
        """The unit that the name itself states: plain numbers are in it."""
        return next((unit for end, unit in SUFFIXES.items() if self.names[-1].endswith(end)), None)


def find(text: str, subject: Subject, bound: Bound = NOTHING_BOUND) -> Path:
    """The path `text` in a rule about `subject`; raises `PathError`.

    `bound` are further roots: the elements of the lists that conditions around it go through.
    """
    root, *names = text.split(".")
    member = bound.get(root) or _root(root, subject)
    if member is None:
        raise PathError(
            f'"{text}" does not start at something that a rule for each {subject} sees',
            _start(root, (*AROUND[subject], *bound)),
        )
    for depth, name in enumerate(names):
        if member.kind == "mapping":
            return Path((root, *names[:depth], ".".join(names[depth:])), Member("text"))
        if member.element is not None:
            passed = ".".join((root, *names[:depth]))
            inside = ".".join((called(member.element), *names[depth:]))
            hint = (
                f"ask about its elements: some: {{in: {passed}, where: {{setting: {inside}, …}}}}"
            )
            raise PathError(f'"{passed}" is a list, and "{text}" would be below it', hint)
        inner = members(member.inner).get(name) if member.inner else None
        if inner is None:
            raise PathError(f'there is no setting "{text}"', _suggestion(text, subject, bound))
        member = inner
    return Path((root, *names), member)


def _start(root: str, known: Sequence[str]) -> str:
    """The hint at where a path can start instead of at `root`."""
    from difflib import get_close_matches  # noqa: PLC0415 - for broken policies only

    near = get_close_matches(root, known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    hint = f"it can start at {', '.join(known)}"
    seeing = [subject for subject, roots in AROUND.items() if root in roots]
    return f"{hint}; in a rule for_each {' or '.join(seeing)} at {root} too" if seeing else hint


def _root(name: str, subject: Subject) -> Member | None:
    return Member("structure", ROOTS[name]) if name in AROUND[subject] else None


def called(element: Member) -> str:
    """What an element of a list is called in the condition on it: by its type, or `item`."""
    if element.inner is None:
        return "item"
    return re.sub(r"(?<!^)(?=[A-Z])", "_", element.inner.__name__).lower()


def paths(subject: Subject) -> Iterator[Path]:
    """Every path in a rule about `subject`, except the keys of mappings."""
    for root in AROUND[subject]:
        yield from below(root, Member("structure", ROOTS[root]))


def below(root: str, member: Member) -> Iterator[Path]:
    """Every path at and below `member`, which is called `root`."""
    return _below((root,), member)


def read(path: Path, scope: Scope) -> Reading:
    """What stands at `path`.

    Unknown inside a structure that is unknown, absent inside one that is not written. A structure
    is read as the fact that it is there: `Known(True)` at its place.
    """
    value = scope[path.root]
    place = UNDECLARED.span
    for name in path.names[1:]:
        if isinstance(value, Known):
            value, place = value.value, value.span
        if isinstance(value, (Unknown, Absent)):
            return value
        if value is None:
            return UNDECLARED
        place = getattr(value, "span", place)
        if hasattr(value, "__dataclass_fields__"):
            value = getattr(value, name)
        else:
            assert isinstance(value, Mapping)
            value = value.get(name, Absent(place))
    return _reading(value, place)


def show(path: Path, reading: Reading) -> str:
    """What stands at `path`, for people: durations and sizes with their unit."""
    if isinstance(reading, Many):
        return f"{len(reading.items)}{'' if reading.more is None else ' or more'}"
    if isinstance(reading, Absent):
        return "not set"
    if isinstance(reading, Unknown):
        return "unknown"
    value = reading.value
    if path.kind in ("structure", "mapping") or (value is True and path.kind == "text"):
        return "set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if path.suffix_unit:
            return f"{show_number(value)} {path.suffix_unit}"
        return show_amount(value, path.unit)
    return str(value)


@cache
def members(owner: type) -> Mapping[str, Member]:
    """What policies may name of the dataclass `owner`."""
    hints = get_type_hints(owner, None, vars(values))
    found = ((name, _member(hint)) for name, hint in hints.items())
    return {name: member for name, member in found if member is not None}


def _member(hint: object) -> Member | None:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Many:
        return Member("list", element=_element(arguments[0]))
    if origin is Union:
        held = next((part for part in arguments if get_origin(part) is Known), None)
        return _held(get_args(held)[0]) if held else None
    if hint is str or origin is Literal:
        return Member("text", choices=arguments, written=False)
    return None


def _element(hint: object) -> Member | None:
    if isinstance(hint, type) and is_dataclass(hint):
        return Member("structure", hint)
    return _member(hint)


def _held(hint: object) -> Member | None:
    if hint is str:
        return Member("text")
    if get_origin(hint) is Literal:
        return Member("text", choices=get_args(hint))
    if hint is bool:
        return Member("truth")
    if hint in (int, float):
        return Member("number")
    if isinstance(hint, type) and is_dataclass(hint):
        return Member("structure", hint)
    return Member("mapping")


def _below(names: tuple[str, ...], member: Member) -> Iterator[Path]:
    yield Path(names, member)
    if member.inner:
        for name, inner in members(member.inner).items():
            yield from _below((*names, name), inner)


def _reading(value: object, place: Span) -> Reading:
    if isinstance(value, (Unknown, Absent, Many)):
        return value
    if isinstance(value, Known):
        if isinstance(value.value, (str, int, float)):
            return value
        return Known(True, value.span, value.via)
    if value is None:
        return UNDECLARED
    if isinstance(value, str):
        return Known(value, place)
    return Known(True, getattr(value, "span", place))


def _suggestion(text: str, subject: Subject, bound: Bound) -> str:
    from difflib import get_close_matches  # noqa: PLC0415

    further = (path for root, member in bound.items() for path in below(root, member))
    known = [str(path) for path in (*paths(subject), *further) if len(path.names) > 1]
    close = get_close_matches(text, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return "docs/policy-language.md says which settings there are"
