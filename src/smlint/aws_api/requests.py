"""The requests of the AWS API that have to do with endpoints, and their types.

`requests.json` is generated from botocore's service models (`scripts/generate_aws_api.py`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from smlint.core.frozen import dataclass

TABLE = os.path.join(os.path.dirname(__file__), "requests.json")
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
    part = _table().get(service)
    return {} if part is None else {one.name: one for one in _operations(part)}


@cache
def services() -> Mapping[str, str]:
    """The service of every operation, by the operation's name."""
    return {name: service for service, part in _table().items() for name in part["operations"]}


def structures(service: str) -> Mapping[str, tuple[str, ...]]:
    """The members of all structures of a service, the requests among them, by name."""
    shapes = _table()[service]["shapes"]
    return {name: tuple(one["members"]) for name, one in shapes.items() if "members" in one}


def requests() -> Mapping[str, tuple[str, ...]]:
    """The members of the requests of all operations, by the operation's name."""
    found = (one for service in _table() for one in operations(service).values())
    return {one.name: tuple(one.shape.members) for one in found}


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    with open(TABLE, encoding="utf-8") as file:
        found: Mapping[str, Mapping[str, Any]] = json.load(file)
    return found


def _operations(part: Mapping[str, Any]) -> Iterator[Operation]:
    for name, written in part["operations"].items():
        yield Operation(
            name,
            Shape(written["input"], part["shapes"]),
            tuple(written["required"]),
            written["command"],
            written["options"],
            written["outfile"],
        )
