"""What models that take long to load need of the instances that they are loaded on."""

from __future__ import annotations

import re

from smlint.core.facts import Facts
from smlint.core.model import Container, Endpoint, Variant
from smlint.core.rule import need
from smlint.rules._images import names

SERVERS = (
    r"djl-(inference|serving)|tgi-inference|text-generation-inference|vllm|sglang|[/-]lmi\b|trtllm"
)
"""Names of images that serve large models, language models mostly, by whoever makes them."""

MODELS = ("HF_MODEL_ID", "OPTION_MODEL_ID", "SM_VLLM_MODEL", "SM_SGLANG_MODEL_PATH")
"""Environment variables by which model servers are told which model to load, and from where."""

PARAMETERS = r"(?<![\w.])(\d+(?:\.\d+)?)([BbMm])(?![A-Za-z0-9])"
BILLIONS = {"B": 1, "b": 1, "M": 1e-3, "m": 1e-3}
"""How names say the number of a model's parameters: `chat-70B`, `embed-560m`."""

LARGE = 7
"""Billions of parameters. With fewer, of 16 bits, a model has less than 14 GB: any of these
accelerators holds it by itself, and it is loaded in a minute or two."""


def larger_than(endpoint: Endpoint, fact: str, facts: Facts) -> bool:
    """Whether the model is declared to be larger than what `fact` says."""
    size = need(endpoint.workload.model_size)
    return size is not None and size > facts.value(fact)


def on_instances(variant: Variant) -> bool:
    """Whether `variant` runs on instances, and not serverless."""
    return need(variant.serverless_config) is None


def is_small(container: Container) -> bool:
    """Whether the name of the model that `container` is told to load says that it is no large one.

    Raises `Undetermined` where that name is not known.
    """
    variables = need(container.environment) or {}
    told = [need(variables[name]) or "" for name in MODELS if name in variables]
    found = [found for name in told for found in re.findall(PARAMETERS, name.rpartition("/")[2])]
    return bool(found) and all(float(n) * BILLIONS[unit] < LARGE for n, unit in found)


def serves_large_models(container: Container) -> bool:
    """Whether the image of `container` is a server of large models, by its name."""
    return names(SERVERS, container.image)
