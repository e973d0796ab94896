"""Texts put together: f-strings, `%` and `str.format` over values of which some are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Scalar, Tree, Unknown, joined, reference_of
from smlint.frontends.python_sdk.evaluation import enums
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import entry
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.identity import HOP_LIMIT
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Instance, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, plain
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

TOO_MUCH = "it is put together from too much"
PART_LIMIT = 100
"""Pieces of which a text is made; what is put together from more is no name."""

NOT_UNDERSTOOD = "its format is not understood"


def text_of(pieces: tuple[Tree, ...], span: Span) -> Known[str] | Unknown:
    """The text made by writing `pieces` one after another, within bounds."""
    known = (str(piece.value) for piece in pieces if isinstance(piece, Known))
    if sum(map(len, known)) > operators.TEXT_LIMIT:
        return Unknown(TOO_MUCH, span)
    text = joined(pieces, span)
    if isinstance(text, Unknown) and len(text.parts) > PART_LIMIT:
        return Unknown(TOO_MUCH, span)
    return replace(text, via=text.via[:HOP_LIMIT])


def derived(value: Tree, how: str, span: Span) -> Unknown:
    """What `how` makes of something unknown: the same whenever the same is made of the same."""
    assert isinstance(value, Unknown)
    base = reference_of(value)
    parts = (Reference(base.address, f"{base.attribute}{how}"[:200]),) if base else ()
    return Unknown(value.reason, span, value.via, parts)


def written(machine: Machine, value: Value, spec: str, conversion: str | None, span: Span) -> Tree:
    """`value` as a replacement field of a text writes it."""
    how = conversion or ""
    if isinstance(value, Instance) and how == "r":
        shown = special(machine, value, "__repr__", (), span)
        if shown is not None:
            return tree_of(shown)
    elif isinstance(value, Instance):
        named = _object_text(machine, value, spec, span, in_text=not how)
        if named is not None:
            return named
    if isinstance(value, (Known, Absent, Native)) or (isinstance(value, Box) and is_written(value)):
        text = machine.python(
            span, lambda: operators.formatted(plain(value), spec, conversion), NOT_UNDERSTOOD, value
        )
        return tree_of(text)
    if isinstance(value, (Box, Instance)):
        return machine.unknown("how it is written is not known", span)
    tree = tree_of(value)
    if (spec or how in ("r", "a")) and isinstance(tree, Unknown):
        return derived(tree, f"!{how}:{spec}", span)
    return tree


def is_written(value: Value) -> bool:
    """Whether how Python writes `value` depends on nothing but what is known of it."""
    if not isinstance(value, Box):
        return isinstance(value, (Known, Absent, Native))
    if not value.whole or value.form not in ("list", "tuple", "mapping") or len(value.store) > 500:
        return False
    return all(map(is_written, value.store.values()))


def _object_text(
    machine: Machine, value: Instance, spec: str, span: Span, *, in_text: bool
) -> Tree | None:
    """What an object's class writes for it; None where it says nothing."""
    text: Value | None = enums.written(value, span, in_text=in_text)
    if text is None and in_text:
        text = special(machine, value, "__format__", (Known(spec, span),), span)
        spec = "" if text is not None else spec
    if text is None:
        text = special(machine, value, "__str__", (), span)
    if text is None and not enums.is_enum(value.made_from):
        text = special(machine, value, "__repr__", (), span)
    if text is None:
        return None
    return written(machine, text, spec, None, span) if spec else tree_of(text)


def percent_text(machine: Machine, template: Known[Scalar], value: Value, span: Span) -> Value:
    """`template % value`, written at `span`."""
    try:
        whole = plain(value)
    except NotPlain:
        return _percent_pieces(machine, template, value, span)
    return machine.python(
        span, lambda: _percent(str(template.value), whole), NOT_UNDERSTOOD, template, value
    )


def _percent(template: str, value: object) -> object:
    operators.percent_pieces(template)
    return operators.bounded(template % value)


def _percent_pieces(machine: Machine, template: Known[Scalar], value: Value, span: Span) -> Value:
    try:
        pieces = operators.percent_pieces(str(template.value))
    except operators.TooLarge:
        return machine.unknown(NOT_UNDERSTOOD, span)
    values: Iterator[Value] = iter((value,))
    if isinstance(value, Box) and value.form == "tuple" and value.whole:
        values = iter(value.items)
    elif isinstance(value, Box) and value.kind != "mapping":
        return machine.unknown(NOT_UNDERSTOOD, span)
    parts: list[Tree] = []
    for before, key, field in pieces:
        parts.append(Known(before, span))
        if not field:
            continue
        item = value.store.get(key) if key and isinstance(value, Box) else next(values, None)
        if item is None:
            return machine.unknown("a value for its format is missing", span)
        parts.append(_percent_field(machine, item, field, span))
    if next(values, None) is not None and not isinstance(value, Box):
        return machine.unknown(NOT_UNDERSTOOD, span)
    return text_of(tuple(parts), span)


def _percent_field(machine: Machine, value: Value, field: str, span: Span) -> Tree:
    if field in ("%s", "%r"):
        return written(machine, value, "", field[1:], span)
    if isinstance(value, (Known, Absent)):
        made = machine.python(span, lambda: field % (plain(value),), NOT_UNDERSTOOD, value)
        return tree_of(made)
    tree = tree_of(value)
    if field in ("%d", "%i") and isinstance(tree, Unknown):
        return derived(tree, f"!{field}", span)
    return derived(tree, f"!{field}", span) if isinstance(tree, Unknown) else tree


FIELD = re.compile(r"(\w*)((?:\.\w+|\[[^\]]*\])*)")
STEP = re.compile(r"\.(\w+)|\[([^\]]*)\]")


def format_text(machine: Machine, template: str, arguments: Arguments, span: Span) -> Value:
    """`template.format(...)`, called at `span`."""
    try:
        pieces = operators.fields(template)
    except ValueError:
        return machine.raises("ValueError", span, NOT_UNDERSTOOD)
    parts: list[Tree] = []
    automatic = 0
    for before, name, spec, conversion in pieces:
        parts.append(Known(before, span))
        if name is None:
            continue
        item = _field(machine, name, automatic, arguments, span)
        automatic += name == "" or name[:1] in (".", "[")
        how = spec
        if "{" in spec:
            rest = Arguments(arguments.positional[automatic:], arguments.keywords, arguments.open)
            nested = known_text(format_text(machine, spec, rest, span))
            automatic += spec.count("{}")
            how = "{" if nested is None else nested
        if item is None:
            return machine.unknown("a value for its format is not known", span)
        parts.append(written(machine, item, how, conversion, span))
    return text_of(tuple(parts), span)


def _field(
    machine: Machine, name: str, automatic: int, arguments: Arguments, span: Span
) -> Value | None:
    """The value of a replacement field: an argument, and attributes and entries of it."""
    match = FIELD.fullmatch(name)
    if match is None:
        return None
    first, steps = match[1], match[2]
    position = automatic if first == "" else int(first) if re.fullmatch(r"\d{1,3}", first) else None
    value = arguments.get(first, position)
    if value is None:
        if arguments.open is None:
            machine.raises("KeyError" if position is None else "IndexError", span, NOT_UNDERSTOOD)
        return None
    for attribute, key in STEP.findall(steps):
        if attribute:
            value = machine.attribute(value, attribute, span)
        else:
            index: Known[Scalar] = Known(int(key) if re.fullmatch(r"\d{1,6}", key) else key, span)
            value = entry(machine, value, index, span)
    return value
