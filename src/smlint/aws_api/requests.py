"""The requests of the AWS API that have to do with endpoints, and their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from smlint.aws_api.tables import Table, services, table
from smlint.core.frozen import dataclass

SCALARS = frozenset(
    {"string", "integer", "long", "float", "double", "boolean", "blob", "timestamp"}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a parameter: a scalar, or the name of something that `shapes` tells of."""

    name: str
    shapes: Mapping[str, Mapping[str, Any]]

    @property
    def kind(self) -> str:
        """`list`, `map`, `structure`, or what kind of scalar it is."""
        if self.name in SCALARS:
            return self.name
        written = self.shapes[self.name]
        if "scalar" in written:
            return str(written["scalar"])
        return "structure" if "members" in written else "list" if "list" in written else "map"

    @property
    def element(self) -> Shape:
        """The type of the elements of a list or of the values of a map."""
        written = self.shapes[self.name]
        return Shape(written.get("list") or written["map"], self.shapes)

    @property
    def key(self) -> Shape:
        """The type of the names in a map."""
        return Shape(self.shapes[self.name]["key"], self.shapes)

    @property
    def members(self) -> Mapping[str, Shape]:
        """The members of a structure."""
        written = self.shapes[self.name]["members"]
        return {name: Shape(part, self.shapes) for name, part in written.items()}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation with the type of its request, and the members that every request needs.

    `options` are the members by the options of the command line (without `--`), which calls the
    operation `command`; empty where it does not offer it. `outfile`: that command writes what it
    gets into a file, which is named without an option.
    """

    name: str
    shape: Shape
    required: tuple[str, ...]
    command: str
    options: Mapping[str, str]
    outfile: bool


@cache
def operations(service: str) -> Mapping[str, Operation]:
    """The operations of a service by name; none of one that has nothing to do with endpoints."""
    found = table(service)
    return {} if found is None else {one.name: one for one in _operations(found)}


def structures(service: str) -> Mapping[str, tuple[str, ...]]:
    """The members of all structures of a service, the requests among them, by name."""
    found = table(service)
    shapes = {} if found is None else found.shapes
    return {name: tuple(one["members"]) for name, one in shapes.items() if "members" in one}


def requests() -> Mapping[str, tuple[str, ...]]:
    """The members of the requests of all operations, by the operation's name."""
    found = (operations(service)[name] for name, service in services().items())
    return {one.name: tuple(one.shape.members) for one in found}


def _operations(found: Table) -> Iterator[Operation]:
    for name, written in found.operations.items():
        yield Operation(
            name,
            Shape(written["input"], found.shapes),
            tuple(written["required"]),
            written["command"],
            written["options"],
            written["outfile"],
        )
