"""Values that know whether they are known, and where they come from.

A setting that is *not written* and a setting that is *not knowable from these files* are different
facts; most false alarms of configuration scanners come from mixing them. So every value read from
a file is a `Setting`: `Known`, `Unknown` or `Absent`. Code has to say which it means: a `Setting`
has no truth value, and mypy rejects comparing one with a plain value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Generic, Literal, NamedTuple, NoReturn, TypeAlias, TypeVar

from smlint.core.frozen import dataclass
from smlint.core.spans import NOWHERE, Span

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R")

HopKind = Literal["reference", "default", "implied", "stage", "condition", "elsewhere", "drawn"]
"""What a hop means for how certain a value is.

`reference`: written by name elsewhere. `default`: a default that a caller of these files may
override. `implied`: a documented default of the provider, library or service that applies because
nothing is written; on the way to an unknown, these decide it. `stage`: given by the file that makes
the stage. `condition`: holds only under a condition whose outcome is not known. `elsewhere`: what
sets it is not among these files: configuration of a library, or of another project. `drawn`: drawn
at random once, and the same ever since.
"""


class Hop(NamedTuple):
    """One step on a value's way to the setting: what it went through, and where that is written."""

    note: str
    span: Span
    kind: HopKind = "reference"


class Reference(NamedTuple):
    """A value that will exist only after deployment, named by who makes it.

    `address` is a `Resource.address` of the same deployment, or any other stable name of the place
    that produces the value (a data source, a call at a position). `attribute` begins with a capital
    where it is a property of something deployed, as the API and CloudFormation write them; what
    only passes a value on (a local value, an output) has none that does. Two equal references stand
    for the same value.
    """

    address: str
    attribute: str = ""


class Gap(NamedTuple):
    """A piece of text about which nothing is known, not even who makes it."""

    reason: str = ""


Part: TypeAlias = "str | Reference | Gap"


