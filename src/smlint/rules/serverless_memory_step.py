"""Memory sizes that serverless endpoints do not have."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.rules._serverless import memory_sizes, of_memory


@having("serverless_config")
@per_variant
def check(_: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a memory size that is none of the documented ones."""
    serverless = need(variant.serverless_config)
    if serverless is None:
        return
    memory = need(serverless.memory_size_in_mb)
    sizes = memory_sizes(facts)
    if memory is None or memory in sizes:
        return
    larger = [size for size in sizes if size > memory]
    nearest = larger[0] if larger else sizes[-1]
    hint = f"the {'next larger' if larger else 'largest'} is {nearest} MB"
    yield Match(
        serverless.memory_size_in_mb.span,
        f"{memory} MB is not a memory size of serverless endpoints: {hint}",
        (Evidence("set here", serverless.memory_size_in_mb),),
        instead=(of_memory(nearest),),
    )


RULE = Rule(
    id="SM901",
    name="serverless-memory-step",
    title="Memory size that serverless endpoints do not have",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
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
        "Serverless memory comes in six sizes. The API model states a range only, so templates and "
        "SDKs let other numbers pass until the endpoint configuration is created and refused."
    ),
    remedy="Use 1024, 2048, 3072, 4096, 5120 or 6144.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    model_name = "tags"
    serverless_config {
      memory_size_in_mb = 1500 # <- here
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
  TagsConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: tags
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 8192 # <- here
            MaxConcurrency: 10
""",
        ),
        Example(
            "python",
            """\
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel

MEMORY = 512
model = SKLearnModel(model_data="s3://models/tags.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(
        memory_size_in_mb=MEMORY,  # <- here
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
resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    model_name = "tags"
    serverless_config {
      memory_size_in_mb = 3 * 1024
      max_concurrency   = 10
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Parameters:
  Memory:
    Type: Number
    Default: "6144"
Resources:
  TagsConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: tags
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: !Ref Memory
            MaxConcurrency: 10
""",
        ),
    ),
    check=check,
)
