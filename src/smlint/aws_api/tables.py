"""What is generated from botocore's service models, kept so that a run reads what it asks for.

`requests.json` has operations and types, `constraints.json` what is said of values; both are
written by `scripts/generate_aws_api.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from smlint.kept.store import Data, opened, sealed, stored

NAME = "api"
FOLDER = os.path.dirname(os.path.abspath(__file__))
REQUESTS, CONSTRAINTS = "requests.json", "constraints.json"


class Table(NamedTuple):
    """What is known of a service."""

    operations: Mapping[str, Mapping[str, Any]]
    shapes: Mapping[str, Mapping[str, Any]]
    constraints: Mapping[str, Mapping[str, Any]]


@cache
def table(service: str) -> Table | None:
    """What is known of a service; None where it has nothing to do with endpoints."""
    part = _kept()[1].get(service)
    return None if part is None else Table(*opened(part[1]))


@cache
def services() -> Mapping[str, str]:
    """The service of every operation, by the operation's name."""
    return {name: service for service, part in _kept()[1].items() for name in part[0]}


def botocore_version() -> str:
    """The version of botocore whose models these are."""
    return _kept()[0]


def files() -> dict[str, str]:
    """The files that decide about what is kept, by their names in the package."""
    names = (REQUESTS, CONSTRAINTS, os.path.basename(__file__))
    return {f"aws_api/{name}": os.path.join(FOLDER, name) for name in names}


def packed() -> Data:
    """What the files say, as data."""
    requests, said = _read(REQUESTS), _read(CONSTRAINTS)
    rows = (
        (service, tuple(made), sealed((made, part["shapes"], said["services"][service])))
        for service, part in requests.items()
        for made in (part["operations"],)
    )
    return said["botocore"], *rows


def _read(name: str) -> Any:
    import json  # noqa: PLC0415 - only where nothing is kept

    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


@cache
def _kept() -> tuple[str, Mapping[str, tuple[tuple[str, ...], bytes]]]:
    version, *rows = cast("tuple[Any, ...]", stored(NAME, os.path.dirname(FOLDER), files(), packed))
    return version, {service: (operations, seal) for service, operations, seal in rows}
