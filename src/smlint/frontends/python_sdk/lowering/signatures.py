"""The parameters of what the SageMaker SDK offers, as published with 2.257.7 and 3.27.0.

`signatures.json` is recorded from the packages by `scripts/record_signatures.py`, with the classes
from which models, estimators and predictors derive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from smlint.core.values import Absent, Scalar
from smlint.frontends.python_sdk.values.objects import Arguments, Value

RECORDED = Path(__file__).with_name("signatures.json")
OTHERS = "**"
"""Stands in a signature for any other argument."""

REQUIRED = "…"
"""The default of a parameter that has none."""

KEEPS_TO_ITSELF = frozenset({"MultiDataModel"})
"""Classes whose methods do nothing with other arguments."""

Signature: TypeAlias = "Mapping[str, Scalar | None]"
"""Parameters in order, with their defaults where these are scalars."""


@cache
def _recorded() -> tuple[Mapping[str, list[str]], Mapping[str, Signature]]:
    data = json.loads(RECORDED.read_text(encoding="utf-8"))
    return data["bases"], data["signatures"]


def lineage(name: str) -> Iterator[str]:
    """The class `name` of the SDK and those it derives from, nearest first."""
    bases, _ = _recorded()
    yield name
    for base in bases.get(name, ()):
        yield from lineage(base)


def is_a(name: str, base: str) -> bool:
    """Whether the SDK's class `name` is, or derives from, `base`."""
    return base in lineage(name)


def is_class(name: str) -> bool:
    """Whether the SDK has a model, estimator or predictor of that name."""
    return name in _recorded()[0]


def signature(owner: str, method: str = "") -> Signature:
    """The parameters of `owner.method`, or of its constructor; empty where none is recorded.

    A class that takes any other argument hands it on to the one that it derives from.
    """
    _, signatures = _recorded()
    found: dict[str, Scalar | None] = {}
    for name in lineage(owner):
        own = signatures.get(f"{name}.{method}" if method else name)
        if own is not None:
            found = {**found, **{key: own[key] for key in own if key not in found}}
            if OTHERS not in own:
                found.pop(OTHERS, None)
                break
            if method and name in KEEPS_TO_ITSELF:
                break
    return found


def positions(owner: str, method: str = "") -> tuple[str, ...]:
    """The parameters that may be given by position."""
    _, signatures = _recorded()
    for name in lineage(owner):
        own = signatures.get(f"{name}.{method}" if method else name)
        if own is not None:
            return tuple(key for key in own if key != OTHERS)
    return ()


class Bound:
    """The arguments of a call of `owner.method`, or of a constructor, by their names."""

    def __init__(self, arguments: Arguments, owner: str, method: str = "") -> None:
        self.parameters = signature(owner, method)
        given = dict(zip(positions(owner, method), arguments.positional, strict=False))
        self.values: dict[str, Value] = {**given, **arguments.keywords}
        self.open = arguments.open

    def get(self, *names: str) -> Value | None:
        """The first of `names` that is given; unknown where it may be; None where it is not."""
        for name in names:
            if name in self.values:
                return self.values[name]
        return self.open

    def gives(self, name: str) -> bool:
        """Whether something other than None is surely given as `name`."""
        return name in self.values and not isinstance(self.values[name], Absent)

    def lacks(self, name: str) -> bool:
        """Whether nothing, or None, is surely given as `name`."""
        return not self.gives(name) and (name in self.values or self.open is None)

    def default(self, name: str) -> Scalar | None:
        """The scalar that is the default of `name`, where it has one."""
        value = self.parameters.get(name)
        return None if value == REQUIRED else value
