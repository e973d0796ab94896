"""One value in several places: imported, seen from elsewhere, or the same twice."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Unknown
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import Choice, Imported, Opaque, Value

HOP_LIMIT = 12
"""Longer ways are cut at the far end: a reader follows the first few."""

RESOLVE_LIMIT = 50
"""Modules through which an imported name may be handed on."""


def at(value: Value, span: Span, hop: Hop | None = None) -> Value:
    """`value` as it is seen at `span`, through `hop` where given."""
    if isinstance(value, (Known, Unknown, Absent)):
        via = value.via if hop is None else (hop, *value.via)[:HOP_LIMIT]
        if type(value) is Known:  # the most frequent, and `replace` takes its time
            return Known(value.value, span, via)
        return replace(value, span=span, via=via)
    if isinstance(value, Choice) or (isinstance(value, Opaque) and value.path.endswith(")")):
        via = value.via if hop is None else (hop, *value.via)[:HOP_LIMIT]
        return replace(value, span=span, via=via)
    return value


def resolved(value: Value) -> Value:
    """`value`, looked up where it is imported."""
    for _ in range(RESOLVE_LIMIT):
        if not isinstance(value, Imported):
            break
        value = value.find()
    return value


def same(first: Value, second: Value) -> bool:
    """True when both are surely the same value, wherever they are written."""
    if isinstance(first, Known) and isinstance(second, Known):
        return type(first.value) is type(second.value) and first.value == second.value
    if isinstance(first, Unknown) and isinstance(second, Unknown):
        return bool(first.parts) and first.parts == second.parts
    if isinstance(first, Deployed) and isinstance(second, Deployed):
        return same(first.endpoint, second.endpoint) and same(first.config, second.config)
    if isinstance(first, Choice) and isinstance(second, Choice):
        return len(first.options) == len(second.options) and all(
            map(same, first.options, second.options)
        )
    return first is second or (type(first) is type(second) and first == second)
