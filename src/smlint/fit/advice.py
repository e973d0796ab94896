"""For which workloads documents recommend an option, or advise against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smlint.core.facts import Facts
from smlint.core.values import Known, Setting
from smlint.core.workload import Workload
from smlint.fit.reasons import Advice, Option
from smlint.fit.sources import (
    CHOOSING,
    CONTAINERS,
    COSTS,
    MODELS,
    OFFLINE,
    PATTERNS,
    UNUSED,
)


def _is(need: str, *values: str) -> Callable[[Workload, Facts], bool]:
    def holds(workload: Workload, facts: Facts) -> bool:
        del facts
        setting: Setting[object] = getattr(workload, need)
        return isinstance(setting, Known) and setting.value in values

    return holds


def _above(need: str, limit: str) -> Callable[[Workload, Facts], bool]:
    def holds(workload: Workload, facts: Facts) -> bool:
        setting: Setting[float] = getattr(workload, need)
        return isinstance(setting, Known) and setting.value > facts.value(limit)

    return holds


def _sub_second(workload: Workload, facts: Facts) -> bool:
    latency = workload.latency
    return isinstance(latency, Known) and latency.value < facts.value("sub-second-latency")


def _alike(workload: Workload, facts: Facts) -> bool:
    del facts
    kinds = workload.frameworks
    return _several(workload.models) and isinstance(kinds, Known) and kinds.value == 1


def _different(workload: Workload, facts: Facts) -> bool:
    del facts
    return _several(workload.models) and _several(workload.frameworks)


def _several(count: Setting[int]) -> bool:
    return isinstance(count, Known) and count.value > 1


_LONG = "for long processing, in a queue"
_BULK = Advice(
    False, "traffic", _is("traffic", "bulk"), "data sets go to batch transform", CHOOSING
)

ADVICE: Mapping[Option, tuple[Advice, ...]] = {
    "real-time": (
        Advice(True, "latency", _sub_second, "for low and consistent latency", CHOOSING),
        Advice(True, "traffic", _is("traffic", "steady"), "for sustained traffic", COSTS),
        Advice(
            False, "traffic", _is("traffic", "sporadic"),
            "instances are paid for while nobody calls", PATTERNS,
        ),
        _BULK,
    ),
    "serverless": (
        Advice(
            True, "traffic", _is("traffic", "variable", "sporadic"), "paid for by use alone", COSTS
        ),
        Advice(
            False, "traffic", _is("traffic", "steady"), "for traffic with peaks and pauses", COSTS
        ),
        Advice(True, "environment", _is("environment", "non-production"), "scales to zero", UNUSED),
        _BULK,
    ),
    "asynchronous": (
        Advice(True, "payload", _above("payload", "realtime-payload"), "for large inputs", COSTS),
        Advice(
            True, "processing_time", _above("processing_time", "sync-processing-time"), _LONG,
            CHOOSING,
        ),
        Advice(True, "traffic", _is("traffic", "sporadic"), "scales to zero", COSTS),
        Advice(True, "environment", _is("environment", "non-production"), "scales to zero", UNUSED),
        _BULK,
    ),
    "batch transform": (
        Advice(True, "traffic", _is("traffic", "bulk"), "for data sets as a whole", OFFLINE),
    ),
    "multi-model": (Advice(True, "models", _alike, "shares one container", MODELS), _BULK),
    "multi-container": (
        Advice(True, "frameworks", _different, "a container for each framework", CONTAINERS),
        _BULK,
    ),
}  # fmt: skip
