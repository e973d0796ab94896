"""Flags of `absl` and TensorFlow, which one table holds for the whole script."""

from __future__ import annotations

from smlint.core.values import Absent, Reference
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library.answers import Request, Thing
from smlint.frontends.python_sdk.library.given import given
from smlint.frontends.python_sdk.library.options import by_default
from smlint.frontends.python_sdk.values.objects import Arguments, Function, Opaque, Store, Value
from smlint.frontends.python_sdk.values.trees import known_text

TABLE = Reference("flags")


class Flag(Thing):
    """What `DEFINE_string` gives: an object whose `value` the flag is."""

    def __init__(self, name: str) -> None:
        self.name = name


def declare(request: Request) -> Value | None:
    """`flags.DEFINE_string("name", default, "help")`; None where `request` is another call."""
    if not request.name.startswith("DEFINE_") or "flags." not in request.callee.path:
        return None
    name = known_text(request.arguments.get("name", 0))
    default = request.arguments.get("default", 1)
    if name is None:
        return None
    label = f"--{name}"
    value: Value = given(name, label, request.span)
    if default is not None and not isinstance(default, Absent):
        value = by_default(default, label)
    request.machine.write(_flags(request.machine), name, value)
    request.machine.input(name, value)
    return request.result(Flag(name))


def _flags(machine: Machine) -> Store:
    table = machine.kept.setdefault(TABLE, Store(optional=False))
    assert isinstance(table, Store)
    return table


def attribute(machine: Machine, receiver: Opaque, name: str) -> Value | None:
    """`FLAGS.name`, or the `value` of a flag; None where `receiver` is something else."""
    if receiver.path.endswith(".FLAGS"):
        return _flags(machine).get(name)
    flag = machine.kept.get(receiver.reference)
    return _flags(machine).get(flag.name) if isinstance(flag, Flag) and name == "value" else None


def run(request: Request) -> Value | None:
    """`app.run(main)`."""
    main = request.arguments.get("main", 0)
    if not isinstance(main, Function):
        return None
    words = given("argv", "the command line", request.span)
    return request.machine.invoke(main, Arguments((words,)), request.span)
