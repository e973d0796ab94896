"""Objects of classes of `pydantic`: models, and settings that are environment variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Unknown
from smlint.frontends.python_sdk.evaluation.classes import member
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import dotenv, environment, files
from smlint.frontends.python_sdk.library.answers import Request, texts
from smlint.frontends.python_sdk.library.pydantic_classes import (
    DEPTH_LIMIT,
    Model,
    keywords_of,
    model_of,
    typed,
    validated,
)
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Instance,
    Opaque,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trees import tree_of


def instantiate(
    machine: Machine, made_from: Class, arguments: Arguments, span: Span
) -> Value | None:
    """A new object of a class of pydantic; None where `made_from` is another class."""
    model = model_of(made_from)
    if model is None or isinstance(member(made_from, "__init__"), Function):
        return None
    instance = Instance(made_from, Store(optional=False), span, machine.reference(span))
    making = _Making(machine, model, arguments, _beside(machine, model, span), span)
    for one, statement in _fields(model):
        assert isinstance(statement.target, ast.Name)
        name = statement.target.id
        declared = None if statement.value is None else one.scope.names.get(name)
        value, is_checked = making.value(name, declared)
        if is_checked:
            value = typed(machine, one, statement.annotation, value)
            value = validated(machine, model, name, value)
        machine.write(instance.fields, name, value)
    return instance


def _fields(model: Model) -> Iterator[tuple[Class, ast.AnnAssign]]:
    """The annotated fields, each once: where the last class declares it."""
    found: dict[str, tuple[Class, ast.AnnAssign]] = {}
    for one in reversed(model.classes):
        for statement in one.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                name = statement.target.id
                if "ClassVar" not in ast.unparse(statement.annotation) and name != "model_config":
                    found[name] = (one, statement)
    yield from found.values()


def _beside(machine: Machine, model: Model, span: Span) -> dict[str, Value]:
    """The variables of the settings' own `.env` file, by their names in capitals."""
    given = model.config.get("env_file")
    if not model.is_settings or given is None or isinstance(given, Absent):
        return {}
    found: dict[str, Value] = {}
    for one in given.items if isinstance(given, Box) else (given,):
        path = files.located(machine, tree_of(one))
        if isinstance(path, str):
            found.update(dotenv.variables(machine, path, span))
    return {name.upper(): value for name, value in found.items()}


ALIASES = ("alias", "validation_alias")


@dataclass(frozen=True)
class _Making:
    """The making of one object. `beside` are the variables of the settings' own `.env` file.

    The defaults of settings hold also where some may be given that are not known: they give way to
    the environment in any case, and their hop says so.
    """

    machine: Machine
    model: Model
    arguments: Arguments
    beside: Mapping[str, Value]
    span: Span

    def value(self, name: str, default: Value | None) -> tuple[Value, bool]:
        """The value of a field as given, and whether it is put to its type and validators."""
        keywords: Mapping[str, Value] = {}
        if isinstance(default, Opaque) and default.path.endswith("Field()"):
            made = default.arguments or Arguments()
            keywords, default = made.keywords, self._default(made)
        names = [text for key in ALIASES for text in texts(keywords.get(key))]
        for one in (name, *names):
            given = self.arguments.keywords.get(one)
            if given is not None:
                return at(given, given.span, Hop(f"field {name}", given.span)), True
        if self.arguments.open is not None and not self.model.is_settings:
            return self.arguments.open, True
        if self.model.is_settings:
            prefixed = f"{self.model.text('env_prefix')}{name}"
            variables = [*names, *texts(keywords.get("env"))] or [prefixed]
            return self._from_environment(variables, default), True
        if default is None:
            return self.machine.unknown(f"field {name} is not given", self.span), False
        return at(default, default.span, Hop(f"default of {name}", default.span)), False

    def _default(self, declared: Arguments) -> Value | None:
        """The default that `Field(…)` declares; None for an ellipsis: the field is required."""
        factory = declared.keywords.get("default_factory")
        if factory is not None:
            return self.machine.apply(factory, Arguments(), self.span)
        default = declared.get("default", 0)
        return None if isinstance(default, Unknown) else default

    def _from_environment(self, variables: list[str], default: Value | None) -> Value:
        """A field of settings: names of the environment are not told apart by case."""
        nothing = Absent(self.span)
        for name in variables:
            for spelled in (name, name.upper(), name.lower()):
                if not isinstance(self.machine.environment.get(spelled, nothing), Absent):
                    return environment.variable(self.machine, spelled, None, self.span)
            if name.upper() in self.beside:
                return self.beside[name.upper()]
        return environment.variable(self.machine, variables[0].upper(), default, self.span)


def call(request: Request) -> Value | None:
    """What a method of a model gives: made from data, or written out as data; None for others."""
    receiver = request.callee.receiver
    data = request.arguments.get("obj", 0)
    if request.name in ("model_validate", "parse_obj") and isinstance(data, Box):
        if isinstance(receiver, Class) and model_of(receiver) is not None:
            return request.machine.apply(receiver, keywords_of(data), request.span)
    elif request.name in ("model_dump", "dict") and isinstance(receiver, Instance):
        plainly = not request.arguments.keywords and model_of(receiver.made_from) is not None
        return _written_out(request, receiver, DEPTH_LIMIT) if plainly else None
    return None


def _written_out(request: Request, value: Value, depth: int) -> Value:
    if isinstance(value, Instance) and depth > 0:
        members = {
            str(name): _written_out(request, item, depth - 1) for name, item in value.fields.items()
        }
        return request.machine.box("mapping", request.span, members)
    return value
