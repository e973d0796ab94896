"""Production on one instance."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._capacity import lowest_capacities
from smlint.rules._conditions import all_in, some_at_least


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance count of one that no lower bound of scaling raises."""
    told = (endpoint.environment, ("production",)), (endpoint.kind, ("realtime",))
    if not all_in(*told):
        return
    least = facts.value("production-instances")
    count = need(variant.initial_instance_count)
    if count is None or count >= least or some_at_least(lowest_capacities(variant), least):
        return
    need_all(variant.scalable_targets)
    yield Match(
        variant.initial_instance_count.span,
        _said(count, alone=len(endpoint.variants.items) == 1),
        (
            Evidence("set here", variant.initial_instance_count),
            Evidence("environment is production", endpoint.environment),
        ),
        instead=(
            Instead(
                "AWS::SageMaker::EndpointConfig",
                {"ProductionVariants": [{"InitialInstanceCount": int(least)}]},
            ),
        ),
    )


def _said(count: float, *, alone: bool) -> str:
    if alone:
        return (
            f"this production endpoint runs on {count} instance: when that or its Availability "
            "Zone fails, nothing answers"
        )
    return (
        f"this variant of a production endpoint runs on {count} instance: when that or its "
        "Availability Zone fails, its share of the requests fails"
    )


RULE = Rule(
    id="SM601",
    name="single-instance-prod",
    title="Production endpoint on a single instance",
    category="reliability",
    severity="warning",
    preset="recommended",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Security Hub, SageMaker.4",
            "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
            "2026-11-21",
            "A production variant on instances starts with more than one instance.",
        ),
        Citation(
            "AWS Config, sagemaker-endpoint-config-prod-instance-count",
            "https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-endpoint-config-prod-instance-count.html",
            "2026-11-21",
            "The initial instance count of a production variant is checked to be above one.",
        ),
        Citation(
            "Best practices for deploying models on hosting services",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html",
            "2026-11-21",
            "Several instances are spread over Availability Zones, so that one may fail.",
        ),
    ),
    explanation=(
        "SageMaker spreads the instances of an endpoint over Availability Zones, which takes two "
        "of them at least. With one, an outage of the instance or of its zone is an outage of the "
        "endpoint. The rule speaks of production only, where the environment is declared or can be "
        "told, and accepts a lower bound of scaling of two or more instead of the initial count; "
        "what scales an endpoint near this one without naming it leaves that open."
    ),
    remedy="Start with two instances or more, and keep the lower bound of scaling at two or more.",
    bad=(
        Example(
            "terraform",
            """\
variable "instances" {
  type    = number
  default = 1
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = var.instances # <- here
  }
  tags = {
    Environment = "production"
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  # smlint: environment=production
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 1 # <- here
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/search.tar.gz", role="ml", entry_point="inference.py")
# smlint: environment=production
predictor = model.deploy(
    initial_instance_count=1,  # <- here
    instance_type="ml.c5.xlarge",
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 1
  }
  tags = {
    Environment = "production"
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "search" {
  name               = "search"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
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
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: dev}
""",
        ),
    ),
    check=check,
)
