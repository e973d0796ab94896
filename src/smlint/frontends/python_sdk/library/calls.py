"""What is known of functions outside the file that deploy scripts lean on.

`call` answers for builtins, `os`, `argparse` and a few helpers of the SDK; everything else gives a
value that is known only when the script runs.
"""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Known, Reference
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine, default_hop
from smlint.frontends.python_sdk.library import builtins, environment
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Opaque,
    Value,
    at,
    known_text,
    tree_of,
)

OPTIONS = ".add_argument"
COPY_DEPTH = 20


def call(machine: Machine, callee: Opaque, arguments: Arguments, span: Span) -> Value | None:
    """What a call of `callee` gives; None where nothing is known of it."""
    path = callee.path
    if path.startswith("builtins."):
        return builtins.call(machine, path.removeprefix("builtins."), arguments, span)
    answer = ANSWERS.get(path)
    if answer is not None:
        return answer(Request(machine, callee, arguments, span))
    if path.endswith((OPTIONS, ".add_option")) or path in ("click.option", "click.argument"):
        _option(machine, arguments, span)
        return None
    if path in NAMES:
        base = arguments.get("base", 0)
        if base is not None:
            suffix = machine.unknown("the SDK adds the time to it", span)
            return text_of((tree_of(base), Known("-", span), suffix), span)
    if path in ("copy.copy", "copy.deepcopy") and arguments.positional:
        return _copied(machine, arguments.positional[0], span)
    return None


ANSWERS: Mapping[str, Answer] = {**environment.LOOKUPS}
ENDPOINT_NAMES = ("endpoint_name", "endpoint")
NAMES = frozenset(
    f"sagemaker.{module}{name}"
    for module in ("utils.", "")
    for name in ("name_from_base", "unique_name_from_base")
)


def attribute(machine: Machine, receiver: Opaque, name: str) -> Value | None:
    """What `receiver.name` is; None where nothing is known of it."""
    if ".parse_args()" in receiver.path or ".parse_known_args()" in receiver.path:
        return machine.options.get(name)
    deployed = machine.deployed.get(receiver.reference)
    if deployed is not None and name in ENDPOINT_NAMES:
        return deployed.endpoint
    return None


def _copied(machine: Machine, value: Value, span: Span, depth: int = 0) -> Value:
    if not isinstance(value, Box):
        return value
    if depth > COPY_DEPTH:
        return machine.unknown("it is nested too deeply to be copied", span)
    machine.tick()
    copy = machine.box(value.kind, span, ())
    for key, item in value.store.items():
        copy.store[key] = _copied(machine, item, span, depth + 1)
    copy.rest.extend(value.rest)
    return copy


def _option(machine: Machine, arguments: Arguments, span: Span) -> None:
    names = [text for text in map(known_text, arguments.positional) if text]
    long = next((text for text in names if text.startswith("--")), names[0] if names else "")
    destination = known_text(arguments.keywords.get("dest"))
    name = destination or long.split("/")[0].lstrip("-").replace("-", "_")
    if not name:
        return
    default = arguments.keywords.get("default")
    action = known_text(arguments.keywords.get("action"))
    if default is None and action in ("store_true", "store_false"):
        default = Known(action == "store_false", span)
    if default is None:
        reason = f"{long} is given by whoever runs the script"
        value: Value = Opaque(f"?{name}", reason, span, Reference(str(span), name))
    else:
        kind = arguments.keywords.get("type")
        if isinstance(kind, Opaque) and isinstance(default, Known):
            converted = builtins.cast(kind.path.removeprefix("builtins."), default, default.span)
            default = default if converted is None else converted
        value = at(default, default.span, default_hop(f"default of {long}", default.span))
    machine.options[name] = value
    machine.input(name, value)
