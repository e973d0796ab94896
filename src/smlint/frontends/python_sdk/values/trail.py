"""Branches: what a part of the script wrote, taken back and merged with what another part wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.tree import describe
from smlint.core.values import Absent, Hop, Known, Reference
from smlint.frontends.python_sdk.values.identity import at, resolved, same
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Function,
    Key,
    Module,
    Opaque,
    Perhaps,
    Rest,
    Store,
    Value,
)

OPTION_LIMIT = 8
"""Values between which a condition may choose; further ones are not told apart."""


class Write(NamedTuple):
    """An entry of a store before or after it was written; None where it did not exist."""

    store: Store
    key: Key
    value: Value | None


Changes = dict[tuple[int, Key], Write]
"""The entries that a branch wrote, with the values it left in them."""


class Trail:
    """The log of all writes, so that they can be taken back to any earlier moment.

    `spend` is told the number of entries that were taken back or merged, which is work.
    """

    def __init__(self, spend: Callable[[int], None]) -> None:
        self._log: list[Write] = []
        self._spend = spend

    def write(self, store: Store, key: Key, value: Value | None) -> None:
        """Set an entry of `store`, or remove it where `value` is None."""
        self._log.append(Write(store, key, store.get(key)))
        if value is None:
            store.pop(key, None)
        else:
            store[key] = value

    def mark(self) -> int:
        """This moment, for `take_back`."""
        return len(self._log)

    def since(self, mark: int) -> list[Write]:
        """The writes since `mark`, with what was there before each."""
        return self._log[mark:]

    def take_back(self, mark: int) -> Changes:
        """Undo every write since `mark`; what they had come to."""
        changes: Changes = {}
        for write in self._log[mark:]:
            changes[id(write.store), write.key] = Write(
                write.store, write.key, write.store.get(write.key)
            )
        for write in reversed(self._log[mark:]):
            if write.value is None:
                write.store.pop(write.key, None)
            else:
                write.store[write.key] = write.value
        del self._log[mark:]
        self._spend(len(changes))
        return changes

    def apply(self, changes: Changes) -> None:
        """Write everything in `changes`."""
        for write in changes.values():
            self.write(write.store, write.key, write.value)

    def merge(
        self, first: Changes, second: Changes, condition: Span, default: Hop | None = None
    ) -> None:
        """Write what holds after either `first` or `second` was done, depending on `condition`.

        With a `default` it is what holds after `first`, unless somebody overrides the default.
        """
        places = {**first, **second}
        self._spend(len(places))
        for place in places:
            write = first.get(place) or second[place]
            before = Write(write.store, write.key, write.store.get(write.key))
            one, other = _left(first.get(place, before)), _left(second.get(place, before))
            value = _either(write, one, other, condition)
            if default is not None:
                value = _by_default(write, one, other, default)
            self.write(write.store, write.key, value)


def _left(write: Write) -> Value | None:
    return None if write.value is None else resolved(write.value)


def _by_default(write: Write, one: Value | None, other: Value | None, default: Hop) -> Value | None:
    if one is not None and other is not None and same(one, other):
        return one
    if isinstance(write.store, Rest):
        return one if other is None else other
    if one is not None:
        return at(one, one.span, default)
    if other is None or not write.store.optional:
        return other
    if isinstance(write.key, int):
        return Perhaps("it is added unless a default is overridden", other.span, (default,))
    return Absent(other.span, (default,))


def _either(write: Write, one: Value | None, other: Value | None, condition: Span) -> Value | None:
    if isinstance(write.store, Rest):
        return one if other is None else other
    if isinstance(one, Perhaps) or isinstance(other, Perhaps):
        return one if isinstance(one, Perhaps) else other
    if one is not None and other is not None:
        return either(one, other, condition, f"`{called(write.store, write.key)}`")
    value = one if other is None else other
    if value is None or (isinstance(value, (Function, Box, Module)) and not write.store.optional):
        return value
    if write.store.optional:
        reason = f"it is set only under the condition at line {condition.line}"
        named = Reference(str(condition), called(write.store, write.key))
        return Perhaps(reason, value.span, (), (named,))
    return at(value, value.span, Hop("set under a condition", condition, "condition"))


def called(store: Store, key: Key) -> str:
    """An entry of `store` in a word: an object of the script may hold more than can be told."""
    if isinstance(key, (str, int, float)):
        return str(key)
    return f"entry {next((place for place, one in enumerate(store) if one is key), len(store))}"


def either(one: Value, other: Value, condition: Span, subject: str = "it") -> Value:
    """`one` or `other`, depending on `condition`: the value itself where they are the same."""
    one, other = resolved(one), resolved(other)
    if same(one, other):
        return one
    options = _options(one)
    for option in _options(other):
        if len(options) >= OPTION_LIMIT:
            break
        if not any(same(option, before) for before in options):
            options = (*options, option)
    words = " or ".join(dict.fromkeys(_word(option) for option in options))
    reason = f"{subject} is {words}, depending on a condition"
    return Choice(options, reason, other.span, Reference(str(condition), subject))


def of_each(choice: Choice, part: Callable[[Value], Value], name: str, span: Span) -> Value:
    """What `part` gives of each option of `choice`, as a choice that hangs on the same.

    `name` says which part it is: two parts of one thing are two things.
    """
    first, *others = map(part, choice.options)
    if all(same(first, other) for other in others):
        return first
    address, attribute = choice.reference
    reference = Reference(address, f"{attribute}{name}")
    return Choice((first, *others), choice.reason, span, reference, choice.via)


def _options(value: Value) -> tuple[Value, ...]:
    return value.options if isinstance(value, Choice) else (value,)


def _word(value: Value) -> str:
    if isinstance(value, Known):
        return describe(value.value)[:60]
    if isinstance(value, Absent):
        return "None"
    return f"the result of {value.path}" if isinstance(value, Opaque) else "something unknown"
