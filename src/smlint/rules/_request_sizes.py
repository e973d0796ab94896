"""How large the requests of an endpoint get, as far as somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smlint.core.facts import Facts
from smlint.core.model import Container, Endpoint, Model
from smlint.core.quantity import show_megabytes
from smlint.core.rule import Evidence, need
from smlint.core.spans import Span
from smlint.core.tree import number
from smlint.core.values import Known
from smlint.core.workload import Workload

BYTES_IN_MB = 10**6
VARIABLES = ("TS_MAX_REQUEST_SIZE", "SAGEMAKER_TS_MAX_REQUEST_SIZE", "MMS_MAX_REQUEST_SIZE")
"""Environment variables by which model servers are told the largest request, in bytes."""


class RequestSize(NamedTuple):
    """A size in MB that requests have, why that is known, and where it is said.

    `at` is where a finding belongs that contradicts it, None for the endpoint's own place.
    """

    megabytes: float
    words: str
    evidence: Evidence
    at: Span | None = None
    blocks: tuple[Span, ...] = ()

    @property
    def need(self) -> Workload:
        """The size as a need, beside which others are weighed."""
        setting = self.evidence.setting
        return Workload(payload=Known(self.megabytes, setting.span, setting.via))


def fitting(endpoint: Endpoint, facts: Facts, size: RequestSize) -> str:
    """What fits `endpoint` with requests of this size: a message's end."""
    from smlint.fit.evidence import alternatives  # noqa: PLC0415 - for findings only

    return alternatives(endpoint, facts, size.need)


def request_sizes(endpoint: Endpoint, facts: Facts) -> Iterator[RequestSize]:
    """The declared payload; where none is declared, what model servers are told to accept.

    A model server's limit counts only where it is raised above the usual default, and not above
    what any endpoint accepts: others say nothing of what anybody will send. Containers that cannot
    be seen give no evidence.
    """
    payload = need(endpoint.workload.payload)
    if payload is not None:
        shown = show_megabytes(payload)
        words = f"payloads of {shown} are declared"
        evidence = Evidence(f"payload is {shown}", endpoint.workload.payload)
        yield RequestSize(payload, words, evidence)
        return
    usual, most = facts.value("model-server-request-size"), facts.value("async-payload")
    for model in endpoint.models:
        for container in model.containers:
            for found in _told(model, container):
                if usual < found.megabytes <= most:
                    yield found


def _told(model: Model, container: Container) -> Iterator[RequestSize]:
    environment = container.environment
    if not isinstance(environment, Known):
        return
    for name in VARIABLES:
        setting = environment.value.get(name)
        size = number(setting) if setting is not None else None
        if isinstance(size, Known):
            megabytes = size.value / BYTES_IN_MB
            words = f"the container is set to accept {show_megabytes(megabytes)} ({name})"
            blocks = (model.extent, container.span)
            yield RequestSize(megabytes, words, Evidence("set here", size), size.span, blocks)
