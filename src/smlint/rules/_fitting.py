"""Whether another option would surely do the work of an endpoint."""

from __future__ import annotations

from math import ceil

from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Instead, Undetermined, need
from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known
from smlint.fit import fit
from smlint.fit.evidence import needs, option_of
from smlint.fit.reasons import Option

USUAL_MEMORY = 2048
"""Megabytes of a serverless endpoint where nothing is known of the model: the SDK's default."""

OFF = Known(False, NOWHERE)


def surely_fits(option: Option, endpoint: Endpoint, facts: Facts) -> bool:
    """Whether `option` fits the needs of `endpoint` as it is, on no condition.

    False where documents leave it open, and for an endpoint that serves several models already;
    raises `Undetermined` where an unknown value leaves it open.
    """
    if option_of(endpoint) in ("multi-model", "multi-container"):
        return False
    found = fit(option, needs(endpoint, facts), facts)
    missing = next((one.missing for one in found.decisive if one.missing is not None), None)
    if missing is not None and found.verdict == "unknown":
        raise Undetermined(missing)
    return found.verdict == "fits" and not found.conditions


def serverless(endpoint: Endpoint, facts: Facts) -> tuple[Instead, ...]:
    """A serverless variant in place of one on instances, with memory for the model.

    None where a part of the endpoint that is no part of the variant would have to go with it.
    """
    if _holds_more(endpoint):
        return ()
    size, step = need(endpoint.workload.model_size), facts.value("serverless-memory-step")
    memory = USUAL_MEMORY if size is None else int(ceil(size / step) * step)
    config = {"MemorySizeInMB": memory, "MaxConcurrency": 5}
    variant = {"InstanceType": None, "InitialInstanceCount": None, "ServerlessConfig": config}
    return (Instead("AWS::SageMaker::EndpointConfig", {"ProductionVariants": [variant]}),)


def _holds_more(endpoint: Endpoint) -> bool:
    """Whether it has, or may have, what serverless endpoints exclude and no workload declares."""
    capture = endpoint.data_capture_config
    captured = capture.value.enable_capture if isinstance(capture, Known) else capture
    several = (model.containers for model in endpoint.models)
    scaled = (variant.scalable_targets for variant in endpoint.variants)
    return (
        (not isinstance(captured, Absent) and captured != OFF)
        or len(endpoint.variants.items) > 1
        or any(containers.items[1:] for containers in several)
        or any(targets.items for targets in (*scaled, endpoint.shadow_variants))
    )
