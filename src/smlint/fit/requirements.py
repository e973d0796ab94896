"""What each option asks of a workload, as documented."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.facts import Citation, Facts
from smlint.core.quantity import show_number
from smlint.core.values import Absent, Unknown
from smlint.core.workload import Workload
from smlint.fit.reasons import Option, Reason, Requirement, Verdict
from smlint.fit.sources import (
    CHOOSING,
    CHUNKS,
    COLD_STARTS,
    CONCURRENCY,
    CONTAINERS,
    EXCLUSIONS,
    KINDS,
    MODELS,
    NO_INF1,
    NO_TARGET,
    OFFLINE,
    QUEUED,
    SHARED,
    SHARED_TYPES,
)
from smlint.fit.weighing import at_most, most, not_sub_second, values, weighed


def _several(sources: tuple[Citation, ...], limit: str = "") -> Requirement:
    """There is more than one model, and no more than the fact `limit`."""

    def judge(workload: Workload, facts: Facts) -> Reason | None:
        if isinstance(workload.models, Absent):
            return None
        fact = facts.by_name[limit] if limit else None

        def weigh(value: int) -> tuple[Verdict, str]:
            if value < 2:
                return "does not fit", "for several models"
            if fact is None:
                return "fits", "for many models"
            return "fits" if value <= fact.value else "does not fit", most(fact)

        documents = sources if fact is None else (*fact.sources, *sources)
        return weighed("models", workload.models, weigh, *documents)

    return Requirement(("models",), judge)


def _synchronous(workload: Workload, facts: Facts) -> Reason | None:
    """A response is there, or a streamed one has ended, within the documented time."""
    if isinstance(workload.processing_time, Absent):
        return None
    plain = facts.by_name["sync-processing-time"]
    streamed = facts.by_name["streaming-processing-time"]
    text = f"{most(plain)}, {streamed.shown}{streamed.aside} where the response is streamed"
    streaming = workload.streaming

    def weigh(value: float) -> tuple[Verdict, str] | Unknown:
        if value <= plain.value:
            return "fits", text
        if value > streamed.value or isinstance(streaming, Absent):
            return "does not fit", text
        if isinstance(streaming, Unknown):
            return streaming
        return "fits" if streaming.value else "does not fit", text

    return weighed("processing_time", workload.processing_time, weigh, *plain.sources)


def _concurrent(workload: Workload, facts: Facts) -> Reason | None:
    """At the peak, no more requests are worked on at a time than a serverless endpoint runs."""
    time = workload.processing_time
    if isinstance(time, Absent) or isinstance(workload.requests_per_second, Absent):
        return None
    fact = facts.by_name["serverless-max-concurrency"]

    def weigh(value: float) -> tuple[Verdict, str] | Unknown:
        if isinstance(time, Unknown):
            return time
        text = f"up to {show_number(value * time.value)} at a time, {most(fact)}"
        if value * time.value <= fact.value:
            return "fits", text
        return "unknown", f"{text}: it fits if requests take less time on average"

    return weighed(
        "requests_per_second", workload.requests_per_second, weigh, CONCURRENCY, *fact.sources
    )


def _one_framework(workload: Workload, facts: Facts) -> Reason | None:
    """All models are served by one container."""
    del facts
    accelerator = workload.accelerator
    only = "one container serves all: it has to know each framework, as Triton on GPUs does"

    def weigh(value: int) -> tuple[Verdict, str] | Unknown:
        if value < 2:
            return "fits", "models of one framework"
        if isinstance(accelerator, Unknown):
            return accelerator
        if isinstance(accelerator, Absent):
            return "unknown", only
        if accelerator.value == "gpu":
            return "fits", "Triton serves models of several frameworks"
        return "does not fit", "for models of one framework"

    return weighed("frameworks", workload.frameworks, weigh, SHARED, SHARED_TYPES)


def _realtime_payload(workload: Workload, facts: Facts) -> Reason | None:
    """The guide's limit counts; where the API Reference states a smaller one, that is said."""
    if isinstance(workload.payload, Absent):
        return None
    fact, smaller = facts.by_name["realtime-payload"], facts.by_name["realtime-payload-api-model"]

    def weigh(value: float) -> tuple[Verdict, str]:
        if value > fact.value:
            return "does not fit", most(fact)
        if value <= smaller.value:
            return "fits", most(fact)
        return "fits", f"{most(fact)}, but {smaller.shown} by the API Reference"

    return weighed("payload", workload.payload, weigh, *fact.sources, *smaller.sources)


