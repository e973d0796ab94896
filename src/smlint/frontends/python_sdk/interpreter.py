"""The abstract run of one script or notebook, put together from its parts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Unknown, first, reference_of
from smlint.frontends.python_sdk import roots
from smlint.frontends.python_sdk.evaluation import (
    aliases,
    branches,
    functions,
    imports,
    stand_ins,
    uncalled,
)
from smlint.frontends.python_sdk.evaluation.attributes import attribute_of
from smlint.frontends.python_sdk.evaluation.construction import instantiate
from smlint.frontends.python_sdk.evaluation.expressions import evaluate
from smlint.frontends.python_sdk.evaluation.frames import Flow, Raised
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.methods import call_method
from smlint.frontends.python_sdk.evaluation.sequences import part_of
from smlint.frontends.python_sdk.evaluation.statements import execute
from smlint.frontends.python_sdk.library import calls as library
from smlint.frontends.python_sdk.library import (
    command_line,
    commands,
    deferred,
    environment,
    partials,
    settings,
)
from smlint.frontends.python_sdk.lowering import (
    boto,
    deletions,
    images,
    predictors,
    resource_classes,
    schedules,
    sdk,
    subprocesses,
    uploads,
)
from smlint.frontends.python_sdk.lowering.infrastructure import lower as infrastructure
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Choice,
    Class,
    Construct,
    Function,
    Instance,
    Method,
    Module,
    Opaque,
    Value,
)
from smlint.frontends.python_sdk.values.trail import of_each
from smlint.frontends.python_sdk.values.trees import tree_of

PATH_LIMIT = 400

EXPRESSION_DEPTH = 100
"""Expressions one in another, over all functions being read: Python's own stack is the limit."""


