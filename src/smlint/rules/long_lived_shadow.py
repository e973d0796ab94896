"""Shadow variants that stay as long as the code that declares them."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Instead, Match, Rule, need, need_all
from smlint.pricing import monthly_cost


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match each shadow variant of what is declared, rather than made by a script.

    On endpoints of another kind it is refused, as other rules tell.
    """
    for shadow in endpoint.shadow_variants:
        if need(endpoint.cleanup) is not None or need(endpoint.kind) != "realtime":
            return
        if need(shadow.serverless_config) is not None:
            continue
        cost = monthly_cost(endpoint, shadow, facts)
        yield Match(
            shadow.span,
            "this shadow variant stays as long as the configuration does: nobody gets its answers, "
            "but its instances run, and are billed, beside those of production",
            blocks=(shadow.extent,),
            cost=cost and cost.saving(),
            instead=(
                Instead("AWS::SageMaker::EndpointConfig", {"ShadowProductionVariants": None}),
            ),
        )
    need_all(endpoint.shadow_variants)


RULE = Rule(
    id="SM417",
    name="long-lived-shadow",
    title="Shadow variant that nothing ends",
    category="cost",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Create a shadow test",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-create.html",
            "2026-11-21",
            "A shadow test of the console lasts 7 days unless told otherwise and 30 at most; then "
            "the endpoint is what it was before, and nothing is left to clean up.",
        ),
        Citation(
            "Testing models with shadow variants",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/model-shadow-deployment.html",
            "2026-11-21",
            "A shadow variant of a configuration has an instance type and a number of instances of "
            "its own, and runs for long.",
        ),
        Citation(
            "Shadow tests, best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-best-practices.html",
            "2026-11-21",
            "A shadow variant has the type, size and number of instances of production.",
        ),
    ),
    explanation=(
        "A shadow variant gets a copy of the requests and answers nobody; it is there to see "
        "whether a candidate bears the load. As it is to be as large as production, it doubles "
        "what the endpoint costs. A shadow test that is started in the console ends by itself; one "
        "that is written into a template or a Terraform root goes on until somebody takes it out "
        "again. Long tests are a use that the documents name, so that this is a reminder, with "
        "what it costs."
    ),
    remedy=(
        "Remove the shadow variant when the test is over, or run the test as an inference "
        "experiment (CreateInferenceExperiment), which ends by itself."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "current"
    model_name             = "search-1"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
  shadow_production_variants { # <- here
    variant_name           = "candidate"
    model_name             = "search-2"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: current
          ModelName: search-1
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      ShadowProductionVariants:
        - VariantName: candidate # <- here
          ModelName: search-2
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "current"
    model_name             = "search-2"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

VARIANT = {"InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 2}

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[{"VariantName": "current", "ModelName": "search-1", **VARIANT}],
    ShadowProductionVariants=[{"VariantName": "candidate", "ModelName": "search-2", **VARIANT}],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
""",
        ),
    ),
    check=check,
)
