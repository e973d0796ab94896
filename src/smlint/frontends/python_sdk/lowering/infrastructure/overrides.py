"""Escape hatches of the CDK: what a program writes into the template, past the properties."""

from __future__ import annotations

from smlint.core.values import Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure.constructs import boxed
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Construct, Store, Value
from smlint.frontends.python_sdk.values.trees import known_text

METHODS = frozenset(
    {"add_property_override", "add_property_deletion_override"}
    | {"add_override", "add_deletion_override"}
)
PROPERTIES = "Properties."


def override(machine: Machine, construct: Construct, method: str, arguments: Arguments) -> None:
    """What a call of one of `METHODS` writes; where it writes, everything may be changed."""
    path = known_text(arguments.get("property_path" if "property" in method else "path", 0))
    value = None if "deletion" in method else arguments.get("value", 1)
    if path is None:
        for name in tuple(construct.properties):
            reason = "it may be overridden in the template: where, is not known"
            machine.write(construct.properties, name, Unknown(reason, construct.span))
        return
    if "property" not in method:
        if not path.startswith(PROPERTIES):
            return
        path = path.removeprefix(PROPERTIES)
    if value is None and "deletion" not in method:
        value = arguments.open
    if value is not None:
        value = boxed(machine, value)
    _write(machine, construct.properties, path.split("."), value)


def _write(machine: Machine, store: Store, names: list[str], value: Value | None) -> None:
    for position, name in enumerate(names[:-1]):
        key = int(name) if name.isdigit() else name
        inner = store.get(key)
        if inner is None:
            kind = "list" if names[position + 1].isdigit() else "mapping"
            if value is None:
                return
            inner = machine.box("list" if kind == "list" else "mapping", value.span, ())
            machine.write(store, key, inner)
        if not isinstance(inner, Box):
            return
        store = inner.store
    last = names[-1]
    machine.write(store, int(last) if last.isdigit() else last, value)
