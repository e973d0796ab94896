"""What models that take long to load need of the instances that they are loaded on."""

from __future__ import annotations

from smlint.core.facts import Facts
from smlint.core.model import Container, Endpoint, Variant
from smlint.core.rule import need
from smlint.rules._images import names

SERVERS = (
    r"djl-(inference|serving)|tgi-inference|text-generation-inference|vllm|sglang|[/-]lmi\b|trtllm"
)
"""Names of images that serve large models, language models mostly, by whoever makes them."""


def larger_than(endpoint: Endpoint, fact: str, facts: Facts) -> bool:
    """Whether the model is declared to be larger than what `fact` says."""
    size = need(endpoint.workload.model_size)
    return size is not None and size > facts.value(fact)


def on_instances(variant: Variant) -> bool:
    """Whether `variant` runs on instances, and not serverless."""
    return need(variant.serverless_config) is None


def serves_large_models(container: Container) -> bool:
    """Whether the image of `container` is a server of large models, by its name."""
    return names(SERVERS, container.image)
