"""Policies as plain data, so that their files need not be read in every run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast

from smlint.core.facts import Citation
from smlint.core.rule import Example
from smlint.core.spans import Span
from smlint.kept.packer import Packer
from smlint.kept.store import Data
from smlint.policy.conditions import (
    AllOf,
    AnyOf,
    Compare,
    FactName,
    IsSet,
    Not,
    Pattern,
    Through,
)
from smlint.policy.insteads import Text
from smlint.policy.paths import Kind, Member, Path
from smlint.policy.policies import Policy
from smlint.policy.templates import Alternatives, Label


def pack(policies: Iterable[Policy]) -> Data:
    """`policies` as data; of what stands at a path, only what judging asks for."""
    return _PACKER.pack(tuple(policies))


def unpack(data: Data) -> tuple[Policy, ...]:
    """The policies that were packed."""
    return cast("tuple[Policy, ...]", _PACKER.unpack(data))


def _parts(path: object) -> tuple[object, ...]:
    assert isinstance(path, Path)
    return ("\0".join(path.names), path.kind, path.member.written)


@cache
def _path(names: str, kind: Kind, written: bool) -> Path:
    return Path(tuple(names.split("\0")), Member(kind, written=written))


_PACKER = Packer(
    Policy, Citation, Example, Span, AllOf, AnyOf, Not, IsSet, Compare, Through,
    FactName, Pattern, Label, Alternatives, Text,
    special={Path: (_parts, _path)},
)  # fmt: skip
