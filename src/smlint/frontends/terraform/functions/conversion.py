"""Functions that change a value's type, or nothing but how Terraform treats it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.frontends.terraform.functions.call import Call, Function
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.kinds import ANY, BOOL, NUMBER, STRING, Constraint

SENSITIVE = "sensitive()"
"""The hop that a sensitive value came by, as does everything made of it."""


def _to(wanted: Constraint) -> Function:
    def run(call: Call) -> Tree:
        argument = call.expect(1)[0]
        return replace(convert(argument, wanted), span=call.span)

    return run


def _same(call: Call) -> Tree:
    return replace(call.expect(1)[0], span=call.span)


def _sensitive(call: Call) -> Tree:
    argument = call.expect(1)[0]
    return replace(argument, span=call.span, via=(*argument.via, Hop(SENSITIVE, call.span)))


def _not_sensitive(call: Call) -> Tree:
    argument = call.expect(1)[0]
    via = tuple(hop for hop in argument.via if hop.note != SENSITIVE)
    return replace(argument, span=call.span, via=via)


def _is_sensitive(call: Call) -> Tree:
    argument = call.expect(1)[0]
    marked = any(hop.note == SENSITIVE for hop in argument.via)
    if isinstance(argument, Unknown) and not marked:
        return replace(argument, span=call.span, parts=())
    via = tuple(hop for hop in argument.via if hop.note != SENSITIVE)
    return Known(marked, call.span, via)


CONVERSION: Mapping[str, Function] = {
    "ephemeralasnull": _same,
    "issensitive": _is_sensitive,
    "nonsensitive": _not_sensitive,
    "sensitive": _sensitive,
    "tobool": _to(BOOL),
    "tolist": _to(Constraint("list", ANY)),
    "tomap": _to(Constraint("map", ANY)),
    "tonumber": _to(NUMBER),
    "toset": _to(Constraint("set", ANY)),
    "tostring": _to(STRING),
}
