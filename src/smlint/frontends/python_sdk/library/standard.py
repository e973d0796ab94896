"""Modules of the standard library that are about values: math, itertools, collections, string."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from functools import partial
from string import Template

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Scalar
from smlint.frontends.python_sdk.evaluation import mappings, records
from smlint.frontends.python_sdk.evaluation.equality import equal
from smlint.frontends.python_sdk.evaluation.formatting import format_text
from smlint.frontends.python_sdk.evaluation.iteration import LENGTH_LIMIT, taken
from smlint.frontends.python_sdk.evaluation.machine import PYTHON_ERRORS
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.plain import plain
from smlint.frontends.python_sdk.values.trees import known_text

MATH: Mapping[str, Callable[..., object]] = {
    name: getattr(math, name)
    for name in (
        "ceil", "floor", "sqrt", "log", "log2", "log10", "gcd", "prod", "fabs", "trunc", "exp",
        "isclose", "hypot", "fsum", "isnan", "isinf", "isfinite", "pow", "copysign", "fmod",
    )
}  # fmt: skip

CONSTANTS: Mapping[str, Scalar] = {
    "math.pi": math.pi, "math.e": math.e, "math.tau": math.tau,
    "string.ascii_lowercase": "abcdefghijklmnopqrstuvwxyz", "string.digits": "0123456789",
    "string.ascii_uppercase": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}  # fmt: skip
"""Attributes of modules."""

ZERO = Opaque("builtins.int", "it is a builtin", Span(""), Reference("builtins", "int"))
"""What a counter counts from."""


def _math(name: str, request: Request) -> Value | None:
    values = request.arguments.positional

    def work() -> object:
        given = [plain(value) for value in values]
        if any(isinstance(one, int) and abs(one) > operators.NUMBER_LIMIT for one in given):
            raise operators.TooLarge
        try:
            return operators.bounded(MATH[name](*given))
        except PYTHON_ERRORS:
            raise operators.TooLarge from None

    return request.machine.python(request.span, work, "it is computed", *values)


def _iterator(request: Request, items: list[Value]) -> Value | None:
    if len(items) > LENGTH_LIMIT:
        return None
    return request.machine.box("list", request.span, items, "iterator")


def _sources(request: Request) -> list[tuple[Value, ...]] | None:
    found = [taken(request.machine, value) for value in request.arguments.positional]
    known = [items for items in found if items is not None]
    return known if len(known) == len(found) else None


def _chain(request: Request) -> Value | None:
    sources = _sources(request)
    return None if sources is None else _iterator(request, [i for items in sources for i in items])


def _flattened(request: Request) -> Value | None:
    first = request.arguments.get("", 0)
    outer = None if first is None else taken(request.machine, first)
    inner = [taken(request.machine, value) for value in outer or ()]
    if outer is None or None in inner:
        return None
    return _iterator(request, [item for items in inner for item in items or ()])


def _tuples(request: Request, rows: itertools.product[tuple[Value, ...]]) -> Value | None:
    limited = list(itertools.islice(rows, LENGTH_LIMIT + 1))
    machine, span = request.machine, request.span
    return _iterator(request, [machine.box("list", span, row, "tuple") for row in limited])


def _product(request: Request) -> Value | None:
    sources, repeat = _sources(request), request.arguments.keywords.get("repeat")
    count = 1 if repeat is None else repeat.value if isinstance(repeat, Known) else None
    if sources is None or not isinstance(count, int) or not 0 <= count <= 10:
        return None
    return _tuples(request, itertools.product(*sources, repeat=count))


def _longest(request: Request) -> Value | None:
    sources, fill = _sources(request), request.arguments.keywords.get("fillvalue")
    if sources is None:
        return None
    nothing: Value = Absent(request.span) if fill is None else fill
    machine, span = request.machine, request.span
    rows = itertools.zip_longest(*sources, fillvalue=nothing)
    return _iterator(request, [machine.box("list", span, row, "tuple") for row in rows])


def _part(request: Request) -> Value | None:
    values = request.arguments.positional
    bounds = [value.value for value in values[1:] if isinstance(value, Known)]
    numbers = [bound for bound in bounds if isinstance(bound, int) and bound >= 0]
    items = taken(request.machine, values[0]) if values else None
    if items is None or not numbers or len(numbers) != len(values) - 1:
        return None
    return _iterator(request, list(itertools.islice(items, *numbers)))


def _substituted(request: Request) -> Value | None:
    """`string.Template(text).substitute(...)`."""
    receiver = request.callee.receiver
    made = receiver.arguments if isinstance(receiver, Opaque) else None
    text = None if made is None else known_text(made.get("template", 0))
    given = request.arguments
    if text is None or given.open is not None:
        return None
    named = dict(given.keywords)
    for value in given.positional:
        if not isinstance(value, Box) or not value.whole:
            return None
        named = {**{str(key): item for key, item in value.store.items()}, **named}
    pieces = ""
    position = 0
    for match in Template.pattern.finditer(text):
        name = match["named"] or match["braced"]
        if match["invalid"] is not None or (name is not None and name not in named):
            return None
        middle = "$" if name is None else f"{{{name}}}"
        pieces += text[position : match.start()].replace("{", "{{").replace("}", "}}") + middle
        position = match.end()
    pieces += text[position:].replace("{", "{{").replace("}", "}}")
    return format_text(request.machine, pieces, Arguments((), named), request.span)


def _ordered(request: Request) -> Value | None:
    box = request.machine.box("mapping", request.span, {})
    for value in request.arguments.positional:
        mappings.merge(request.machine, box, value, request.span)
    box.store.update(request.arguments.keywords)
    if request.arguments.open is not None:
        box.rest.append(request.arguments.open)
    return box


def _defaulting(request: Request) -> Value | None:
    """`collections.defaultdict(factory, ...)`."""
    factory = request.arguments.get("default_factory", 0)
    rest = Arguments(request.arguments.positional[1:], request.arguments.keywords)
    box = _ordered(request._replace(arguments=rest))
    if isinstance(box, Box) and factory is not None and not isinstance(factory, Absent):
        request.machine.factories[id(box.store)] = (box.store, factory)
    return box


def _counted(request: Request) -> Value | None:
    first = request.arguments.get("", 0)
    items = () if first is None else taken(request.machine, first)
    if items is None or (isinstance(first, Box) and first.kind == "mapping"):
        return None
    counts: list[tuple[Value, int]] = []
    for item in items:
        outcomes = [equal(item, other) for other, _ in counts]
        if True in outcomes:
            place = outcomes.index(True)
            counts[place] = (counts[place][0], counts[place][1] + 1)
        elif None in outcomes:
            return None
        else:
            counts.append((item, 1))
    box = request.machine.box("mapping", request.span, {})
    pairs: list[Value] = [
        request.machine.box("list", request.span, (item, Known(count, request.span)), "tuple")
        for item, count in counts
    ]
    mappings.merge(
        request.machine, box, request.machine.box("list", request.span, pairs), request.span
    )
    request.machine.factories[id(box.store)] = (box.store, ZERO)
    return box


def _named_tuple(request: Request) -> Value | None:
    return records.named_tuple(request.machine, request.arguments, request.span)


def _replaced(request: Request) -> Value | None:
    first = request.arguments.get("obj", 0)
    if not isinstance(first, Instance):
        return None
    return records.replaced(request.machine, first, request.arguments, request.span)


def _as_mapping(request: Request) -> Value | None:
    first = request.arguments.get("obj", 0)
    if not isinstance(first, Instance) or not records.is_record(first.made_from):
        return None
    return records.as_mapping(request.machine, first, request.span)


def _run(request: Request) -> Value | None:
    """`asyncio.run(main())`: what the coroutine gives, which was followed when it was called."""
    return request.arguments.get("main", 0)


ANSWERS: Mapping[str, Answer] = {
    **{f"math.{name}": partial(_math, name) for name in MATH},
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _flattened,
    "itertools.product": _product,
    "itertools.zip_longest": _longest,
    "itertools.islice": _part,
    "string.Template().substitute": _substituted,
    "string.Template().safe_substitute": _substituted,
    "collections.OrderedDict": _ordered,
    "collections.Counter": _counted,
    "collections.defaultdict": _defaulting,
    "collections.namedtuple": _named_tuple,
    "dataclasses.replace": _replaced,
    "dataclasses.asdict": _as_mapping,
    "attrs.evolve": _replaced,
    "attr.evolve": _replaced,
    "attrs.asdict": _as_mapping,
    "asyncio.run": _run,
}
