"""What an endpoint is for, as its owner declares it: the half of a decision no template holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from smlint.core.spans import Span
from smlint.core.values import Absent, Setting

Traffic = Literal["steady", "variable", "sporadic", "bulk"]
TRAFFIC: tuple[Traffic, ...] = ("steady", "variable", "sporadic", "bulk")

Environment = Literal["production", "non-production"]
ENVIRONMENTS: tuple[Environment, ...] = ("production", "non-production")

_NOWHERE = Absent(Span(""))


@dataclass(frozen=True, slots=True)
class Workload:
    """The declared workload of one endpoint. Everything is optional; nothing is guessed.

    latency: what the caller needs at the 99th percentile, in seconds.
    payload: the largest request or response, in MB (10^6 bytes).
    processing_time: how long one request is worked on at most, in seconds.
    traffic: `steady`, `variable` (always some, with peaks), `sporadic` (idle for long stretches) or
    `bulk` (data sets now and then, nobody waits).
    environment: whether this is production.
    model_size: of the model artefacts, in MB.
    streaming: whether responses are streamed.
    """

    latency: Setting[float] = _NOWHERE
    payload: Setting[float] = _NOWHERE
    processing_time: Setting[float] = _NOWHERE
    traffic: Setting[Traffic] = _NOWHERE
    environment: Setting[Environment] = _NOWHERE
    model_size: Setting[float] = _NOWHERE
    streaming: Setting[bool] = _NOWHERE
