"""Entries of a mapping of the script, chosen by a key that is not known."""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Reference
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Box, Choice, Value
from smlint.frontends.python_sdk.values.trail import either

KEY_LIMIT = 12
"""Entries between which an open key may choose; those of a larger mapping are not told apart."""


def looked_up(
    machine: Machine, box: Box, key: Value, default: Value | None, span: Span
) -> Value | None:
    """One of the entries of `box`, or `default`; None where `key` is not open, or `box` is.

    Without a default the key is one of those that there are: any other ends the script.
    """
    if box.kind != "mapping" or box.open is not None or not 0 < len(box.store) <= KEY_LIMIT:
        return None
    mark = machine.inquiry.mark()
    keys = tuple(key for key in box.store if key is None or isinstance(key, (str, int, float)))
    if len(keys) != len(box.store):
        return None
    if default is None:
        machine.inquiry.is_key(key, keys, machine.source, key.span)
    else:
        none = machine.inquiry.is_one_of(key, keys, machine.source, key.span)
        if none is False:
            return default
    if machine.inquiry.mark() == mark:
        return None
    machine.inquiry.hangs(span, mark)
    options = [*box.items, *(() if default is None else (default,))]
    result = options[0]
    for option in options[1:]:
        result = either(result, option, span, "the entry")
    if isinstance(result, Choice):
        return Choice(
            result.options, result.reason, span, Reference(str(span), "the entry"), result.via
        )
    return at(result, span)
