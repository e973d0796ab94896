"""Terraform's values as smlint holds them: a `Tree` whose collections know what kind they are.

A plain tuple is a Terraform tuple and a plain dict an object. Lists, sets and maps are told apart
from them because Terraform does: `tolist([]) == []` is false, and a set has no first element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from smlint.core.spans import Span
from smlint.core.tree import text
from smlint.core.values import (
    Absent,
    AnySetting,
    Data,
    Gap,
    Hop,
    Known,
    Part,
    Reference,
    Setting,
    Tree,
    Unknown,
)
from smlint.frontends.terraform.values.digits import number_text
from smlint.frontends.terraform.values.errors import ExhaustedError
from smlint.frontends.terraform.values.numbers import number
from smlint.frontends.terraform.values.text import composed


class ListData(tuple[Tree, ...]):
    """A list: elements of one type."""

    __slots__ = ()


class SetData(tuple[Tree, ...]):
    """A set: elements of one type, each once, in Terraform's order."""

    __slots__ = ()


class MapData(dict[str, Tree]):
    """A map: elements of one type."""

    __slots__ = ()


class Lazy(Mapping[str, Tree]):
    """A mapping whose members are made when somebody asks for them.

    `names` are its members. Where `beyond` is given there are others, which `make` answers for
    too, and `beyond` says what they are: such a mapping cannot be listed, whatever its `names`.
    """

    __slots__ = ("_make", "beyond", "names")

    def __init__(
        self, names: Iterable[str], make: Callable[[str], Tree], beyond: Unknown | None = None
    ) -> None:
        self.names = dict.fromkeys(names)
        self.beyond = beyond
        self._make = make

    def __getitem__(self, name: str) -> Tree:
        if self.beyond is None and name not in self.names:
            raise KeyError(name)
        return self._make(name)

    def __contains__(self, name: object) -> bool:
        return self.beyond is not None or name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class Instances(Mapping[str, Tree]):
    """The instances of a block of which there are unknown many: any index gives `any_one`."""

    __slots__ = ("any_one", "why")

    def __init__(self, any_one: Tree, why: Unknown) -> None:
        self.any_one = any_one
        self.why = why

    def __getitem__(self, key: str) -> Tree:
        return self.any_one

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def hidden(tree: Tree) -> Unknown | None:
    """The first unknown in `tree` or anywhere beneath it; None where all of it is known."""
    if isinstance(tree, Unknown):
        return tree
    if isinstance(tree, Absent):
        return None
    value = tree.value
    if isinstance(value, Instances):
        return value.why
    if isinstance(value, Lazy) and value.beyond is not None:
        return value.beyond
    if isinstance(value, (tuple, Mapping)):
        members = value if isinstance(value, tuple) else value.values()
        return next((found for item in members if (found := hidden(item)) is not None), None)
    return None


SIZE_LIMIT = 10_000
"""Values of more pieces are not followed: a few lines can double one another into billions."""
TEXT_LIMIT = 1_000_000
"""Longer texts (in characters) are not followed."""


def weight(tree: Tree) -> int:
    """The number of pieces of `tree`; raises `ExhaustedError` where it is too large."""
    left = _remaining(tree, SIZE_LIMIT)
    if left <= 0:
        raise ExhaustedError
    return SIZE_LIMIT - left


def _remaining(tree: Tree, budget: int) -> int:
    """What is left of `budget` when each piece of `tree` takes one; 0 or less when it is spent."""
    if isinstance(tree, Unknown):
        return budget - 1 - len(tree.parts)
    value = tree.value if isinstance(tree, Known) else None
    if isinstance(value, str):
        return budget - 1 - len(value) * SIZE_LIMIT // TEXT_LIMIT
    budget -= 1
    if isinstance(value, (tuple, dict)):
        for item in value if isinstance(value, tuple) else value.values():
            if budget <= 0:
                break
            budget = _remaining(item, budget)
    return budget


def unlisted(tree: Tree) -> Unknown | None:
    """Why the elements of `tree` cannot be listed; None where they can (each may be unknown)."""
    if isinstance(tree, Unknown):
        return tree
    if isinstance(tree, Known):
        if isinstance(tree.value, Instances):
            return tree.value.why
        if isinstance(tree.value, Lazy):
            return tree.value.beyond
    return None


def scalars(values: Mapping[str, Tree]) -> Mapping[str, Setting[str]]:
    """Those of `values` that hold one value each, or are unknown or absent, as text."""
    return {
        name: text(value)
        for name, value in values.items()
        if not isinstance(value, Known) or isinstance(value.value, (str, int, float))
    }


