"""Functions that yield: followed while what uses them is done at each `yield`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from smlint.core.spans import Span
from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import test_frameworks
from smlint.frontends.python_sdk.evaluation.frames import Flow, Frame, Raised
from smlint.frontends.python_sdk.evaluation.functions import in_frame
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Box, Generator, Value
from smlint.lifecycle.contexts import ContextKind

YIELD_LIMIT = 2_000
"""Values taken from one generator."""

STOPPED = "GeneratorExit"


def follow(
    machine: Machine,
    generator: Generator,
    use: Callable[[Value], Value],
    after: ContextKind | None = None,
) -> None:
    """Run a generator; `use` is what is done with each value, in the frame that asked for it.

    What `use` gives is what `yield` gives. What is done after a `yield` stands in the context
    `after`, where given. Raises `Raised` for what the generator lets pass.
    """
    outer = machine.frame, machine.source, list(machine.frames)
    frame = Frame(generator.scope, generator.function, called=generator.span)

    def resumed(value: Value) -> Value:
        inner, contexts = (machine.frame, machine.source, machine.frames), machine.contexts
        machine.frame, machine.source, machine.frames = outer[0], outer[1], list(outer[2])
        try:
            return use(value)
        finally:
            machine.frame, machine.source, machine.frames = inner
            machine.contexts = contexts
            if after is not None:
                machine.enter(after, generator.span)

    frame.on_yield = resumed
    in_frame(machine, frame, generator.function)


def collect(machine: Machine, generator: Generator) -> Box:
    """All that a generator yields, or will still yield, as something to iterate over once."""
    used = generator.used.get(0)
    if isinstance(used, Box):
        return used
    box = machine.box("list", generator.span, (), "iterator")
    machine.write(generator.used, 0, box)

    def keep(value: Value) -> Value:
        machine.tick()
        if len(box.store) >= YIELD_LIMIT:
            machine.widen(box, "it yields more than is followed", generator.span)
            raise Raised(STOPPED, generator.span)
        machine.write(box.store, len(box.store), value)
        return Absent(generator.span)

    depth = len(machine.frames)
    if (
        generator.function.node
        in [f.function.node for f in (*machine.frames, machine.frame) if f.function]
        or depth > 40
    ):
        machine.widen(box, "it calls itself", generator.span)
        return box
    try:
        follow(machine, generator, keep)
    except Raised as raised:
        if raised.kind != STOPPED:
            raise
    return box


def yield_(machine: Machine, node: ast.Yield) -> Value:
    """What `yield` gives, after its value was used."""
    value = Absent(machine.span(node)) if node.value is None else machine.evaluate(node.value)
    if machine.frame.on_yield is None:
        fixture = test_frameworks.is_fixture(machine.frame.function)
        hand_out(machine, value, machine.span(node))
        machine.enter("cleanup" if fixture else "resumed", machine.span(node))
        return machine.unknown("it is sent by whoever asks for the next value", machine.span(node))
    return machine.frame.on_yield(value)


def hand_out(machine: Machine, value: Value, span: Span) -> None:
    """Note that an empty list is there for others to fill, who ask for the next value then."""
    if isinstance(value, Box) and value.kind == "list" and not value.store:
        machine.widen(value, "whoever is given it may fill it", span)


def in_with(machine: Machine, generator: Generator, body: Callable[[Value], Flow]) -> Flow:
    """Follow a `with` over a function that yields once: its body stands where the `yield` is."""
    flows: list[Flow] = []

    def use(value: Value) -> Value:
        flow = body(value)
        flows.append(flow)
        if flow is Flow.RAISE:
            raise machine.frame.raised or Raised(None, generator.span)
        return Absent(generator.span)

    try:
        follow(machine, generator, use)
    except Raised as raised:
        machine.frame.raised = raised
        return Flow.RAISE
    if not flows:
        return body(machine.unknown("it is what the function yields", generator.span))
    return Flow.NEXT if flows[-1] is Flow.RAISE else flows[-1]
