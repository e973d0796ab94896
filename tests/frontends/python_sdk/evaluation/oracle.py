"""What a program of our own comes to: as smlint reads it, and as Python runs it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from smlint.core.values import Hop
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk.evaluation.frames import Flow
from smlint.frontends.python_sdk.files import Files
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.values.objects import Box, Instance, Value
from smlint.frontends.python_sdk.values.plain import NotPlain, plain

PATH = "program.py"
PLAIN = (str, int, float, bool, type(None), list, tuple, dict, set, frozenset, bytes)


def followed(text: str) -> tuple[Interpreter, Flow]:
    """`text` as smlint follows it, and how that ended."""
    files = Files(MemoryWorkspace({PATH: text}))
    script = files.script(PATH)
    machine = Interpreter(script, files)
    flow = Flow.NEXT
    for module, source in script.parts:
        machine.source = source
        flow = machine.execute(module.body)
    return machine, flow


def executed(text: str, **environment: str) -> tuple[dict[str, Any], str | None]:
    """The names that running `text` leaves, and what it raises. The programs are our own."""
    names: dict[str, Any] = {"__name__": "__main__"}
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        exec(compile(text, PATH, "exec"), names)
    except Exception as error:  # noqa: BLE001
        return names, type(error).__name__
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
    return names, None


def claimed(value: Value) -> tuple[object, bool]:
    """What smlint claims that a value is; false where it leaves that open."""
    with suppress(NotPlain):
        found = plain(value)
        if all(hop.kind in ("reference", "implied") for hop in hops_of(value)):
            return found, True
    return None, False


def hops_of(value: Value) -> list[Hop]:
    """All hops of a value and of what it holds."""
    if isinstance(value, Box):
        return [hop for item in value.store.values() for hop in hops_of(item)]
    return [] if isinstance(value, Instance) else [*getattr(value, "via", ())]


def exactly(first: object, second: object) -> bool:
    """Whether two values are the same, of the same type in all their parts."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict) and isinstance(second, dict):
        return list(map(repr, first)) == list(map(repr, second)) and all(
            exactly(first[key], second[key]) for key in first
        )
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(exactly, first, second))
    return first == second


def compared(text: str, names: tuple[str, ...]) -> tuple[int, int, list[str]]:
    """How many of `names` are claimed, of how many; and every claim that is wrong.

    Of a program that fails nothing is compared: what it leaves matters to nobody.
    """
    machine, flow = followed(text)
    real, error = executed(text)
    wrong: list[str] = []
    if error is None and flow is Flow.RAISE:
        wrong.append(f"is said to raise {machine.frame.raised and machine.frame.raised.kind}")
    known = total = 0
    for name in names if error is None else ():
        if name not in real or type(real[name]) not in PLAIN:
            continue
        total += 1
        value = machine.globals.names.get(name)
        if value is None:
            continue
        claim, sure = claimed(value)
        known += sure
        if sure and not exactly(claim, real[name]):
            wrong.append(f"{name} is {real[name]!r}, not {claim!r}")
    return known, total, wrong


def overclaimed(text: str, names: tuple[str, ...], values: tuple[str, ...]) -> list[str]:
    """Claims of `text` that are wrong where the environment variable OPEN is one of `values`."""
    machine, flow = followed(text)
    wrong: list[str] = []
    for value in values:
        real, error = executed(text, OPEN=value)
        if error is None and flow is Flow.RAISE:
            wrong.append(f"with {value} it does not raise")
        for name in names if error is None else ():
            found = machine.globals.names.get(name)
            claim, sure = (None, False) if found is None else claimed(found)
            if sure and not exactly(claim, real.get(name)):
                wrong.append(f"with {value}, {name} is {real.get(name)!r}, not {claim!r}")
    return wrong
