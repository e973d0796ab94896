"""The builtin functions, over values of the script."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Scalar, Unknown
from smlint.frontends.python_sdk.evaluation import lists, mappings, sets
from smlint.frontends.python_sdk.evaluation.classes import super_of
from smlint.frontends.python_sdk.evaluation.conditions import default_of
from smlint.frontends.python_sdk.evaluation.construction import special
from smlint.frontends.python_sdk.evaluation.equality import truth
from smlint.frontends.python_sdk.evaluation.exceptions import builtin_error
from smlint.frontends.python_sdk.evaluation.formatting import derived, written
from smlint.frontends.python_sdk.evaluation.iteration import (
    LENGTH_LIMIT,
    is_unordered,
    members_of,
    taken,
)
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.methods import call_method, next_of
from smlint.frontends.python_sdk.library import iterables, objects
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Form, Method, Opaque, Value
from smlint.frontends.python_sdk.values.plain import plain
from smlint.frontends.python_sdk.values.trees import known_text, softened, tree_of

Answer = Callable[[Machine, Arguments, Span], "Value | None"]

CASTS: Mapping[str, Callable[..., object]] = {
    "str": str, "int": int, "float": float, "bool": bool, "round": round, "abs": abs,
    "divmod": divmod, "pow": pow, "chr": chr, "ord": ord, "hex": hex, "bin": bin, "oct": oct,
    "bytes": bytes, "complex": complex, "ascii": ascii, "hash": hash,
}  # fmt: skip
"""Builtins that are functions of plain values alone."""

EMPTY: Mapping[str, Scalar] = {"str": "", "int": 0, "float": 0.0, "bool": False}
TEXTS = ("str", "repr", "format", "ascii")
LONGEST_NUMBER = 400
"""Characters. Longer digits are no setting of anything, and slow to convert."""


def call(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    """What the builtin `name` gives; None where nothing is known of it."""
    if arguments.open is not None:
        return None
    owner, _, method = name.partition(".")
    if not owner.isidentifier():
        return None
    if method:
        return _of_type(machine, owner, method, arguments, span)
    if name == "super":
        return super_of(machine, arguments, span)
    answer = ANSWERS.get(name)
    if answer is not None:
        return answer(machine, arguments, span)
    first = arguments.get("", 0)
    if name in TEXTS and first is not None:
        return _text(machine, name, arguments, span)
    if name in ("str", "int", "float", "bool") and first is None and not arguments.keywords:
        return Known(EMPTY[name], span)
    if name in CASTS and name != "hash":
        return _plainly(machine, name, arguments, span)
    return builtin_error(machine, name, arguments, span)


def _of_type(
    machine: Machine, owner: str, name: str, arguments: Arguments, span: Span
) -> Value | None:
    """A method taken from its type: `str.upper(text)`, `dict.fromkeys(keys)`."""
    if owner == "object" or name.startswith("__"):
        if name == "__setattr__":
            return objects.ANSWERS["setattr"](machine, Arguments(arguments.positional), span)
        return Absent(span) if name == "__init__" else None
    first = arguments.get("", 0)
    if owner == "dict" and name == "fromkeys":
        return _from_keys(machine, arguments, span)
    if first is None or isinstance(first, (Opaque, Unknown)):
        return None
    rest = Arguments(arguments.positional[1:], arguments.keywords)
    return call_method(machine, Method(first, name, span), rest, span)


def _from_keys(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    keys = taken(machine, arguments.positional[0]) if arguments.positional else None
    value = arguments.get("", 1)
    if keys is None:
        return None
    box = machine.box("mapping", span, {})
    value = Absent(span) if value is None else value
    pairs = [machine.box("list", span, (key, value), "tuple") for key in keys]
    mappings.merge(machine, box, machine.box("list", span, pairs), span)
    return box


def _plainly(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    """What Python makes of plain values."""
    operands = [softened(value) for value in arguments.positional]
    first = operands[0] if operands else None
    if name in ("int", "float") and isinstance(first, (Unknown, Opaque)):
        machine.hazards += 1
        tree = tree_of(first)
        return at(first, span) if not isinstance(tree, Unknown) else derived(tree, f"!{name}", span)
    if name == "bool" and first is not None:
        shown = special(machine, first, "__bool__", (), span)
        shown = special(machine, first, "__len__", (), span) if shown is None else shown
        outcome = truth(first if shown is None else shown)
        return None if outcome is None else Known(outcome, span, _via(first))
    own = special(machine, first, f"__{name}__", (), span) if first is not None else None
    if own is not None:
        return own

    def work() -> object:
        values = [plain(value) for value in operands]
        if any(isinstance(value, str) and len(value) > LONGEST_NUMBER for value in values):
            raise operators.TooLarge
        if name in ("pow", "bytes") and any(abs(v) > 999 for v in values if isinstance(v, int)):
            raise operators.TooLarge
        keywords = {key: plain(value) for key, value in arguments.keywords.items()}
        return operators.bounded(CASTS[name](*values, **keywords))

    return machine.python(span, work, f"the result of `{name}()` is not known", *operands)


def _via(value: Value) -> tuple[Hop, ...]:
    return value.via if isinstance(value, (Known, Absent)) else ()


def _text(machine: Machine, name: str, arguments: Arguments, span: Span) -> Value | None:
    """`str()`, `repr()` and `format()`."""
    first = arguments.positional[0] if arguments.positional else arguments.keywords.get("object")
    if first is None or (name == "str" and len(arguments.positional) > 1):
        return None
    spec = known_text(arguments.get("", 1)) if name == "format" else ""
    if name == "format" and len(arguments.positional) < 2:
        spec = ""
    if spec is None:
        return None
    how = {"str": "s", "repr": "r", "ascii": "a"}.get(name)
    if isinstance(first, Opaque) and how == "s":
        return at(first, span)
    tree = written(machine, first, spec, how, span)
    return Known(str(tree.value), span, tree.via) if isinstance(tree, Known) else tree


def cast(name: str, value: Value, span: Span) -> Value | None:
    """`value` as the builtin type `name` makes it; None where that is not known."""
    function = CASTS.get(name)
    if function is None or not isinstance(value, Known):
        return None
    try:
        made = operators.bounded(function(value.value))
    except (ValueError, OverflowError, TypeError, operators.TooLarge):
        return None
    return Known(made, span, value.via) if isinstance(made, (str, int, float)) else None


def _length(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first = arguments.get("", 0)
    if first is None:
        return None
    own = special(machine, first, "__len__", (), span)
    if own is not None:
        return own
    if isinstance(first, Known) and isinstance(first.value, str):
        return Known(len(first.value), span, first.via)
    if isinstance(first, (Known, Absent)):
        return machine.raises("TypeError", span, "it has no length", first)
    items = members_of(first)
    if items is None:
        return None
    defaults = [default_of(item) for item in items]
    made_of_one = None if None in defaults else next(iter(defaults), None)
    return Known(len(items), span, () if made_of_one is None else (made_of_one,))


def _dict(machine: Machine, arguments: Arguments, span: Span) -> Value:
    box = machine.box("mapping", span, {})
    for value in arguments.positional:
        mappings.merge(machine, box, value, span)
    box.store.update(arguments.keywords)
    return box


def _range(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    bounds = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [value for value in bounds if isinstance(value, int)]
    if len(numbers) != len(arguments.positional) or not 1 <= len(numbers) <= 3:
        return None
    if 0 in numbers[2:]:
        return machine.raises("ValueError", span, "its step is zero", *arguments.positional)
    rounds = range(*numbers)
    if rounds[LENGTH_LIMIT : LENGTH_LIMIT + 1]:
        return None
    return machine.box("list", span, [Known(number, span) for number in rounds], "range")


def _making(form: Form) -> Answer:
    """`list()`, `tuple()`: a box of the elements of something."""

    def answer(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
        if not arguments.positional:
            return machine.box("list", span, (), form)
        ordered = form not in ("set", "frozenset")
        items = taken(machine, arguments.positional[0], ordered=ordered)
        if items is None:
            return None
        if ordered:
            return machine.box("list", span, items, form)
        return sets.new_set(machine, items, span, form)

    return answer


def _sorted(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    first = arguments.get("", 0)
    items = None if first is None else taken(machine, first, ordered=False)
    if items is None or (first is not None and is_unordered(first) and "key" in arguments.keywords):
        return None
    ordered = lists.in_order(machine, items, arguments.keywords, span)
    return None if ordered is None else machine.box("list", span, ordered)


def _reversed(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    items = taken(machine, arguments.positional[0]) if arguments.positional else None
    return None if items is None else machine.box("list", span, items[::-1], "iterator")


def _next(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    if not arguments.positional:
        return None
    return next_of(machine, arguments.positional[0], arguments.get("", 1), span)


def _iter(machine: Machine, arguments: Arguments, span: Span) -> Value | None:
    if len(arguments.positional) != 1:
        return None
    first = arguments.positional[0]
    if isinstance(first, Box) and first.form == "iterator":
        return first
    items = taken(machine, first)
    return None if items is None else machine.box("list", span, items, "iterator")


ANSWERS: Mapping[str, Answer] = {
    **objects.ANSWERS,
    **iterables.ANSWERS,
    "dict": _dict, "range": _range, "len": _length, "sorted": _sorted, "reversed": _reversed,
    "list": _making("list"), "tuple": _making("tuple"), "set": _making("set"),
    "frozenset": _making("frozenset"), "next": _next, "iter": _iter,
}  # fmt: skip
