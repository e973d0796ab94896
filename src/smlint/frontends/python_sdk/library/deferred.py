"""Functions that are handed over to be called: at exit, after a test, later, or by others.

What they do is done where they are handed over, in a context that says when. What they raise ends
nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from typing import NamedTuple

from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Function,
    Instance,
    Opaque,
    Value,
)
from smlint.lifecycle.contexts import ContextKind


class Taker(NamedTuple):
    """A function that takes another one, at `position` or by `keyword`, and when it calls it.

    Its further arguments are the other one's, unless they are `packed` in a list and a mapping.
    """

    position: int
    kind: ContextKind | None = None
    keyword: str = "func"
    packed: tuple[str, str] | None = None


PACKED = ("args", "kwargs")
TAKERS: Mapping[str, Taker] = {
    "atexit.register": Taker(0, "cleanup"),
    "weakref.finalize": Taker(1, "cleanup"),
    "signal.signal": Taker(1, "signalled", "handler"),
    "threading.Timer": Taker(1, "scheduled", "function", PACKED),
    "threading.Thread": Taker(1, None, "target", PACKED),
    "multiprocessing.Process": Taker(1, None, "target", PACKED),
    "asyncio.to_thread": Taker(0),
    "unittest.addModuleCleanup": Taker(0, "cleanup", "function"),
}
"""By the path of the function."""

METHODS: Mapping[str, Taker] = {
    "callback": Taker(0, "cleanup", "callback"),
    "push_async_callback": Taker(0, "cleanup", "callback"),
    "addCleanup": Taker(0, "cleanup", "function"),
    "addAsyncCleanup": Taker(0, "cleanup", "function"),
    "addClassCleanup": Taker(0, "cleanup", "function"),
    "addfinalizer": Taker(0, "cleanup", "finalizer"),
    "call_later": Taker(1, "scheduled", "callback"),
    "call_at": Taker(1, "scheduled", "callback"),
    "enter": Taker(2, "scheduled", "action", ("argument", "kwargs")),
    "enterabs": Taker(2, "scheduled", "action", ("argument", "kwargs")),
    "submit": Taker(0, None, "fn"),
    "apply_async": Taker(0, None, "func", ("args", "kwds")),
    "run_in_executor": Taker(1),
}
"""By the name of the method: of exit stacks, tests, fixtures' requests, event loops, pools."""

ENTERING = ("enter_context", "enter_async_context", "enterContext", "enterClassContext")
EXITING = ("push", "push_async_exit")
CLOSING = ("contextlib.closing", "contextlib.aclosing")


def call(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What `callee(...)` gives where it is given something to call, having called it.

    None where it is no such function, or its own answer is not known.
    """
    name = callee.path.rpartition(".")[2]
    of_method = None if callee.receiver is None else METHODS.get(name)
    taker = TAKERS.get(callee.path, of_method)
    if taker is not None:
        with suppress(Raised):
            _hand_over(machine, taker, arguments, node)
    elif name == "map" and callee.receiver is not None:
        with suppress(Raised):
            _each(machine, arguments, node)
    elif name in ENTERING and arguments.positional:
        return _enter(machine, arguments.positional[0], node)
    elif callee.path in CLOSING and arguments.positional:
        return _close(machine, arguments.positional[0], node)
    elif name in EXITING and arguments.positional:
        with suppress(Raised):
            _exit(machine, arguments.positional[0], node)
    return None


def _is_callable(value: Value | None) -> bool:
    return isinstance(value, (Function, Opaque))


def _hand_over(machine: Machine, taker: Taker, arguments: Arguments, node: ast.Call) -> None:
    function = arguments.get(taker.keyword, taker.position)
    if function is None or not _is_callable(function):
        return
    given = arguments.positional[taker.position + 1 :]
    hidden = arguments.open
    if taker.kind == "signalled":
        hidden = machine.unknown("it is given when the signal comes", machine.span(node))
    rest = Arguments(given, arguments.keywords, hidden)
    if taker.packed is not None:
        packed = [
            arguments.get(name, taker.position + 1 + offset)
            for offset, name in enumerate(taker.packed)
        ]
        rest = _unpacked(machine, packed[0], packed[1], node)
    with ExitStack() as stack:
        if taker.kind is not None:
            stack.enter_context(machine.within(taker.kind, machine.span(node)))
        machine.call(function, rest, node)


def _unpacked(
    machine: Machine, listed: Value | None, named: Value | None, node: ast.Call
) -> Arguments:
    """Arguments given as a list and a mapping."""
    reason = "it may be given in a list or mapping that is not known"
    positional: tuple[Value, ...] | None = () if listed is None else elements_of(listed)
    hidden = None
    keywords: Mapping[str, Value] = {}
    if isinstance(named, Box) and named.kind == "mapping":
        keywords = {str(key): item for key, item in named.store.items()}
        hidden = named.open
    elif named is not None or positional is None:
        hidden = machine.unknown(reason, machine.span(node))
    return Arguments(positional or (), keywords, hidden)


def _each(machine: Machine, arguments: Arguments, node: ast.Call) -> None:
    """A pool's `map`: a call for each thing of a list."""
    function, items = arguments.get("", 0), arguments.get("", 1)
    if function is None or items is None or not _is_callable(function):
        return
    known = elements_of(items)
    if known is not None:
        for item in known:
            machine.call(function, Arguments((item,)), node)
        return
    with machine.within("branch", machine.span(node)):
        one = machine.unknown("it changes from call to call", machine.span(node))
        machine.call(function, Arguments((one,)), node)


def _enter(machine: Machine, manager: Value, node: ast.Call) -> Value:
    """Enter a context manager that is left at the end of a stack or test."""
    if not isinstance(manager, Instance):
        return manager
    entered: Value = manager
    for method in _methods(machine, manager, ("__enter__", "__aenter__"), node):
        entered = machine.invoke(method, Arguments(), machine.span(node))
    _exit(machine, manager, node)
    return entered


def _close(machine: Machine, manager: Value, node: ast.Call) -> Value:
    """Have an object closed at the end of a `with` statement, which gives the object itself."""
    if isinstance(manager, Instance):
        with suppress(Raised), machine.within("cleanup", machine.span(node)):
            for method in _methods(machine, manager, ("close", "aclose"), node):
                machine.invoke(method, Arguments(), machine.span(node))
    return manager


def _exit(machine: Machine, manager: Value, node: ast.Call) -> None:
    """What an exit stack does in the end with a context manager, or a function like its exit."""
    nothing = Absent(machine.span(node))
    with machine.within("cleanup", machine.span(node)):
        if isinstance(manager, Instance):
            for method in _methods(machine, manager, ("__exit__", "__aexit__"), node):
                machine.invoke(method, Arguments((nothing,) * 3), machine.span(node))
        elif isinstance(manager, Function):
            machine.call(manager, Arguments((nothing,) * 3), node)


def _methods(
    machine: Machine, manager: Instance, names: tuple[str, ...], node: ast.Call
) -> Iterator[Function]:
    found = (machine.attribute(manager, name, machine.span(node)) for name in names)
    yield from (method for method in found if isinstance(method, Function))
