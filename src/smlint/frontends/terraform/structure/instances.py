"""How many there are of a block: `count` and `for_each`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown
from smlint.frontends.terraform.evaluation.access import listed
from smlint.frontends.terraform.language.nodes import Attribute, Block
from smlint.frontends.terraform.structure.module import argument
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import (
    Instances,
    SetData,
    hidden,
    kind_of,
    unlisted,
)
from smlint.frontends.terraform.values.errors import TOO_LARGE, NoValueError, RefusalError
from smlint.frontends.terraform.values.kinds import NUMBER

_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_TEMPLATE, _DOUBLED = re.compile(r"([$%])\{"), r"\1\1{"
LIMIT = 1000
"""More instances of one block are not told apart."""

Kind: TypeAlias = Literal["count", "for_each"]


@dataclass(frozen=True, slots=True)
class Instance:
    """One of a block's instances.

    `suffix` is its key as addresses write it (`[0]`, `["a"]`), `key` the plain one; `bindings` give
    `count` or `each` their value in it.
    """

    suffix: str
    key: str = ""
    bindings: Mapping[str, Tree] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expansion:
    """The instances of a block.

    With `why` their number is unknown, and the only one of `instances` stands for however many
    there are; `crowded` is true where these are more than are told apart. `via` is how the number
    came about.
    """

    kind: Literal["single", "count", "for_each"]
    instances: tuple[Instance, ...]
    why: Unknown | None = None
    via: tuple[Hop, ...] = ()
    crowded: bool = False

    def collected(self, make: Callable[[Instance], Tree], span: Span) -> Tree:
        """The block's value: one object, or a tuple or object of them."""
        if self.why is not None:
            return Known(Instances(make(self.instances[0]), self.why), span, self.why.via)
        if self.kind == "single":
            return make(self.instances[0])
        if self.kind == "count":
            return Known(tuple(make(instance) for instance in self.instances), span, self.via)
        members = {instance.key: make(instance) for instance in self.instances}
        return Known(members, span, self.via)


def expand(block: Block, address: str, value: Callable[[Attribute], Tree]) -> Expansion:
    """The instances of `block`, which is called `address`; `value` evaluates its arguments."""
    count, for_each = (argument(block.body, name) for name in ("count", "for_each"))
    written = for_each or count
    if written is None:
        return Expansion("single", (Instance(""),))
    if count is not None and for_each is not None:
        return _refused(for_each, "count is written, too", address)
    try:
        subject = value(written)
        return _counted(subject, address) if for_each is None else _for_each(subject, address)
    except RefusalError as error:
        return _refused(written, str(error), address)
    except NoValueError as error:
        return _unclear(written, error.reason, address)


def _refused(written: Attribute, reason: str, address: str) -> Expansion:
    return _unclear(written, f"terraform would refuse {written.name}: {reason}", address)


def _unclear(written: Attribute, reason: str, address: str) -> Expansion:
    kind: Kind = "count" if written.name == "count" else "for_each"
    return _uncertain(kind, Unknown(reason, written.span), address)


def _counted(count: Tree, address: str) -> Expansion:
    if isinstance(count, Unknown):
        return _uncertain("count", count, address)
    amount = convert(count, NUMBER)
    if not isinstance(amount, Known) or not isinstance(amount.value, int) or amount.value < 0:
        raise RefusalError("a whole number that is not negative is required")
    if amount.value > LIMIT:
        return _crowd("count", amount.value, count, address)
    instances = (
        Instance(f"[{index}]", str(index), {"count": _object(count.span, count.via, index=index)})
        for index in range(amount.value)
    )
    return Expansion("count", tuple(instances), via=count.via)


def _for_each(subject: Tree, address: str) -> Expansion:
    if isinstance(subject, Unknown):
        return _uncertain("for_each", subject, address)
    if isinstance(subject, Absent):
        raise RefusalError("it is null")
    unknown = hidden(subject) if isinstance(subject.value, SetData) else unlisted(subject)
    if unknown is not None:
        return _uncertain("for_each", unknown, address)
    if isinstance(subject.value, tuple) and not subject.value:
        # it may be of the right kind because of a branch that is not known
        return Expansion("for_each", (), via=subject.via)
    if not isinstance(subject.value, (SetData, Mapping)):
        raise RefusalError(
            f"a map or a set of strings is required, but this is {kind_of(subject.value)}"
        )
    if len(subject.value) > LIMIT:
        return _crowd("for_each", len(subject.value), subject, address)
    instances = []
    for key, item in listed(subject):
        if not isinstance(key, Known) or not isinstance(key.value, str):
            raise RefusalError("a set of strings is required")
        each = Known({"key": key, "value": item}, subject.span)
        instances.append(Instance(f"[{_quoted(key.value)}]", key.value, {"each": each}))
    return Expansion("for_each", tuple(instances), via=subject.via)


def _quoted(key: str) -> str:
    """`key` as addresses write it: what cannot be printed, or begins a template, is escaped."""
    text = "".join(_ESCAPES.get(sign) or _printable(sign) for sign in key)
    return f'"{_TEMPLATE.sub(_DOUBLED, text)}"'


def _printable(sign: str) -> str:
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _object(span: Span, via: tuple[Hop, ...], **members: int) -> Tree:
    return Known({name: Known(value, span, via) for name, value in members.items()}, span)


def _crowd(kind: Kind, amount: int, subject: Tree, address: str) -> Expansion:
    reason = f"there are {amount:,} instances; smlint tells up to {LIMIT:,} apart"
    why = Unknown(reason, subject.span, subject.via)
    return replace(_uncertain(kind, why, address), crowded=True)


def _uncertain(kind: Kind, why: Unknown, address: str) -> Expansion:
    def unknown(name: str) -> Unknown:
        parts = (Reference(f"{address}[?]", f"{root}.{name}"),)
        return replace(why, parts=parts)

    root, names = ("count", ("index",)) if kind == "count" else ("each", ("key", "value"))
    bindings = {root: Known({name: unknown(name) for name in names}, why.span)}
    return Expansion(kind, (Instance("[?]", "?", bindings),), why, crowded=why.reason == TOO_LARGE)
