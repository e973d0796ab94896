"""Functions that a command line calls: `click`, `typer`, `fire`. Their parameters are its options.

What an option has no default for, is given by whoever runs the script.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.parameters import default_of, parameters_of
from smlint.frontends.python_sdk.library import environment
from smlint.frontends.python_sdk.library.answers import Answer, Request, texts
from smlint.frontends.python_sdk.library.given import given, is_text, required
from smlint.frontends.python_sdk.library.options import by_default
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Function, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text

CLICK = ("click", "rich_click", "asyncclick", "cloup", "click_option_group")
DECLARING = ("option", "argument")
TYPER = ("typer.Option()", "typer.Argument()")
TYPES: Mapping[str, str] = {
    **{f"builtins.{name}": name for name in ("str", "int", "float", "bool")},
    "click.STRING": "str", "click.INT": "int", "click.FLOAT": "float", "click.BOOL": "bool",
    "click.IntRange()": "int", "click.FloatRange()": "float",
}  # fmt: skip
"""What click's types make of a default, where that is something else than the default."""

CALLING = frozenset({"args", "prog_name", "standalone_mode", "obj", "complete_var"})
"""Keywords of calling a command of click: its options are read from the command line."""


def arguments_of(machine: Machine, function: Function, arguments: Arguments) -> Arguments:
    """The arguments that `function` gets when it is called with `arguments`.

    Those of the command line where it is a command of click; what `typer.Option` declares in place
    of what is not given.
    """
    if isinstance(function.node, ast.Lambda) or function.owner is not None:
        return arguments
    marks = _marks(function)
    if any(map(_declares, marks)):
        lines = arguments.get("args", 0)
        if set(arguments.keywords) <= CALLING and arguments.open is None:
            return Arguments((), _clicked(machine, function, marks, read=lines is None))
        return arguments
    names = [parameter.arg for parameter, _ in parameters_of(function.node)]
    left = names[len(arguments.positional) :]
    declared = _typed(machine, function, only_declared=True)
    missing = {name: declared[name] for name in left if name in declared}
    if not missing or arguments.open is not None:
        return arguments
    return replace(arguments, keywords={**missing, **arguments.keywords})


def command_arguments(machine: Machine, function: Function) -> Arguments | None:
    """The arguments of `function` where a command line calls it; None where none does."""
    if isinstance(function.node, ast.Lambda) or function.owner is not None:
        return None
    marks = _marks(function)
    if any(map(_declares, marks)):
        return Arguments((), _clicked(machine, function, marks, read=True))
    if any(mark.path.removesuffix("()").endswith((".command", ".callback")) for mark in marks):
        return Arguments((), _typed(machine, function))
    return None


def _marks(function: Function) -> list[Opaque]:
    """The decorators of a function that come from outside the file."""
    return [mark for mark in function.marks if isinstance(mark, Opaque)]


def _declares(mark: Opaque) -> bool:
    """Whether a decorator declares an option of click, or makes a command of it."""
    steps = mark.path.removesuffix("()").split(".")
    return steps[0] in CLICK and steps[-1] in (*DECLARING, "command", "group")


def _clicked(
    machine: Machine, function: Function, marks: list[Opaque], *, read: bool
) -> dict[str, Value]:
    """The arguments of a command of click. Not `read` where the script writes the words itself."""
    found: dict[str, Value] = {}
    for mark in marks:
        if _declares(mark) and mark.arguments is not None:
            name, label = _named(mark.arguments)
            if name:
                unread = given(name, label, mark.span)
                found[name] = _option(machine, name, label, mark) if read else unread
                machine.input(name, found[name])
    for parameter, default in parameters_of(function.node):
        if parameter.arg not in found and default is None:
            found[parameter.arg] = given(parameter.arg, parameter.arg, machine.span(parameter))
    return found


def _named(declared: Arguments) -> tuple[str, str]:
    """The parameter of an option, and what whoever runs the script calls it."""
    words = [text.split("/")[0].strip() for text in map(known_text, declared.positional) if text]
    if not words:
        return "", ""
    own = [word for word in words if not word.startswith("-")]
    label = next((word for word in words if word.startswith("--")), words[0])
    name = own[-1] if own else label.lstrip("-")
    return name.replace("-", "_").lower() if not own else name.replace("-", "_"), label


