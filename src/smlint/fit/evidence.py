"""What an endpoint needs: what is declared, else what its configuration shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from smlint.core.facts import Facts
from smlint.core.model import Endpoint, Model, Variant
from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.core.workload import UNDECLARED, Accelerator, Workload, overlaid
from smlint.fit.decision import alternatives_to
from smlint.fit.reasons import Option

T = TypeVar("T")

OPTION_OF: Mapping[str, Option] = {
    "realtime": "real-time",
    "serverless": "serverless",
    "async": "asynchronous",
    "batch": "batch transform",
}
"""The option that each kind of endpoint is."""

NOTHING = Workload()
MANY_MODELS = Known("MultiModel", NOWHERE)
DIRECT = Known("Direct", NOWHERE)
_STREAMED = "InvokeEndpointWithResponseStream"


def needs(endpoint: Endpoint, facts: Facts) -> Workload:
    """The declared workload of `endpoint`, with what its configuration shows of the rest.

    Who attaches it to a VPC, isolates it, puts it on an accelerator or asks for streamed responses
    needs that; who does not may need it all the same, so nothing is concluded from it.
    """
    models = _models(endpoint)
    isolated = (model.enable_network_isolation for model in models)
    shown = Workload(
        environment=endpoint.environment,
        vpc=_there((endpoint.vpc_config, *(model.vpc_config for model in models))),
        network_isolation=_true((endpoint.enable_network_isolation, *isolated)),
        accelerator=_first(_accelerators(endpoint, facts)),
        streaming=_streams(endpoint),
    )
    return overlaid(endpoint.workload, shown)


def alternatives(endpoint: Endpoint, facts: Facts, more: Workload = NOTHING) -> str:
    """What fits the needs of `endpoint`, and `more`, instead of what it is: a message's end."""
    return alternatives_to(option_of(endpoint), overlaid(more, needs(endpoint, facts)), facts)


def option_of(endpoint: Endpoint) -> Option | None:
    """The option that `endpoint` is, as far as that is known."""
    if not isinstance(endpoint.kind, Known):
        return None
    if endpoint.kind.value == "realtime":
        for model in _models(endpoint):
            if any(container.mode == MANY_MODELS for container in model.containers):
                return "multi-model"
            if model.execution_mode == DIRECT:
                return "multi-container"
    return OPTION_OF[endpoint.kind.value]


def _models(endpoint: Endpoint) -> list[Model]:
    return [item.model.value for item in endpoint.variants if isinstance(item.model, Known)]


def _there(settings: Iterable[Setting[object]]) -> Setting[bool]:
    return _first(
        Known(True, item.span, item.via) if isinstance(item, Known) else item for item in settings
    )


def _true(settings: Iterable[Setting[bool]]) -> Setting[bool]:
    return _first(UNDECLARED if item == Known(False, item.span) else item for item in settings)


def _streams(endpoint: Endpoint) -> Setting[bool]:
    calls = endpoint.calls
    return _first(Known(True, call.span) for call in calls if call.operation == _STREAMED)


def _accelerators(endpoint: Endpoint, facts: Facts) -> Iterable[Setting[Accelerator]]:
    return (_accelerator(variant, facts) for variant in endpoint.variants)


def _accelerator(variant: Variant, facts: Facts) -> Setting[Accelerator]:
    named = variant.instance_type
    if not isinstance(named, Known):
        return named
    known = facts.instance_types.get(named.value)
    if known is None or known.accelerator == "gaudi":
        return Unknown(f"nothing is documented of {named.value}", named.span, named.via)
    if known.accelerator == "gpu":
        return Known("gpu", named.span, named.via)
    return Known("neuron", named.span, named.via) if known.accelerator else UNDECLARED


def _first(settings: Iterable[Setting[T]]) -> Setting[T]:
    """A known setting, else an unknown one, else none at all."""
    found = [setting for setting in settings if not isinstance(setting, Absent)]
    return next((one for one in found if isinstance(one, Known)), next(iter(found), UNDECLARED))
