"""Servers of large models that have the default time to start in."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Known
from smlint.rules._absence import brought
from smlint.rules._containers import containers, hosts_many
from smlint.rules._images import called
from smlint.rules._instance_types import kind_of
from smlint.rules._large_models import is_small, on_instances, serves_large_models

SEVERAL = 2
"""Accelerators of an instance that is taken for what one of them does not hold."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a server of large models on several accelerators without a health check's timeout."""
    timeout = variant.container_startup_health_check_timeout_in_seconds
    type_ = variant.instance_type
    kind = kind_of(type_, facts)
    if isinstance(type_, Known) and (kind is None or (kind.accelerators or 0) < SEVERAL):
        return
    if brought(timeout) or need(timeout) is not None:
        return
    if need(endpoint.kind) == "batch" or not on_instances(variant):
        return
    minutes = round(facts.value("container-startup-time") / 60)
    for _, container in containers(variant):
        if serves_large_models(container) and not hosts_many(container):
            if is_small(container):
                continue
            name = need(type_)
            yield Match(
                timeout.span,
                f"{called(container.image) or 'the container'} has the default {minutes} minutes "
                f"to load its model onto the accelerators of {name}: one that takes longer fails "
                "the endpoint",
                (
                    Evidence("the image", container.image),
                    Evidence("several accelerators", type_),
                ),
                instead=(
                    Instead(
                        "AWS::SageMaker::EndpointConfig",
                        {
                            "ProductionVariants": [
                                {"ContainerStartupHealthCheckTimeoutInSeconds": 1800}
                            ]
                        },
                    ),
                ),
            )


RULE = Rule(
    id="SM610",
    name="big-model-default-health",
    title="Server of large models with the default time to start in",
    category="reliability",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Custom inference code with hosting services",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html",
            "2026-11-21",
            "A container that does not answer the health check within 8 minutes of its start "
            "makes the launch of the instance, and so the endpoint, fail.",
        ),
        Citation(
            "SageMaker AI endpoint parameters for large model inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/large-model-inference-hosting.html",
            "2026-11-21",
            "A container that runs into the health check timeout is given more by "
            "ContainerStartupHealthCheckTimeoutInSeconds.",
        ),
    ),
    explanation=(
        "Containers such as DJL/LMI, TGI, vLLM and SGLang answer the health check when the model "
        "is in the memory of the accelerators: after fetching it from a hub, sharding it, "
        "compiling it. For large models that takes more than the default time, and not only when "
        "the endpoint is made: every scale-out and every replaced instance starts anew. The rule "
        "tells such containers by the names of their images, and large models by instances with "
        "several accelerators. It leaves models alone whose name says that they have fewer than "
        "seven billion parameters, multi-model containers, which load their models when they are "
        "asked for, and models whose settings the SDK brings along."
    ),
    remedy="Set ContainerStartupHealthCheckTimeoutInSeconds to what the model needs, at most 3600.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "chat" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128"
  }
}

resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants { # <- here
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.chat.name
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/vllm:0.9.1",
    role="ml",
    env={"HF_MODEL_ID": "meta/chat"},
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge")  # <- here
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.huggingface import get_huggingface_llm_image_uri
from sagemaker.model import Model

image = get_huggingface_llm_image_uri("huggingface", version="2.0.0")
model = Model(image_uri=image, role="ml", env={"HF_MODEL_ID": "gpt2"})
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/vllm:0.9.1",
    role="ml",
    env={"HF_MODEL_ID": "meta/chat"},
)
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.12xlarge",
    container_startup_health_check_timeout=1800,
)
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
