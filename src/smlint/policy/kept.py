"""Policies as plain data, so that their files need not be read in every run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, cast

from smlint.core.checks import Each
from smlint.core.facts import Citation, Facts
from smlint.core.late import head_of, late, rest_of
from smlint.core.rule import Example, Match, Rule, silent
from smlint.core.spans import Span
from smlint.kept.packer import Packer
from smlint.kept.store import Data
from smlint.policy.check import check_of, rule_of
from smlint.policy.conditions import (
    AllOf,
    AnyOf,
    Compare,
    FactName,
    IsSet,
    Not,
    Pattern,
    Through,
    indispensable,
)
from smlint.policy.insteads import Text
from smlint.policy.paths import Kind, Member, Path
from smlint.policy.policies import Policy
from smlint.policy.templates import Alternatives, Label


class Kept:
    """A policy as data, of which a run reads what it needs."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        (self.subject, *self.having), *self.head, self._rest = row

    @cached_property
    def policy(self) -> Policy:
        """The policy itself."""
        return cast("Policy", _PACKER.open(self._rest))

    @cached_property
    def _check(self) -> Each:
        return cast("Each", check_of(self.policy))

    def _judge(self, *subject: object) -> Iterable[Match]:
        return self._check.check(*subject)

    def rule(self, facts: Facts) -> Rule:
        """The rule that it is, in a run with these facts; read where there is a subject for it."""
        return late(
            self.head,
            Each(self.subject, self._judge, tuple(self.having)),
            silent,
            lambda: rest_of(rule_of(self.policy, facts)),
        )


def pack(policies: Iterable[Policy], facts: Facts) -> Data:
    """`policies` as data; of what stands at a path, only what judging asks for."""
    return tuple(
        (
            (policy.subject, *_having(policy, facts)),
            *cast("tuple[Data, ...]", head_of(rule_of(policy, facts))),
            _PACKER.seal(policy),
        )
        for policy in policies
    )


def _having(policy: Policy, facts: Facts) -> Iterable[str]:
    """The members of its subject without which `policy` says nothing; how many may be none."""
    wanted = (path for path in indispensable(policy.when, facts) if path.kind != "list")
    return dict.fromkeys(path.names[1] for path in wanted if path.root == policy.subject)


def unpack(data: Data) -> tuple[Kept, ...]:
    """The policies that were packed."""
    return tuple(Kept(row) for row in cast("tuple[Any, ...]", data))


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
