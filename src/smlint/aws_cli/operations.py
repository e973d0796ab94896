"""Which commands the AWS command line has for endpoints, and what their options take.

`operations.json` is generated from botocore's service models, from which the command line makes
its options too (`scripts/generate_aws_cli_operations.py`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

TABLE = os.path.join(os.path.dirname(__file__), "operations.json")
ALIASES = {"runtime.sagemaker": "sagemaker-runtime"}
SCALARS = frozenset(
    {"string", "integer", "long", "float", "double", "boolean", "blob", "timestamp"}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a parameter: a scalar, or the name of something with parts in `shapes`."""

    name: str
    shapes: Mapping[str, Mapping[str, Any]]

    @property
    def kind(self) -> str:
        """`list`, `map`, `structure`, or what kind of scalar it is."""
        if self.name in SCALARS:
            return self.name
        written = self.shapes[self.name]
        return "structure" if "members" in written else "list" if "list" in written else "map"

    @property
    def element(self) -> Shape:
        """The type of the elements of a list or of the values of a map."""
        written = self.shapes[self.name]
        return Shape(written.get("list") or written["map"], self.shapes)

    @property
    def members(self) -> Mapping[str, Shape]:
        """The members of a structure."""
        written = self.shapes[self.name]["members"]
        return {name: Shape(part, self.shapes) for name, part in written.items()}


class Operation(NamedTuple):
    """A command: its operation, and the members of the request by option (without `--`).

    `outfile`: it writes what it gets into a file, which is named without an option.
    """

    name: str
    options: Mapping[str, str]
    shape: Shape
    required: tuple[str, ...]
    outfile: bool


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    with open(TABLE, encoding="utf-8") as file:
        found: Mapping[str, Mapping[str, Any]] = json.load(file)
    return found


@cache
def operation_of(service: str, command: str) -> Operation | None:
    """What `aws SERVICE COMMAND` does; None where that has nothing to do with endpoints."""
    part = _table().get(ALIASES.get(service, service), {})
    written = part.get("commands", {}).get(command)
    if written is None:
        return None
    return Operation(
        written["operation"],
        written["options"],
        Shape(written["input"], part["shapes"]),
        tuple(written["required"]),
        written["outfile"],
    )