def items_of(tree: Tree) -> tuple[Tree, ...] | None:
    """The elements of a known list, set or tuple; None for anything else."""
    return tree.value if isinstance(tree, Known) and isinstance(tree.value, tuple) else None


def hops(*trees: Tree) -> tuple[Hop, ...]:
    """The hops of all `trees`, in order, each once."""
    return tuple(dict.fromkeys(hop for tree in trees for hop in tree.via))


def deep_hops(tree: Tree) -> tuple[Hop, ...]:
    """The hops of `tree` and of everything beneath it, in order, each once."""
    found = dict.fromkeys(tree.via)
    if isinstance(tree, Known) and not isinstance(tree.value, (Lazy, Instances)):
        if isinstance(tree.value, Mapping):
            found.update(
                dict.fromkeys(hop for item in tree.value.values() for hop in deep_hops(item))
            )
        elif isinstance(tree.value, tuple):
            found.update(dict.fromkeys(hop for item in tree.value for hop in deep_hops(item)))
    return tuple(found)


def through(tree: AnySetting, outer: tuple[Hop, ...], span: Span | None = None) -> AnySetting:
    """`tree` as reached through the hops `outer`; at `span` where given.

    The last of `outer` that leads to the whole that `tree` is a piece of is made to point at the
    piece. Where `tree` has come by one of `outer` itself, and points at a piece, that is kept.
    """
    for position in reversed(range(len(outer))):
        if outer[position].span.contains(tree.span):
            nearer = outer[position]._replace(span=tree.span)
            outer = (*outer[:position], nearer, *outer[position + 1 :])
            break
    via = tuple(dict.fromkeys((*(_nearest(hop, tree.via) for hop in outer), *tree.via)))
    return replace(tree, via=via, span=span or tree.span)


def _nearest(hop: Hop, others: tuple[Hop, ...]) -> Hop:
    """The same step as `hop`, to a piece of what it leads to, if it is among `others`."""
    return next(
        (
            other
            for other in others
            if (other.note, other.kind) == (hop.note, hop.kind) and hop.span.contains(other.span)
        ),
        hop,
    )


def derived(unknown: Unknown, span: Span, *others: Tree, step: str = "") -> Unknown:
    """What follows from `unknown` at `span`: unknown for the same reason.

    With `step` (`.name`, `[0]`) it is the named piece of it, and keeps an identity of its own.
    """
    parts: tuple[Part, ...] = ()
    if step and len(unknown.parts) == 1 and isinstance(origin := unknown.parts[0], Reference):
        parts = (Reference(origin.address, f"{origin.attribute}{step}".removeprefix(".")),)
    return replace(unknown, span=span, via=hops(unknown, *others), parts=parts)


def identified(tree: AnySetting | Unknown, address: str) -> AnySetting | Unknown:
    """`tree`; where it is unknown, what nobody else stands for in it is made by `address`."""
    if not isinstance(tree, Unknown):
        return tree
    parts = tuple(
        Reference(address, str(position)) if isinstance(part, Gap) else part
        for position, part in enumerate(tree.parts)
    )
    return replace(tree, parts=parts or (Reference(address),))


def text_of(value: Data) -> str | None:
    """A scalar as Terraform converts it to text; None for collections."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    return value if isinstance(value, str) else None


def kind_of(value: Data) -> str:
    """The name of a value's kind, for messages."""
    match value:
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str():
            return "string"
        case ListData():
            return "list"
        case SetData():
            return "set"
        case tuple():
            return "tuple"
        case MapData():
            return "map"
        case _:
            return "object"


def tree_of(value: object, span: Span, via: tuple[Hop, ...] = ()) -> Tree:
    """Plain Python data as a tree, every piece of it at `span` and reached through `via`."""
    if value is None:
        return Absent(span, via)
    if isinstance(value, str):
        return Known(composed(value), span, via)
    if isinstance(value, bool):
        return Known(value, span, via)
    if isinstance(value, (int, float, Fraction)):
        return Known(number(value), span, via)
    if isinstance(value, Mapping):
        members = {str(name): tree_of(item, span, via) for name, item in value.items()}
        return Known(MapData(members) if isinstance(value, MapData) else members, span, via)
    if isinstance(value, (set, frozenset)):
        return Known(SetData(tree_of(item, span, via) for item in sorted(value)), span, via)
    if isinstance(value, (list, tuple)):
        items = (tree_of(item, span, via) for item in value)
        return Known(ListData(items) if isinstance(value, list) else tuple(items), span, via)
    raise TypeError(f"{type(value).__name__} is no Terraform value")
