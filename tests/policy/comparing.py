"""Conditions, and endpoints as they are seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from smlint.core.facts import Fact, Facts
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Many, Unknown
from smlint.policy.conditions import (
    Condition,
    judge,
)
from smlint.policy.logic import Decided
from smlint.policy.paths import Member, Path, Reading, find

WHERE = Span("main.tf", 3, 5, 3, 9)
HIDDEN = Unknown("var.x has no value", WHERE)
ABSENT = Absent(WHERE)
FACTS = Facts({"two": Fact("two", 2, "count", ())})
LATENCY = find("workload.latency", "variant")
PAYLOAD = find("workload.payload", "variant")
TYPE = find("variant.instance_type", "variant")
ISOLATED = find("endpoint.enable_network_isolation", "variant")
SERVERLESS = find("variant.serverless_config", "variant")
VARIANTS = find("endpoint.variants", "variant")
NUMBERS = (LATENCY, PAYLOAD)
EVERY = (*NUMBERS, TYPE, ISOLATED, SERVERLESS, VARIANTS)
View: TypeAlias = Mapping[Path, Reading]


def known(value: object) -> Known[object]:
    return Known(value, WHERE)


def answer(condition: Condition, view: View) -> bool | None:
    verdict = judge(condition, lambda path: view[path], FACTS)
    return verdict.holds if isinstance(verdict, Decided) else None


def read_as(condition: Condition, reading: Reading) -> bool | None:
    return answer(condition, dict.fromkeys(EVERY, reading))


ITEM = Path(("item",), Member("number"))


def several(length: int, *, more: bool) -> Many[object]:
    return Many((known(1),) * length, HIDDEN if more else None)