def _option(machine: Machine, name: str, label: str, mark: Opaque) -> Value:
    """What an option of click is where the command line does not say."""
    assert mark.arguments is not None
    keywords, span = mark.arguments.keywords, mark.span
    default = keywords.get("default")
    if "flag_value" in keywords:
        chosen = isinstance(default, Known) and default.value is True
        return by_default(keywords["flag_value"], label) if chosen else given(name, label, span)
    if isinstance(default, Function):
        default = machine.apply(default, Arguments(), span)
    if default is None:
        default = _unsaid(machine, mark)
    for variable in texts(keywords.get("envvar")):
        default = environment.variable(machine, variable, default, span)
    if _is_required(mark) and "callback" not in keywords:
        return required(name, label, span, text=is_text(keywords.get("type")))
    if default is None or isinstance(default, Absent) or _is_required(mark):
        return given(name, label, span)
    kind = keywords.get("type")
    word = TYPES.get(kind.path) if isinstance(kind, Opaque) else None
    if word is not None:
        default = _as_type(machine, default, word, span)
    return by_default(default, label)


def _is_required(mark: Opaque) -> bool:
    """Whether click asks for what a decorator declares: an argument, unless it says otherwise."""
    keywords = Arguments().keywords if mark.arguments is None else mark.arguments.keywords
    argument = mark.path.endswith(".argument()") and not keywords.keys() & {
        "default",
        "envvar",
        "nargs",
    }
    return _is_true(keywords.get("required", Known(argument, mark.span)))


def _as_type(machine: Machine, value: Value, kind: str, span: Span) -> Value:
    if isinstance(value, Box) and value.kind == "list" and value.open is None:
        items = [environment.as_type(machine, item, kind, span) for item in value.items]
        return machine.box("list", span, items)
    return environment.as_type(machine, value, kind, span)


def _unsaid(machine: Machine, mark: Opaque) -> Value | None:
    """The default of an option that declares none: of flags, counters and repeated options."""
    assert mark.arguments is not None
    keywords, span = mark.arguments.keywords, mark.span
    pairs = any("/" in text for text in map(known_text, mark.arguments.positional) if text)
    if _is_true(keywords.get("is_flag")) or (pairs and "is_flag" not in keywords):
        return Known(False, span)
    if _is_true(keywords.get("count")):
        return Known(0, span)
    return machine.box("list", span, ()) if _is_true(keywords.get("multiple")) else None


def _is_true(value: Value | None) -> bool:
    return isinstance(value, Known) and value.value is True


def _typed(
    machine: Machine, function: Function, *, only_declared: bool = False
) -> dict[str, Value]:
    """The arguments of a command of typer or fire; where asked, those that `typer.Option` makes."""
    found: dict[str, Value] = {}
    for parameter, node in parameters_of(function.node):
        name = parameter.arg
        label = name if node is None else f"--{name.replace('_', '-')}"
        default = None if node is None else default_of(machine, function, name, node)
        declared = _declared(machine, function, parameter, default)
        if only_declared and declared is None:
            continue
        if declared is not None and declared is default:
            default = _default(declared)
            label = name if declared.path == "typer.Argument()" else label
        keywords = {} if declared is None else (declared.arguments or Arguments()).keywords
        for variable in texts(keywords.get("envvar")):
            default = environment.variable(machine, variable, default, machine.span(parameter))
        unsaid = given(name, label, machine.span(parameter))
        found[name] = unsaid if default is None else by_default(default, label)
        machine.input(name, found[name])
    return found


def _declared(
    machine: Machine, function: Function, parameter: ast.arg, default: Value | None
) -> Opaque | None:
    """What `typer.Option` declares of a parameter: as its default, or in its annotation."""
    if isinstance(default, Opaque) and default.path in TYPER:
        return default
    annotation = parameter.annotation
    if (
        isinstance(annotation, ast.Subscript)
        and isinstance(annotation.slice, ast.Tuple)
        and ast.unparse(annotation.value).endswith("Annotated")
    ):
        for node in annotation.slice.elts[1:]:
            value = _evaluated(machine, function, node)
            if isinstance(value, Opaque) and value.path in TYPER:
                return value
    return None


def _evaluated(machine: Machine, function: Function, node: ast.expr) -> Value:
    """The value of `node` where `function` is defined."""
    outer, source = machine.frame.scope, machine.source
    machine.frame.scope, machine.source = function.scope, function.source
    try:
        return machine.evaluate(node)
    finally:
        machine.frame.scope, machine.source = outer, source


def _default(declared: Opaque) -> Value | None:
    """The default that `typer.Option(…)` gives; None where that is an ellipsis or missing."""
    value = (declared.arguments or Arguments()).get("default", 0)
    return None if isinstance(value, Unknown) else value


def _run(request: Request) -> Value | None:
    """`typer.run(f)`, `fire.Fire(f)`: the function is called with what the command line says."""
    function = request.arguments.get("component", 0)
    if not isinstance(function, Function) or isinstance(function.node, ast.Lambda):
        return None
    if "command" in request.arguments.keywords:
        return None
    arguments = Arguments((), _typed(request.machine, function))
    return request.machine.invoke(function, arguments, request.span)


RUNNERS: Mapping[str, Answer] = {"typer.run": _run, "fire.Fire": _run}
