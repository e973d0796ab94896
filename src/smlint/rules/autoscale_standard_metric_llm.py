"""Streaming models that scale by a metric of whole minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from smlint.core.checks import per_scalable_target
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, ScalableTarget, Variant
from smlint.core.resource import SCALING_POLICY
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Known
from smlint.rules._autoscaling import CONFIGURATION, SPECIFICATION
from smlint.rules._scaling_examples import (
    ENDPOINT_PY,
    ENDPOINT_TF,
    INVOCATIONS_PY,
    INVOCATIONS_TF,
    SCALED_TF,
    TARGET_PY,
    TARGET_TF,
    policy_py,
    policy_tf,
)

SERVERS = r"tgi-inference|text-generation-inference|djl-inference|vllm|sglang|-lmi\b"
"""Images of servers of large language models."""

HIGH_RESOLUTION: Mapping[str, str] = {
    "SageMakerVariantInvocationsPerInstance": (
        "SageMakerVariantConcurrentRequestsPerModelHighResolution"
    ),
    "SageMakerInferenceComponentInvocationsPerCopy": (
        "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution"
    ),
}
"""The metrics that count requests, and those that count requests being worked on."""


@per_scalable_target
def check(
    endpoint: Endpoint, variant: Variant | None, target: ScalableTarget, _: Facts
) -> Iterator[Match]:
    """Match a policy by invocations on what streams its responses or serves a language model."""
    why = _streams(endpoint, variant)
    for policy in target.policies if why else ():
        metric = need(policy.predefined_metric)
        if why and metric is not None and metric in HIGH_RESOLUTION:
            better = HIGH_RESOLUTION[metric]
            yield Match(
                policy.predefined_metric.span,
                f"{metric} is published once a minute and counts a long response like a short one; "
                f"{better} is published every 10 seconds and counts a request until its last token",
                (why, Evidence("set here", policy.predefined_metric)),
                (policy.extent,),
                instead=(
                    Instead(
                        SCALING_POLICY,
                        {
                            CONFIGURATION: {
                                "TargetValue": 5,
                                SPECIFICATION: {"PredefinedMetricType": better},
                            }
                        },
                    ),
                ),
            )
    if why:
        need_all(target.policies)


def _streams(endpoint: Endpoint, variant: Variant | None) -> Evidence | None:
    """What says that responses are generated token by token."""
    if need(endpoint.workload.streaming):
        return Evidence("responses are declared to be streamed", endpoint.workload.streaming)
    if variant is not None and isinstance(variant.model, Known):
        for container in variant.model.value.containers:
            image = container.image
            if isinstance(image, Known) and re.search(SERVERS, image.value):
                return Evidence("the image serves a large language model", image)
    return None


SOURCE = Citation(
    "Define a scaling policy",
    "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-code-define.html",
    "2026-11-21",
    "Metrics of concurrent requests are published every 10 seconds, those of invocations every "
    "minute, so that scale-out begins much sooner; a streamed response counts until its last "
    "token.",
)

RULE = Rule(
    id="SM315",
    name="autoscale-standard-metric-llm",
    title="Streaming model that scales by the number of invocations",
    category="scaling",
    severity="note",
    preset="strict",
    sources=(SOURCE,),
    explanation=(
        "Requests to a language model take seconds to minutes, and differ a lot: their number in a "
        "minute does not say how busy an instance is. SageMaker publishes two high-resolution "
        "metrics instead, the concurrent requests of a model and of a copy of an inference "
        "component, queued ones included. They come every 10 seconds, so that target tracking "
        "scales out several minutes sooner; scale-in is as slow as before. The target value is the "
        "number of requests that an instance or copy works on at a time, such as 5. The rule "
        "speaks where streaming is declared, or the image is one of a server for language models."
    ),
    remedy=(
        "Track SageMakerVariantConcurrentRequestsPerModelHighResolution, or for inference "
        "components SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution."
    ),
    bad=(
        Example(
            "terraform",
            "# smlint: streaming=true\n"
            + ENDPOINT_TF
            + TARGET_TF
            + policy_tf(
                INVOCATIONS_TF.replace('PerInstance"', 'PerInstance" # <- here'),
            ),
        ),
        Example(
            "python",
            ENDPOINT_PY.replace(
                "sagemaker.create_endpoint_config(",
                """\
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/search",
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/huggingface-pytorch-tgi-inference"
        ":2.4.0-tgi2.3.1-gpu-py311-cu124-ubuntu22.04",
    },
)
sagemaker.create_endpoint_config(""",
            ).replace("ml.c5.xlarge", "ml.g5.xlarge")
            + TARGET_PY
            + policy_py(INVOCATIONS_PY.replace('PerInstance"', 'PerInstance"  # <- here')),
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example(
            "terraform",
            "# smlint: streaming=true\n"
            + ENDPOINT_TF
            + TARGET_TF
            + policy_tf("""\
    target_value = 5
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantConcurrentRequestsPerModelHighResolution"
    }
"""),
        ),
    ),
    check=check,
)
