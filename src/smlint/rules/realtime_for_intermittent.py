"""Instances that wait for traffic which seldom comes."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.fit.evidence import alternatives
from smlint.pricing import monthly_cost
from smlint.rules._capacity import managed_scaling
from smlint.rules._conditions import all_in
from smlint.rules._fitting import serverless, surely_fits


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a variant on instances whose declared work a serverless endpoint could do."""
    told = (endpoint.workload.traffic, ("sporadic",)), (endpoint.kind, ("realtime",))
    if not all_in(*told) or not surely_fits("serverless", endpoint, facts):
        return
    if _scales_to_zero(variant):
        return
    yield Match(
        variant.instance_type.span,
        "the declared traffic is sporadic, but the instances of a real-time endpoint are billed "
        f"while nobody calls it; {alternatives(endpoint, facts)}",
        (
            Evidence("set here", variant.instance_type),
            Evidence("traffic is sporadic", endpoint.workload.traffic),
        ),
        cost=monthly_cost(endpoint, variant, facts),
        instead=serverless(endpoint, facts),
    )


def _scales_to_zero(variant: Variant) -> bool:
    managed = managed_scaling(variant)
    return managed is not None and need(managed.min_instance_count) == 0


RULE = Rule(
    id="SM403",
    name="realtime-for-intermittent",
    title="Real-time endpoint for sporadic traffic",
    category="cost",
    severity="warning",
    preset="recommended",
    needs=("workload.traffic",),
    sources=(
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Serverless inference is for synchronous workloads with idle times between requests.",
        ),
        Citation(
            "Machine Learning Lens, MLCOST05-BP01",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost05-bp01.html",
            "2026-11-21",
            "The deployment option is chosen by the pattern of the requests and by what it costs.",
        ),
    ),
    explanation=(
        "A real-time endpoint bills its instances for every second that it exists; a serverless "
        "one for the time in which requests are worked on. Where requests come only now and then, "
        "most of the money goes into waiting. The rule stays quiet when a serverless endpoint "
        "could not do the work: declared payload above 4 MB, processing above 60 s, a latency "
        "below one second, a model larger than its memory, a VPC, network isolation, streamed "
        "responses, or an accelerator."
    ),
    remedy=(
        "Use a serverless endpoint; where its limits are in the way (VPC, container image above "
        "10 GB), an asynchronous endpoint that scales to zero."
    ),
    bad=(
        Example(
            "terraform",
            """\
# smlint: traffic=sporadic payload=1MB
resource "aws_sagemaker_endpoint_configuration" "reports" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "reports"
    instance_type          = "ml.m5.large" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  ReportsConfig:
    Type: AWS::SageMaker::EndpointConfig
    Metadata:
      smlint:
        workload: {traffic: sporadic}
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: reports
          InstanceType: ml.m5.large # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: traffic=sporadic
sagemaker.create_endpoint_config(
    EndpointConfigName="reports",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "reports",
            "InstanceType": "ml.m5.large",  # <- here
            "InitialInstanceCount": 1,
        }
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
# smlint: traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "reports" {
  production_variants {
    model_name = "reports"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
  }
}
""",
        ),
        Example(
            "terraform",
            """\
# smlint: traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "images" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "images"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/scans.tar.gz", role="ml", entry_point="inference.py")
# smlint: traffic=sporadic payload=5MB
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")
""",
        ),
    ),
    check=check,
)