class _NoTruth:
    """Base of what must not be used as a condition."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} has no truth value: ask isinstance(x, Known), compare x.value"
        )


@dataclass(frozen=True, slots=True)
class Known(_NoTruth, Generic[T_co]):
    """A value that these files determine.

    `span` is where the setting is written; `via` the hops from there to the value's origin, nearest
    first. Both are left out of equality: the same endpoint in another language is an equal model.
    """

    value: T_co
    span: Span = field(compare=False)
    via: tuple[Hop, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Unknown(_NoTruth):
    """A value that is written but that these files do not determine.

    `reason` says why in words for people ("var.instance_type has no default and no value in
    prod.tfvars"). `parts` are the pieces of which a text is made, as far as they are known: the
    identity through which resources are linked whose names exist only after deployment. `hint`
    tells what a user may do for the value to be known, where there is something.
    """

    reason: str = field(compare=False)
    span: Span = field(compare=False)
    via: tuple[Hop, ...] = field(default=(), compare=False)
    parts: tuple[Part, ...] = field(default=(), compare=False)
    hint: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Absent(_NoTruth):
    """A setting that is not written (or is written as null, None, AWS::NoValue).

    `span` is where it would stand: the block or call that lacks it.
    """

    span: Span = field(compare=False)
    via: tuple[Hop, ...] = field(default=(), compare=False)


NOTHING = Absent(NOWHERE)
"""What is not written, where there is no place for it either."""

Setting: TypeAlias = Known[T] | Unknown | Absent

Scalar: TypeAlias = str | int | float | bool
Data: TypeAlias = "Scalar | tuple[Tree, ...] | Mapping[str, Tree]"
Tree: TypeAlias = "Known[Data] | Unknown | Absent"
"""A setting whose value may be a list or mapping of further settings: what frontends produce."""


@dataclass(frozen=True, slots=True)
class Many(_NoTruth, Generic[T_co]):
    """Zero or more things, and whether there may be others.

    `more` is `None` when `items` are all there are, else an `Unknown` that says why others may
    exist. Iterating gives `items`; whoever concludes something from *absence* must look at `more`.
    """

    items: tuple[T_co, ...] = ()
    more: Unknown | None = None

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.items)


Some = TypeVar("Some")


def first(*options: Some | None) -> Some | None:
    """The first of `options` that is not None: `or`, for what has no truth value."""
    return next((option for option in options if option is not None), None)


AnySetting = TypeVar("AnySetting", bound=Tree)


def with_hop(setting: AnySetting, hop: Hop, span: Span | None = None) -> AnySetting:
    """`setting` seen through one more `hop`, which becomes the nearest; at `span` where given."""
    return replace(setting, via=(hop, *setting.via), span=span or setting.span)


def default_hop(note: str, span: Span) -> Hop:
    """The hop to a default that whoever deploys may override."""
    return Hop(note, span, "default")


def implied(value: T, owner: str, span: Span) -> Known[T]:
    """The default `value` that is documented for `owner`."""
    return Known(value, span, (Hop(f"default of {owner}", span, "implied"),))


def left(reason: str, span: Span, kind: HopKind, hint: str = "") -> Unknown:
    """What is not written here, but decided as hops of `kind` say; `span` is where it would be."""
    return Unknown(reason, span, (Hop("nothing is given", span, kind),), hint=hint)


def left_to(setting: Tree | Setting[object], kind: HopKind) -> bool:
    """Whether a hop of `kind` is on the way to `setting`: `implied` decides it, or `elsewhere`."""
    return any(hop.kind == kind for hop in setting.via)


def mapped(setting: Setting[T], function: Callable[[T], R]) -> Setting[R]:
    """`setting` with `function` applied to its value where known; span and hops are kept."""
    if isinstance(setting, Known):
        return Known(function(setting.value), setting.span, setting.via)
    return setting


def reference_of(setting: Tree) -> Reference | None:
    """The single reference that `setting` is, or None."""
    if isinstance(setting, Unknown) and len(setting.parts) == 1:
        part = setting.parts[0]
        return part if isinstance(part, Reference) else None
    return None


def parts_of(setting: Tree) -> tuple[Part, ...]:
    """The pieces of text that `setting` is made of; a `Gap` where nothing is known."""
    if isinstance(setting, Known):
        value = setting.value
        if isinstance(value, bool):
            return ("true" if value else "false",)
        return (str(value),) if isinstance(value, (str, int, float)) else (Gap("not text"),)
    if isinstance(setting, Unknown):
        return setting.parts or (Gap(setting.reason),)
    return ()


def split(parts: Iterable[Part], separator: str) -> list[tuple[Part, ...]]:
    """`parts` as the fields between the separators that are known."""
    fields: list[tuple[Part, ...]] = [()]
    for part in parts:
        if not isinstance(part, str):
            fields[-1] += (part,)
            continue
        first, *others = part.split(separator)
        fields[-1] += (first,) if first else ()
        fields.extend((piece,) if piece else () for piece in others)
    return fields


def is_some_text(setting: Unknown) -> bool:
    """Whether `setting` surely is a text, though not known which.

    So it is where a part of it is known, or is an attribute of something deployed. Any other
    unknown may turn out not to be written at all.
    """
    return any(
        part.attribute[:1].isupper() if isinstance(part, Reference) else isinstance(part, str)
        for part in setting.parts
    )


def joined(pieces: tuple[Tree, ...], span: Span) -> Known[str] | Unknown:
    """The text made by writing `pieces` one after another, as a setting at `span`.

    Known when every piece is; else `Unknown` with the parts that are known, and the first unknown
    piece's reason. Hops of all pieces are kept, in order.
    """
    via = tuple(dict.fromkeys(hop for piece in pieces for hop in piece.via))
    parts: list[Part] = []
    for part in (part for piece in pieces for part in parts_of(piece)):
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    if all(isinstance(part, str) for part in parts):
        return Known("".join(str(part) for part in parts), span, via)
    unknown = next((piece for piece in pieces if isinstance(piece, Unknown)), None)
    if unknown is not None:
        return replace(unknown, span=span, via=via, parts=tuple(parts))
    return Unknown("it is made of a value that is not text", span, via, tuple(parts))
