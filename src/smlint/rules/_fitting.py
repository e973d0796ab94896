"""Whether another option would surely do the work of an endpoint."""

from __future__ import annotations

from math import ceil

from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Instead, Undetermined, need
from smlint.fit import fit
from smlint.fit.evidence import needs, option_of
from smlint.fit.reasons import Option

USUAL_MEMORY = 2048
"""Megabytes of a serverless endpoint where nothing is known of the model: the SDK's default."""


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


def serverless(endpoint: Endpoint, facts: Facts) -> Instead:
    """A serverless variant in place of one on instances, with memory for the model."""
    size, step = need(endpoint.workload.model_size), facts.value("serverless-memory-step")
    memory = USUAL_MEMORY if size is None else int(ceil(size / step) * step)
    config = {"MemorySizeInMB": memory, "MaxConcurrency": 5}
    variant = {"InstanceType": None, "InitialInstanceCount": None, "ServerlessConfig": config}
    return Instead("AWS::SageMaker::EndpointConfig", {"ProductionVariants": [variant]})
