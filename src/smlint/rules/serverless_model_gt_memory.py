"""Models that are larger than the memory of their serverless endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.quantity import show_megabytes
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.core.values import Absent
from smlint.rules._serverless import memory_sizes, of_memory


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a memory size below that of the model."""
    declared = endpoint.workload.model_size
    if isinstance(declared, Absent) or isinstance(variant.serverless_config, Absent):
        return
    serverless = need(variant.serverless_config)
    if serverless is None or isinstance(serverless.memory_size_in_mb, Absent):
        return
    size, memory = need(declared), need(serverless.memory_size_in_mb)
    if size is None or memory is None or size <= memory:
        return
    enough = [each for each in memory_sizes(facts) if each >= size]
    yield Match(
        serverless.memory_size_in_mb.span,
        f"the model is {show_megabytes(size)} large, but its serverless endpoint has "
        f"{show_megabytes(memory)} of memory",
        (
            Evidence(f"model size is {show_megabytes(size)}", declared),
            Evidence("set here", serverless.memory_size_in_mb),
        ),
        instead=(of_memory(enough[0]),) if enough else (),
    )


RULE = Rule(
    id="SM109",
    name="serverless-model-gt-memory",
    title="Model larger than the memory of its serverless endpoint",
    category="latency",
    severity="warning",
    preset="strict",
    needs=("workload.model_size",),
    sources=(
        Citation(
            "Deploy models with Amazon SageMaker Serverless Inference, memory size",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html",
            "2026-11-21",
            "The memory should generally be at least as large as the model.",
        ),
        Citation(
            "Deploy models with Amazon SageMaker Serverless Inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html",
            "2026-11-21",
            "Memory is one of six sizes, from 1024 MB to 6144 MB in steps of 1024 MB.",
        ),
        Citation(
            "ProductionVariantServerlessConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html",
            "2026-11-21",
            "MemorySizeInMB lies between 1024 and 6144, in steps of 1024.",
        ),
    ),
    explanation=(
        "The memory of a serverless endpoint holds the container, its libraries and the model. It "
        "should be at least as large as the model; where it is smaller the worker runs out of "
        "memory while it loads, or starts so late that requests time out. More memory brings more "
        "vCPUs too. The largest size is 6144 MB: a model beyond that is not for a serverless "
        "endpoint. What counts is what the model takes in memory, which may well be more than the "
        "packed artefacts."
    ),
    remedy=(
        "Choose a memory size above that of the model (at most 6144 MB), or use a real-time "
        "endpoint."
    ),
    bad=(
        Example(
            "terraform",
            """\
# smlint: model_size=3GB
resource "aws_sagemaker_endpoint_configuration" "embed" {
  production_variants {
    model_name = "embed"
    serverless_config {
      memory_size_in_mb = 2048 # <- here
      max_concurrency   = 10
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  # smlint: model_size=3GB
  EmbedConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: embed
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 2048 # <- here
            MaxConcurrency: 10
""",
        ),
        Example(
            "python",
            """\
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://models/embed.tar.gz", role="ml", entry_point="inference.py")
# smlint: model_size=3GB
model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(
        memory_size_in_mb=2048,  # <- here
        max_concurrency=10,
    )
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
# smlint: model_size=3GB
resource "aws_sagemaker_endpoint_configuration" "embed" {
  production_variants {
    model_name = "embed"
    serverless_config {
      memory_size_in_mb = 4096
      max_concurrency   = 10
    }
  }
}
""",
        ),
    ),
    check=check,
)
