"""Classes of `pydantic`: which they are, how they are configured, and what they do to a value."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from smlint.core.values import Known, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.library import environment
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Class,
    Function,
    Opaque,
    Value,
)
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

PACKAGES = ("pydantic", "pydantic_settings", "sqlmodel")
SETTINGS = "BaseSettings"
MODELS = (SETTINGS, "BaseModel", "SQLModel")
DEPTH_LIMIT = 12
CHANGING = ("model_validator", "root_validator")
"""Decorators of methods that may change any field."""


@dataclass
class Model:
    """A class of pydantic: its classes in the file, the last first, and how it is configured."""

    classes: list[Class]
    is_settings: bool
    config: dict[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text of the configuration; empty where there is none."""
        return known_text(self.config.get(name)) or ""


def model_of(made_from: Class) -> Model | None:
    """What pydantic makes of a class; None where it has nothing to do with it."""
    classes: list[Class] = []
    kinds: list[str] = []
    pending: list[Value] = [made_from]
    while pending and len(classes) < DEPTH_LIMIT:
        one = pending.pop(0)
        if isinstance(one, Class):
            classes.append(one)
            pending.extend(one.bases)
        elif isinstance(one, Opaque) and one.path.split(".")[0] in PACKAGES:
            kinds.append(one.path.rpartition(".")[2])
    if not any(kind in MODELS for kind in kinds):
        return None
    model = Model(classes, SETTINGS in kinds)
    for one in reversed(classes):
        model.config.update(_configuration(one))
    return model


def _configuration(one: Class) -> Mapping[str, Value]:
    """`model_config = SettingsConfigDict(…)`, or the inner class `Config`."""
    given = one.scope.names.get("model_config")
    if isinstance(given, Opaque) and given.arguments is not None:
        return given.arguments.keywords
    if isinstance(given, Box):
        return {str(key): value for key, value in given.store.items()}
    inner = one.scope.names.get("Config")
    if isinstance(inner, Class):
        return {str(name): value for name, value in inner.scope.names.items()}
    return {}


def typed(machine: Machine, one: Class, annotation: ast.expr, value: Value) -> Value:
    """`value` as the annotation's type makes it: numbers and truth of text, models of mappings."""
    names = [node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)]
    kinds = [name for name in names if name not in ("Optional", "Union", "Annotated", "None")]
    kind = kinds[0] if kinds else ""
    if isinstance(value, Known) and kind in ("int", "float", "bool"):
        is_text = isinstance(value.value, str)
        widens = kind == "float" and type(value.value) is int
        return environment.as_type(machine, value, kind, value.span) if is_text or widens else value
    found = _named(one, kind)
    if not isinstance(found, Class) or model_of(found) is None or len(set(kinds)) > 1:
        return value
    whole = isinstance(value, Box) and value.kind == "mapping"
    return machine.apply(found, keywords_of(value), value.span) if whole else value


def _named(one: Class, name: str) -> Value | None:
    scope = one.scope.parent
    while scope is not None:
        if name in scope.names:
            return scope.names[name]
        scope = scope.parent
    return None


def keywords_of(value: Value) -> Arguments:
    """The entries of a mapping as arguments; none of anything else."""
    if not isinstance(value, Box):
        return Arguments()
    return Arguments((), {str(key): item for key, item in value.store.items()}, value.open)


def validated(machine: Machine, model: Model, name: str, value: Value) -> Value:
    """`value` as the validators of the field leave it."""
    for one in model.classes:
        for statement in one.node.body:
            if not isinstance(statement, ast.FunctionDef):
                continue
            for mark in statement.decorator_list:
                if isinstance(mark, ast.Call) and _validates(mark, name):
                    return _by_validator(machine, one, statement, value)
            if any(
                word in ast.unparse(mark) for mark in statement.decorator_list for word in CHANGING
            ):
                reason = f"a validator of the whole class may change {name}"
                return Unknown(reason, value.span, tree_of(value).via)
    return value


def _validates(mark: ast.Call, name: str) -> bool:
    maker = ast.unparse(mark.func).rpartition(".")[2]
    fields = [node.value for node in mark.args if isinstance(node, ast.Constant)]
    return maker in ("validator", "field_validator") and (name in fields or "*" in fields)


def _by_validator(machine: Machine, one: Class, node: ast.FunctionDef, value: Value) -> Value:
    function = one.scope.names.get(node.name)
    takes = len(node.args.args) + len(node.args.kwonlyargs)
    if not isinstance(function, Function) or takes != 2:
        return Unknown(f"the validator {node.name} may change it", value.span)
    return machine.invoke(function, Arguments((one, value)), value.span)
