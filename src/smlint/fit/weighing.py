"""How a need is put to a documented limit: what is unknown stays undecided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

from smlint.core.facts import Citation, Fact, Facts
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.core.workload import Workload
from smlint.fit.reasons import Reason, Requirement, Verdict

T = TypeVar("T")

Weights: TypeAlias = "Mapping[object, tuple[Verdict, str, str]]"
"""By value: what it makes of an option, in words, and on which condition."""


def weighed(
    need: str,
    setting: Setting[T],
    weigh: Callable[[T], tuple[Verdict, str] | Unknown],
    *sources: Citation,
    condition: str = "",
) -> Reason | None:
    """What `weigh` makes of the value of `setting`; unknown where it, or what `weigh` asks, is."""
    if isinstance(setting, Absent):
        return None
    found = setting if isinstance(setting, Unknown) else weigh(setting.value)
    if isinstance(found, Unknown):
        return Reason("unknown", need, f"not known: {found.reason}", sources, missing=found)
    verdict, text = found
    return Reason(verdict, need, text, sources, condition if verdict == "fits" else "")


def most(fact: Fact) -> str:
    """The limit `fact` in words."""
    return f"{fact.shown} at most{fact.aside}"


def at_most(need: str, limit: str, beyond: str = "", *further: Citation) -> Requirement:
    """`need` is at most the fact `limit`; more than that is undecided where `beyond` says why."""

    def judge(workload: Workload, facts: Facts) -> Reason | None:
        setting: Setting[float] = getattr(workload, need)
        if isinstance(setting, Absent):
            return None
        fact = facts.by_name[limit]

        def weigh(value: float) -> tuple[Verdict, str]:
            told = most(fact)
            if value <= fact.value:
                return "fits", told
            return ("unknown", f"{told}; {beyond}") if beyond else ("does not fit", told)

        return weighed(need, setting, weigh, *fact.sources, *further)

    return Requirement((need,), judge)


def not_sub_second(
    verdict: Verdict, text: str, *sources: Citation, later: str = "", condition: str = ""
) -> Requirement:
    """What a latency below one second comes to; `later` is why more than that is undecided."""

    def judge(workload: Workload, facts: Facts) -> Reason | None:
        setting = workload.latency
        if isinstance(setting, Absent):
            return None
        fact = facts.by_name["sub-second-latency"]

        def weigh(value: float) -> tuple[Verdict, str]:
            if value < fact.value:
                return verdict, f"{text}{fact.aside}"
            return ("unknown", later) if later else ("fits", f"not below {fact.shown}{fact.aside}")

        below = isinstance(setting, Known) and setting.value < fact.value
        documents = (*sources, *fact.sources) if below or later else fact.sources
        told = condition if below else ""
        return weighed("latency", setting, weigh, *documents, condition=told)

    return Requirement(("latency",), judge)


def values(need: str, weights: Weights, *sources: Citation) -> Requirement:
    """A need whose values are weighed one by one; those that are not in `weights` fit."""

    def judge(workload: Workload, facts: Facts) -> Reason | None:
        del facts
        setting: Setting[object] = getattr(workload, need)
        value = setting.value if isinstance(setting, Known) else None
        verdict, text, condition = weights.get(value, ("fits", "nothing rules it out", ""))
        return weighed(need, setting, lambda _: (verdict, text), *sources, condition=condition)

    return Requirement((need,), judge)
