"""What is known of functions outside the file that deploy scripts lean on.

`call` answers for builtins, `os`, `argparse` and a few helpers of the SDK; everything else gives a
value that is known only when the script runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Scalar, Unknown
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine, default_hop
from smlint.frontends.python_sdk.evaluation.sequences import (
    LENGTH_LIMIT,
    elements_of,
    environment_variable,
)
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Function,
    Opaque,
    Value,
    at,
    known_text,
    tree_of,
)

Answer = Callable[[Machine, Arguments, Span], "Value | None"]

CASTS: Mapping[str, Callable[[Scalar], Scalar]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "round": lambda value: round(float(value)),
}
OPTIONS = ".add_argument"
COPY_DEPTH = 20


def call(machine: Machine, callee: Opaque, arguments: Arguments, span: Span) -> Value | None:
    """What a call of `callee` gives; None where nothing is known of it."""
    path = callee.path
    if path.startswith("builtins."):
        return _builtin(machine, path.removeprefix("builtins."), arguments, span)
    if path in ("os.environ.get", "os.getenv", "environ.get", "getenv", "os.environ.setdefault"):
        return _environment(machine, arguments, span)
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
    if path == "atexit.register":
        return _deferred(machine, arguments, span, "cleanup")
    if path.endswith((".submit", ".apply_async", ".run_in_executor")):
        return _deferred(machine, arguments, span, "branch")
    return None


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


def _deferred(machine: Machine, arguments: Arguments, span: Span, kind: str) -> Value | None:
    function = arguments.get("", 0)
    if not isinstance(function, Function):
        return None
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.open)
    if kind == "cleanup":
        with machine.within("cleanup", span):
            return machine.invoke(function, rest, span)
    return machine.invoke(function, rest, span)


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


def _environment(machine: Machine, arguments: Arguments, span: Span) -> Value:
    name = known_text(arguments.get("key", 0))
    default = arguments.get("default", 1)
    if name is not None and default is not None and not isinstance(default, Absent):
        note = f"environment variable {name}, default"
        value = at(default, span, default_hop(note, default.span))
        machine.input(name, value)
        return value
    value = environment_variable(name, span)
    if name is not None:
        machine.input(name, value)
    return value


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
            converted = _cast(kind.path.removeprefix("builtins."), default, default.span)
            default = default if converted is None else converted
        value = at(default, default.span, default_hop(f"default of {long}", default.span))
    machine.options[name] = value
    machine.input(name, value)


def _cast(name: str, value: Value, span: Span) -> Value | None:
    function = CASTS.get(name)
    if function is None or not isinstance(value, Known):
        return None
    try:
        return Known(function(value.value), span, value.via)
    except (ValueError, OverflowError):
        return None


def _builtin(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    first = arguments.get("", 0)
    if name in CASTS and first is not None:
        keeps = name in ("str", "int", "float") and isinstance(first, (Unknown, Opaque))
        return at(first, span) if keeps else _cast(name, first, span)
    if name in SEQUENCES:
        return _sequence(machine, name, arguments, span)
    if name in ("min", "max"):
        return _extreme(name, arguments, span)
    answer = BUILTINS.get(name)
    return None if answer is None else answer(machine, arguments, span)


SEQUENCES = frozenset({"list", "tuple", "set", "sorted", "enumerate", "zip", "reversed"})


def _length(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    del machine
    first = arguments.get("", 0)
    if first is None:
        return None
    text = known_text(first)
    items = elements_of(first) if text is None else text
    return None if items is None else Known(len(items), span)


def _getattr(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first, name = arguments.get("", 0), known_text(arguments.get("", 1))
    return None if first is None or name is None else machine.attribute(first, name, span)


def _extreme(name: str, arguments: Arguments, span: Span) -> Value | None:
    values = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) != len(arguments.positional) or len(numbers) < 2:
        return None
    return Known(min(numbers) if name == "min" else max(numbers), span)


def _dict(machine: Machine, arguments: Arguments, span: Span) -> Value:
    box = machine.box("mapping", span, {})
    for value in arguments.positional:
        if isinstance(value, Box) and value.kind == "mapping":
            box.store.update(value.store)
            box.rest.extend(value.rest)
        else:
            box.rest.append(Unknown("it may be in a mapping that is not known", span))
    box.store.update(arguments.keywords)
    if arguments.open is not None:
        box.rest.append(arguments.open)
    return box


def _range(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    bounds = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [value for value in bounds if isinstance(value, int)]
    if len(numbers) != len(arguments.positional) or not 1 <= len(numbers) <= 3 or 0 in numbers[2:]:
        return None
    rounds = range(*numbers)
    if len(rounds) > LENGTH_LIMIT:
        return None
    return machine.box("list", span, [Known(number, span) for number in rounds])


def _sequence(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    lists = [elements_of(value) for value in arguments.positional]
    if name in ("list", "tuple", "set") and not lists:
        return machine.box("list", span, ())
    known = [items for items in lists if items is not None]
    if len(known) != len(lists) or not known:
        return None
    if name == "zip":
        rows = zip(*known, strict=False)
        return machine.box("list", span, [machine.box("list", span, row) for row in rows])
    if name == "enumerate":
        pairs = [
            machine.box("list", span, (Known(n, span), item)) for n, item in enumerate(known[0])
        ]
        return machine.box("list", span, pairs)
    items = known[0]
    if name == "sorted":
        texts = [text for text in map(known_text, items) if text is not None]
        if len(texts) != len(items):
            return None
        items = tuple(Known(text, span) for text in sorted(texts))
    return machine.box("list", span, items[::-1] if name == "reversed" else items)


BUILTINS: Mapping[str, Answer] = {
    "dict": _dict,
    "range": _range,
    "len": _length,
    "getattr": _getattr,
}
