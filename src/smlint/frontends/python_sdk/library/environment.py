"""Environment variables: what the script sets itself, defaults, and what only a run knows."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Unknown, default_hop
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import dotenv
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text

ENVIRONMENT = ("os.environ", "?os.environ", "environ")


def variable(machine: Machine, name: str | None, default: Value | None, span: Span) -> Value:
    """The environment variable `name`, asked for at `span`; `default` where nobody sets it."""
    if name is None:
        return _given(None, span)
    found = machine.environment.get(name)
    if found is not None and not isinstance(found, Absent):
        return at(found, span, Hop(f"environment variable {name}", found.span))
    if default is None or isinstance(default, Absent):
        value: Value = _given(name, span)
    else:
        note = f"environment variable {name}, default"
        value = at(default, span, default_hop(note, default.span))
    machine.input(name, value)
    return value


def _given(name: str | None, span: Span) -> Opaque:
    what = f"environment variable {name}" if name else "an environment variable"
    reason = f"{what} is given by whoever runs the script"
    return Opaque("os.environ[]", reason, span, Reference("os.environ", name or str(span)))


def entry(machine: Machine, receiver: Opaque, key: Value, span: Span) -> Value | None:
    """`os.environ[key]`; None where `receiver` is something else."""
    if receiver.path not in ENVIRONMENT:
        return None
    return variable(machine, known_text(key), None, span)


def set_entry(machine: Machine, receiver: Opaque, key: Value, value: Value | None) -> None:
    """`os.environ[key] = value`; nothing where `receiver` is something else."""
    name = known_text(key)
    if receiver.path in ENVIRONMENT and name is not None:
        machine.write(machine.environment, name, Absent(key.span) if value is None else value)


def _get(request: Request) -> Value:
    arguments = request.arguments
    name = known_text(arguments.get("key", 0))
    return variable(request.machine, name, arguments.get("default", 1), request.span)


def _setdefault(request: Request) -> Value:
    machine, name = request.machine, known_text(request.arguments.get("key", 0))
    value = _get(request)
    if name is not None:
        machine.write(machine.environment, name, value)
    return value


def _pop(request: Request) -> Value:
    machine, name = request.machine, known_text(request.arguments.get("key", 0))
    value = _get(request)
    if name is not None:
        machine.write(machine.environment, name, Absent(request.span))
    return value


def _putenv(request: Request) -> Value:
    machine, name = request.machine, known_text(request.arguments.get("key", 0))
    value = request.arguments.get("value", 1)
    if name is not None and value is not None:
        machine.write(machine.environment, name, value)
    return Absent(request.span)


def _update(request: Request) -> Value:
    machine = request.machine
    given: dict[str, Value] = dict(request.arguments.keywords)
    for box in request.arguments.positional:
        if isinstance(box, Box) and box.kind == "mapping":
            given.update({str(key): value for key, value in box.store.items()})
    for name, value in given.items():
        machine.write(machine.environment, name, value)
    return Absent(request.span)


def _cast(request: Request) -> Value:
    """`decouple.config("X", default=…, cast=…)`, and the like."""
    arguments, name = request.arguments, known_text(request.arguments.get("key", 0))
    default = arguments.keywords.get("default")
    path = dotenv.nearest(request.machine) if request.callee.path in READ_BESIDE else None
    if path is not None:
        default = dotenv.variables(request.machine, path, request.span).get(name or "", default)
    value = variable(request.machine, name, default, request.span)
    kind = arguments.keywords.get("cast")
    if isinstance(kind, Opaque) and kind.path == "builtins.bool":
        return as_type(request.machine, value, "bool", request.span)
    return converted(request.machine, value, kind)


def _typed(request: Request) -> Value:
    """`environs.Env().int("X", 1)`, and the like."""
    kind = TYPES.get(request.name)
    value = variable(
        request.machine,
        known_text(request.arguments.get("name", 0)),
        request.arguments.get("default", 1),
        request.span,
    )
    if kind is None and isinstance(value, Known) and isinstance(value.value, str):
        return request.machine.unknown(f"smlint does not follow `env.{request.name}()`", value.span)
    return value if kind is None else as_type(request.machine, value, kind, request.span)


READ_BESIDE = ("decouple.config", "decouple.AutoConfig()")
"""Readers that look into the nearest `.env` file by themselves."""

TYPES: Mapping[str, str] = {
    "str": "str", "int": "int", "float": "float", "bool": "bool", "Env()": "str",
}  # fmt: skip

TRUE = frozenset({"true", "t", "yes", "y", "on", "1"})
FALSE = frozenset({"false", "f", "no", "n", "off", "0"})


def as_type(machine: Machine, value: Value, kind: str, span: Span) -> Value:
    """`value` as the builtin type `kind`; words such as `yes` are truth values."""
    if not isinstance(value, Known) or type(value.value).__name__ == kind:
        return value
    if kind == "bool" and isinstance(value.value, str):
        word = value.value.lower()
        if word not in TRUE | FALSE:
            return machine.unknown(f"{value.value!r} is no truth value", span)
        return Known(word in TRUE, value.span, value.via)
    callee = Opaque(f"builtins.{kind}", "it is a builtin", span, Reference("builtins", kind))
    return machine.apply(callee, Arguments((value,)), value.span)


def converted(machine: Machine, value: Value, kind: Value | None) -> Value:
    """`value` as what calling `kind` makes of it; `value` itself where there is no `kind`."""
    if kind is None or isinstance(kind, Absent) or isinstance(value, (Unknown, Absent, Opaque)):
        return value
    return machine.apply(kind, Arguments((value,)), value.span)


LOOKUPS: Mapping[str, Answer] = {
    **dict.fromkeys(
        ("os.environ.get", "os.getenv", "environ.get", "getenv", "?os.environ.get"), _get
    ),
    "os.environ.setdefault": _setdefault,
    "os.environ.pop": _pop,
    "os.environ.update": _update,
    "os.putenv": _putenv,
    "decouple.config": _cast,
    "decouple.AutoConfig()": _cast,
    "decouple.Config()": _cast,
    "starlette.config.Config()": _cast,
    "starlette.config.Config().get": _cast,
    "environs.Env()": _typed,
    **{
        f"environs.Env().{name}": _typed
        for name in ("str", "int", "float", "bool", "list", "dict", "json", "url", "path")
    },
}
