"""Where in a run something is made or done: on some paths only, in any case, or later."""

from __future__ import annotations

from dataclasses import field
from itertools import takewhile
from typing import Generic, Literal, TypeVar

from smlint.core.frozen import dataclass
from smlint.core.resource import Call, Resource
from smlint.core.spans import Span

T = TypeVar("T")

ContextKind = Literal[
    "branch", "cleanup", "listing", "resumed", "scheduled", "signalled", "stand_in", "uncalled"
]
"""`branch`: on some paths only. `cleanup`: even when something fails. `listing`: once for each of
what exists and may be meant. `resumed`: behind a `yield`, after what the caller does meanwhile.
`scheduled`: after the run. `signalled`: whenever a signal comes. `stand_in`: where nothing reaches
AWS. `uncalled`: in a function that nobody in the file calls."""


@dataclass(frozen=True, slots=True)
class Context:
    """A part of the script that is reached only sometimes, or always.

    A cleanup is done whatever fails of the turns from `since` on. `way` tells branches of one
    condition apart.
    """

    kind: ContextKind
    span: Span
    way: int = 0
    since: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A resource or call with the contexts in which it stands, outermost first.

    `turn` counts up in the order in which the run comes to them.
    """

    thing: T
    contexts: tuple[Context, ...]
    turn: int


def root_of(placed: Placed[Call] | Placed[Resource]) -> tuple[Context, ...]:
    """The functions that nobody calls from which the run came here; none where it began above."""
    return tuple(takewhile(lambda context: context.kind == "uncalled", placed.contexts))


def shared(first: tuple[Context, ...], second: tuple[Context, ...]) -> tuple[Context, ...]:
    """The outermost contexts that both have."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]


def without_listings(contexts: tuple[Context, ...]) -> tuple[Context, ...]:
    """`contexts` without the innermost ones that are a listing's."""
    inner = takewhile(lambda context: context.kind == "listing", reversed(contexts))
    return contexts[: len(contexts) - len(tuple(inner))]
