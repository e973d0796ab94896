"""Shadow tests with serverless variants."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Known
from smlint.rules._conditions import all_in


@having("shadow_variants")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a shadow variant that is serverless, or stands beside a serverless one."""
    for shadow in endpoint.shadow_variants:
        if isinstance(shadow.serverless_config, Known):
            told = "is serverless"
        elif all_in((endpoint.kind, ("serverless",))):
            told = "shadows a serverless one"
        else:
            need(shadow.serverless_config)
            continue
        yield Match(
            shadow.span,
            f"this shadow variant {told}, but shadow tests need instances on both sides",
            blocks=(shadow.extent,),
            instead=(
                Instead("AWS::SageMaker::EndpointConfig", {"ShadowProductionVariants": None}),
            ),
        )
    need_all(endpoint.shadow_variants)


RULE = Rule(
    id="SM920",
    name="serverless-shadow",
    title="Shadow test with a serverless variant",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Shadow tests",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests.html",
            "2026-11-21",
            "A shadow test cannot be set up on an endpoint with serverless inference; the request "
            "fails validation.",
        ),
    ),
    explanation=(
        "A shadow variant gets a copy of each request that the production variant answers, on "
        "instances of the same endpoint. A serverless endpoint has a single variant and no "
        "instances: a configuration with both is refused."
    ),
    remedy=(
        "Put the candidate on a serverless endpoint of its own and send it a copy of the requests, "
        "or run both variants on instances."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    variant_name           = "current"
    model_name             = "tags-1"
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
  }
  shadow_production_variants { # <- here
    variant_name = "candidate"
    model_name   = "tags-2"
    serverless_config {
      memory_size_in_mb = 2048
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
        - VariantName: current
          ModelName: tags-1
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 2048
            MaxConcurrency: 10
      ShadowProductionVariants:
        - VariantName: candidate # <- here
          ModelName: tags-2
          InitialVariantWeight: 1
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "tags" {
  production_variants {
    variant_name           = "current"
    model_name             = "tags-1"
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
  }
  shadow_production_variants {
    variant_name           = "candidate"
    model_name             = "tags-2"
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
