"""What is known of functions outside the file that deploy scripts lean on.

`call` answers from the tables of this package's modules; everything else gives a value that is
known only when the script runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from smlint.core.spans import Span
from smlint.core.values import Hop, Known
from smlint.frontends.python_sdk.evaluation.enums import is_enum
from smlint.frontends.python_sdk.evaluation.exceptions import arguments_of
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import (
    builtins,
    chance,
    commands,
    documents,
    dotenv,
    environment,
    flags,
    functional,
    imports,
    ini,
    options,
    paths,
    patterns,
    settings,
    standard,
)
from smlint.frontends.python_sdk.library.answers import Answer, Request, Thing, thing_of
from smlint.frontends.python_sdk.library.command_line import parsed
from smlint.frontends.python_sdk.library.given import given
from smlint.frontends.python_sdk.library.options import Parser
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Instance,
    Method,
    Opaque,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trees import tree_of

COPY_DEPTH = 20


def call(machine: Machine, callee: Opaque, arguments: Arguments, span: Span) -> Value | None:
    """What a call of `callee` gives; None where nothing is known of it."""
    request = Request(machine, callee, arguments, span)
    thing = _receiver(request)
    if thing is not None:
        found = thing.call(request)
        return parsed(request, thing) if found is None and isinstance(thing, Parser) else found
    path = callee.path
    if path.startswith("builtins.") and path not in ANSWERS:
        return builtins.call(machine, path.removeprefix("builtins."), arguments, span)
    answer = ANSWERS.get(path)
    if answer is not None:
        return answer(request)
    for otherwise in (settings.call, flags.declare, chance.call):
        found = otherwise(request)
        if found is not None:
            return found
    return None


def _receiver(request: Request) -> Thing | None:
    """Of what the library keeps account and a method is called; None where it is no such thing.

    A parser that comes from elsewhere, or is an object of a class of its own, is one without
    options yet.
    """
    machine, receiver = request.machine, request.callee.receiver
    thing = thing_of(machine, receiver)
    if thing is None and isinstance(receiver, (Opaque, Instance)):
        of_class = request.callee.path.startswith("argparse.ArgumentParser().")
        if request.name in ("add_argument", "add_option") or of_class:
            thing = machine.kept[receiver.reference] = Parser()
    return thing if isinstance(thing, Thing) else None


def _unique_name(request: Request) -> Value | None:
    base = request.arguments.get("base", 0)
    if base is None:
        return None
    suffix = request.machine.unknown("the SDK adds the time to it", request.span)
    return text_of((tree_of(base), Known("-", request.span), suffix), request.span)


def _copy(request: Request, *, deep: bool) -> Value | None:
    value = request.arguments.get("x", 0)
    if value is None:
        return None
    depth = COPY_DEPTH if deep else 1
    return _copied(request.machine, value, request.span, depth, {})


ANSWERS: Mapping[str, Answer] = {
    **environment.LOOKUPS,
    **imports.IMPORTS,
    **dotenv.LOADERS,
    **options.PARSERS,
    **commands.RUNNERS,
    "absl.app.run": flags.run,
    **paths.FUNCTIONS,
    **documents.READERS,
    **ini.PARSERS,
    **patterns.PATTERNS,
    **standard.ANSWERS,
    **functional.ANSWERS,
    **{
        f"sagemaker.{module}{name}": _unique_name
        for module in ("utils.", "")
        for name in ("name_from_base", "unique_name_from_base")
    },
    "copy.copy": partial(_copy, deep=False),
    "copy.deepcopy": partial(_copy, deep=True),
}
ENDPOINT_NAMES = ("endpoint_name", "endpoint")


def entry(machine: Machine, receiver: Opaque, key: Value, span: Span) -> Value | None:
    """The entry `receiver[key]`; None where nothing is known of it."""
    thing = thing_of(machine, receiver)
    if isinstance(thing, Thing):
        return thing.entry(machine, key, span)
    if receiver.path == "sys.argv":
        number = tree_of(key)
        word = f"argument {number.value}" if isinstance(number, Known) else "an argument"
        return given("argv", f"{word} of the command line", span)
    return environment.entry(machine, receiver, key, span)


def attribute_of(machine: Machine, value: Value, name: str, span: Span) -> Value | None:
    """The attribute of a setting or mapping that only some have: of paths, of `OmegaConf`."""
    if isinstance(value, Instance) and name in ENDPOINT_NAMES and name not in value.fields:
        deployed = machine.deployed.get(value.reference)
        return None if deployed is None else at(deployed.endpoint, span)
    if isinstance(value, Box):
        found = value.store.get(name) if value.dotted else None
        return None if found is None else at(found, span, Hop(f"entry {name}", found.span))
    return paths.attribute(machine, value, name, span)


def method(machine: Machine, method: Method, arguments: Arguments, span: Span) -> Value | None:
    """What a method gives that only paths have; None where `method` is another."""
    return paths.method(machine, method, arguments, span)


def attribute(machine: Machine, receiver: Opaque, name: str) -> Value | None:
    """What `receiver.name` is; None where nothing is known of it."""
    deployed = machine.deployed.get(receiver.reference)
    if deployed is not None and name in ENDPOINT_NAMES:
        return deployed.endpoint
    if name == "__name__" and receiver.path.startswith("builtins."):
        own = receiver.path.removeprefix("builtins.")
        return Known(own, receiver.span) if own.isidentifier() else None
    if name == "args":
        return arguments_of(machine, receiver, receiver.span)
    constant = standard.CONSTANTS.get(f"{receiver.path}.{name}")
    if constant is not None:
        return Known(constant, receiver.span)
    return flags.attribute(machine, receiver, name)


def _copied(
    machine: Machine, value: Value, span: Span, depth: int, made: dict[int, Value]
) -> Value:
    """`value` with new boxes and objects, `depth` levels deep, each made once."""
    if not isinstance(value, (Box, Instance)) or (
        isinstance(value, Instance) and value.data is not None
    ):
        return value
    if depth == 0 or id(value) in made:
        return made.get(id(value), value)
    machine.tick()
    if isinstance(value, Instance):
        if is_enum(value.made_from):
            return value
        fields = Store(optional=False)
        made[id(value)] = Instance(value.made_from, fields, span, machine.reference(span))
        for key, item in value.fields.items():
            fields[key] = _copied(machine, item, span, depth - 1, made)
        return made[id(value)]
    copy = machine.box(value.kind, span, (), value.form)
    made[id(value)] = copy
    for key, item in value.store.items():
        copy.store[key] = _copied(machine, item, span, depth - 1, made)
    copy.rest.extend(value.rest)
    return copy
