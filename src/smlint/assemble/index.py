"""Things found by what they name or are called, so that only few of many have to be asked.

The answers are those that asking everything would give: what shares no key with the question is a
sure no, and behind the first doubt no other one is of any interest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Generic, Literal, TypeVar

from smlint.assemble.identity import Answer, Identity
from smlint.core.frozen import dataclass
from smlint.core.values import (
    Absent,
    Gap,
    Known,
    Many,
    Tree,
    Unknown,
    first,
    parts_of,
    reference_of,
)

T = TypeVar("T")

Kind = Literal["known", "unknown", "resource", "absent"]
"""What a setting that names something is; `resource` is a reference to one of the deployment."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a thing is found by.

    Two things can mean the same only where they share one of `sure`, and it can be in doubt only
    where they share a key at all. The `kinds` of a setting are its own, those of a resource are the
    kinds of settings that may mean it.
    """

    sure: tuple[Hashable, ...] = ()
    kinds: tuple[Kind, ...] = ()

    def __add__(self, other: Keys) -> Keys:
        """What is found by either."""
        return Keys(self.sure + other.sure, self.kinds + other.kinds)


EVERYTHING = Keys(kinds=("known", "unknown", "resource", "absent"))


def naming(setting: Tree, addresses: Collection[str] = ()) -> Keys:
    """The keys of a setting that names something.

    A reference to one of `addresses` can mean nothing else.
    """
    if isinstance(setting, Absent):
        return Keys(kinds=("absent",))
    if isinstance(setting, Known):
        return Keys(_spelled(setting), ("known",))
    reference = reference_of(setting)
    if reference is None:
        return Keys(_spelled(setting), ("unknown",))
    if reference.address in addresses:
        return Keys((reference.address,), ("resource",))
    return Keys((reference.address, *_spelled(setting)), ("unknown",))


def called(identity: Identity) -> Keys:
    """The keys of a resource that may be named."""
    name = identity.name
    kinds: tuple[Kind, ...] = ("unknown", "known") if isinstance(name, Unknown) else ("unknown",)
    return Keys((identity.address, *_spelled(name)), kinds)


class Index(Generic[T]):
    """`things`, each found by its `keys`."""

    def __init__(self, things: Iterable[T], keys: Callable[[T], Keys]) -> None:
        self.things = tuple(things)
        self._sure: dict[Hashable, list[int]] = {}
        self._kinds: dict[Kind, list[int]] = {}
        for position, thing in enumerate(self.things):
            found = keys(thing)
            for key in found.sure:
                self._sure.setdefault(key, []).append(position)
            for kind in found.kinds:
                self._kinds.setdefault(kind, []).append(position)

    def gather(
        self,
        keys: Keys,
        answer: Callable[[T], Answer],
        exists: Callable[[T], Unknown | None] = lambda _: None,
    ) -> Many[T]:
        """The things whose answer is yes, in order. What shares none of `keys` is not asked.

        Open where an answer is unknown, or whether a thing that is meant exists.
        """
        if not self.things:
            return Many()
        likely = {position for key in keys.sure for position in self._sure.get(key, ())}
        vague = (position for kind in keys.kinds for position in self._kinds.get(kind, ()))
        items: list[T] = []
        more: Unknown | None = None
        for position in sorted(likely.union(vague)):
            if more is not None and position not in likely:
                continue
            thing = self.things[position]
            found = answer(thing)
            if isinstance(found, Unknown):
                more = first(more, found)
            elif found:
                items.append(thing)
                more = first(more, exists(thing))
        return Many(tuple(items), more)


def _spelled(setting: Tree) -> tuple[Hashable, ...]:
    """What two settings share that are the same text, or an ARN and the name it ends in."""
    parts = parts_of(setting)
    if any(isinstance(part, Gap) for part in parts):
        return ()
    if isinstance(setting, Known):
        text = str(setting.value).lower()
        return (parts, text.rsplit("/", 1)[-1] if text.startswith("arn:") else text)
    return (parts,)