_PAYLOAD = Requirement(("payload",), _realtime_payload)
_SYNCHRONOUS = Requirement(("processing_time", "streaming"), _synchronous)
_NEVER_BATCHED = values(
    "traffic",
    dict.fromkeys(
        ("steady", "variable", "sporadic"),
        ("does not fit", "for data sets as a whole, not for requests as they come", ""),
    ),
    CHOOSING,
)
_TRITON = "in a container of Triton on a type with a single GPU"

REQUIREMENTS: Mapping[Option, tuple[Requirement, ...]] = {
    "real-time": (_PAYLOAD, _SYNCHRONOUS),
    "serverless": (
        at_most("payload", "serverless-payload"),
        at_most("processing_time", "sync-processing-time"),
        not_sub_second(
            "fits", "no cold start within provisioned concurrency", COLD_STARTS,
            condition="with provisioned concurrency",
        ),
        values(
            "streaming", {True: ("unknown", "no document says that it streams", "")}, KINDS
        ),
        at_most("model_size", "serverless-memory-max"),
        values(
            "accelerator",
            dict.fromkeys(("gpu", "neuron"), ("does not fit", "has no accelerators", "")),
            EXCLUSIONS,
        ),
        values("vpc", {True: ("does not fit", "cannot be in a VPC", "")}, EXCLUSIONS),
        values(
            "network_isolation", {True: ("does not fit", "cannot be isolated", "")}, EXCLUSIONS
        ),
        at_most("models", "serverless-endpoints"),
        Requirement(("requests_per_second", "processing_time"), _concurrent),
    ),
    "asynchronous": (
        at_most("payload", "async-payload"),
        at_most("processing_time", "async-processing-time"),
        not_sub_second("does not fit", "requests wait in a queue", QUEUED),
        values("streaming", {True: ("does not fit", "writes its results to S3", "")}, QUEUED),
        values("accelerator", {"neuron": ("fits", "not on Inf1", "on Inf2")}, NO_INF1),
    ),
    "batch transform": (
        at_most(
            "payload", "transform-payload", "more goes in chunks, which not every container reads",
            CHUNKS,
        ),
        at_most(
            "processing_time", "transform-processing-time",
            "a job runs for days: it fits if the work can be split", KINDS,
        ),
        not_sub_second(
            "does not fit", "works offline", OFFLINE,
            later="works offline: no document says how soon a job is done",
        ),
        values("streaming", {True: ("does not fit", "writes its results to S3", "")}, OFFLINE),
        _NEVER_BATCHED,
    ),
    "multi-model": (
        _PAYLOAD,
        _SYNCHRONOUS,
        not_sub_second("does not fit", "models that are seldom used start cold", SHARED),
        values(
            "streaming", {True: ("does not fit", "a stream cannot name its model", "")}, NO_TARGET
        ),
        values(
            "accelerator",
            {
                "gpu": ("fits", "with Triton, on types with a single GPU", _TRITON),
                "neuron": ("does not fit", "on CPUs and GPUs only", ""),
            },
            SHARED_TYPES,
        ),
        _several((SHARED, MODELS)),
        Requirement(("frameworks", "accelerator"), _one_framework),
    ),
    "multi-container": (
        _PAYLOAD,
        _SYNCHRONOUS,
        _several((CONTAINERS, MODELS), "multi-container-containers"),
    ),
}  # fmt: skip
"""An option fits where all of it holds."""