class Interpreter(Machine):
    """A `Machine` with all its parts."""

    _depth = 0

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression in the current frame."""
        if self._depth >= EXPRESSION_DEPTH:
            return self.unknown("it is nested too deeply to be followed", self.span(node))
        self._depth += 1
        try:
            value = evaluate(self, node)
            return self.inquiry.settled(value) if self.inquiry.assumed else value
        finally:
            self._depth -= 1

    def execute(self, body: Sequence[ast.stmt]) -> Flow:
        """Follow the statements of a block."""
        return execute(self, body)

    def invoke(self, function: Function, arguments: Arguments, span: Span) -> Value:
        """What a function of the file gives, called at `span`."""
        arguments = commands.arguments_of(self, function, arguments)
        arguments = command_line.of_command(self, function, arguments, span)
        return functions.invoke(self, function, arguments, span)

    def attribute(self, value: Value, name: str, span: Span) -> Value:
        """The attribute `name` of `value`, asked for at `span`."""
        found = library.attribute_of(self, value, name, span)
        if found is None:
            found = infrastructure.attribute(value, name, span)
        if found is not None:
            return found
        if isinstance(value, Opaque):
            return self._part(value, name, span)
        if isinstance(value, Choice) and all(isinstance(one, Instance) for one in value.options):
            part = f".{name}"
            return of_each(value, lambda option: self.attribute(option, name, span), part, span)
        if isinstance(value, Module):
            return imports.member(self, value, name, span)
        if isinstance(value, Deployed) and name in library.ENDPOINT_NAMES:
            return at(value.endpoint, span)
        own = attribute_of(self, value, name, span)
        return self._foreign(value, name, span) if own is None else own

    def _part(self, value: Opaque, name: str, span: Span) -> Value:
        """An attribute of something from outside."""
        self.hazards += 1
        known = library.attribute(self, value, name)
        if known is None:
            known = resource_classes.attribute(value, name)
        return part_of(value, f".{name}", span) if known is None else at(known, span)

    def set_property(self, construct: Construct, name: str, value: Value) -> None:
        """Set what a program calls `name` of something that it declares."""
        infrastructure.set_property(self, construct, name, value)

    def _foreign(self, value: Value, name: str, span: Span) -> Opaque:
        """An attribute of something about whose attributes the file says nothing."""
        tree = tree_of(value)
        known = reference_of(tree)
        origin = "sagemaker.Predictor()" if isinstance(value, Deployed) else "?"
        if isinstance(value, Choice):
            paths = (option.path for option in value.options if isinstance(option, Opaque))
            origin = next(paths, "?")
        base = known or self.reference(span)
        reference = Reference(base.address, f"{base.attribute}.{name}")
        reason = (
            tree.reason if isinstance(tree, Unknown) else "it is known only when the script runs"
        )
        return Opaque(f"{origin}.{name}", reason, span, reference, (), value)

    def call(self, callee: Value, arguments: Arguments, node: ast.Call) -> Value:
        """What the call `node` gives."""
        callee, arguments = partials.unfolded(callee, arguments)
        declared = infrastructure.call(self, callee, arguments, node)
        if declared is not None:
            return declared
        if isinstance(callee, Opaque):
            return self._outside(callee, arguments, node)
        return self.apply(callee, arguments, self.span(node))

    def apply(self, callee: Value, arguments: Arguments, span: Span) -> Value:
        """What `callee` gives where something from outside calls it."""
        callee, arguments = partials.unfolded(callee, arguments)
        match callee:
            case Function():
                return self.invoke(callee, arguments, span)
            case Class():
                return self._made(callee, arguments, span)
            case Method():
                answer = library.method(self, callee, arguments, span)
                return call_method(self, callee, arguments, span) if answer is None else answer
            case Opaque():
                if self.calling is not None:
                    return self._outside(callee, arguments, self.calling)
                answer = library.call(self, callee, arguments, span)
                return self._result(callee, arguments, span) if answer is None else answer
            case Instance():
                method = self.attribute(callee, "__call__", span)
                if isinstance(method, Function):
                    return self.invoke(method, arguments, span)
            case Choice() if all(isinstance(one, Function) for one in callee.options):
                ways = [partial(self.apply, one, arguments, span) for one in callee.options]
                return branches.one_of(self, ways, span)
        return self.unknown("it is the result of a call that is not known", span)

    def _made(self, made_from: Class, arguments: Arguments, span: Span) -> Value:
        """A new object of a class of the file."""
        made = settings.instantiate(self, made_from, arguments, span)
        if made is None:
            made = instantiate(self, made_from, arguments, span)
        if isinstance(made, Instance):
            predictors.made(self, made, arguments, span)
        return made

    def entry(self, receiver: Opaque, key: Value, span: Span) -> Value:
        """The entry `receiver[key]` of something from outside, asked for at `span`."""
        found = library.entry(self, receiver, key, span)
        if found is not None:
            return found
        if isinstance(key, Known):
            return part_of(receiver, f"[{key.value!r}]", span)
        return self.unknown(receiver.reason, span)

    def set_entry(self, receiver: Opaque, key: Value, value: Value | None) -> None:
        """Do `receiver[key] = value`, or `del receiver[key]` where `value` is None."""
        environment.set_entry(self, receiver, key, value)

    def _outside(self, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value:
        """What a function from outside gives, with the requests noted that it makes."""
        span = self.span(node)
        self.outside = (callee, arguments)
        stand_ins.call(self, callee, arguments, node)
        boto.note(self, callee, arguments, node)
        schedules.note(self, callee, arguments, node)
        subprocesses.note(self, callee, arguments, node)
        if callee.receiver is not None and callee.path.rpartition(".")[2] not in aliases.READING:
            aliases.reach(self, callee.receiver, span)
        answer = sdk.lower(self, callee, arguments, node)
        if answer is None:
            answer = library.call(self, callee, arguments, span)
        if answer is None:
            answer = deferred.call(self, callee, arguments, node)
        return self._result(callee, arguments, span) if answer is None else answer

    def leave(self, manager: Value, node: ast.expr) -> None:
        """Note what leaving the context of `manager`, which `node` gives, does in the end."""
        if isinstance(manager, Opaque) and isinstance(node, ast.Call):
            callee, arguments = manager.receiver, manager.arguments
            if isinstance(callee, Opaque) and arguments is not None:
                deletions.note(self, callee, arguments, node)

    def _result(self, callee: Opaque, arguments: Arguments, span: Span) -> Value:
        self.hazards += 1
        self.share(arguments)
        if callee.path.startswith("builtins."):
            self.loosen(*arguments.positional)
        name = callee.path.lstrip("?")[:80]
        reason = f"it is the result of `{name}()`, known only when the script runs"
        path = f"{callee.path}()"[:PATH_LIMIT]
        via = images.hops(callee, span)
        reference = self.reference(span)
        known = first(
            images.listed(callee, arguments, span),
            uploads.uploaded(callee, arguments, span, reference),
        )
        if known is not None:
            return known
        return Opaque(path, reason, span, reference, via, callee, arguments)

    def run(self, body: Sequence[tuple[ast.Module, Source]]) -> None:
        """Follow the modules (a script, or the cells of a notebook) one after another."""
        for module, source in body:
            self.source = source
            self.execute(module.body)

    def run_uncalled(
        self, body: Sequence[tuple[ast.Module, Source]], imported: Iterable[str] = ()
    ) -> None:
        """Read what `run` did not reach: functions that nobody in the file calls come first.

        `imported` are names from other files that lead to a request.
        """
        modules = [module for module, _ in body]
        leading = roots.leading(modules, imported)
        if not leading:
            return
        called = frozenset[str]().union(*(roots.mentioned(module) for module in modules))
        for entry in (True, False):
            for module, source in body:
                self.source = source
                for function in roots.roots(self, module, leading):
                    if not entry or function.name not in called:
                        self.source = function.source
                        with suppress(Raised):
                            self._enter_uncalled(function)

    def _enter_uncalled(self, function: Function) -> None:
        """Read a function that nobody in the file calls, unless a command line does."""
        arguments = commands.command_arguments(self, function)
        if arguments is None:
            uncalled.invoke_uncalled(self, function)
            return
        with self.within("uncalled", function.span):
            functions.invoke(self, function, arguments, function.span)
