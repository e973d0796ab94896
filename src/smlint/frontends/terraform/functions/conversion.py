"""Functions that change a value's type, or nothing but how Terraform treats it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.values import Reference, Tree, Unknown
from smlint.frontends.terraform.constraints import ANY, BOOL, NUMBER, STRING, Constraint, convert
from smlint.frontends.terraform.functions.call import Call, Function


def _to(wanted: Constraint) -> Function:
    def run(call: Call) -> Tree:
        argument = call.expect(1)[0]
        return replace(convert(argument, wanted), span=call.span)

    return run


def _same(call: Call) -> Tree:
    return replace(call.expect(1)[0], span=call.span)


def _another_each_time(call: Call) -> Tree:
    reason = "this function gives another value each time terraform runs"
    return Unknown(reason, call.span, (), (Reference(str(call.span)),))


CONVERSION: Mapping[str, Function] = {
    "bcrypt": _another_each_time,
    "nonsensitive": _same,
    "plantimestamp": _another_each_time,
    "timestamp": _another_each_time,
    "uuid": _another_each_time,
    "sensitive": _same,
    "tobool": _to(BOOL),
    "tolist": _to(Constraint("list", ANY)),
    "tomap": _to(Constraint("map", ANY)),
    "tonumber": _to(NUMBER),
    "toset": _to(Constraint("set", ANY)),
    "tostring": _to(STRING),
}
