"""Endpoints outside of production that run around the clock."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.pricing import monthly_cost
from smlint.rules._capacity import lowest_capacities
from smlint.rules._conditions import all_in
from smlint.rules._fitting import serverless, surely_fits


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a variant on instances that nothing stops, scales to zero or deletes."""
    told = (endpoint.environment, ("non-production",)), (endpoint.kind, ("realtime",))
    if not all_in(*told) or need(endpoint.deleted) or not _is_made(endpoint):
        return
    if any(target.scheduled_actions.items for target in variant.scalable_targets):
        return
    if _may_be_zero(lowest_capacities(variant)):
        return
    for target in need_all(variant.scalable_targets):
        need_all(target.scheduled_actions)
    cost = monthly_cost(endpoint, variant, facts)
    yield Match(
        variant.span,
        "this endpoint is not for production, but its instances run, and are billed, "
        "around the clock",
        (Evidence("environment is non-production", endpoint.environment),),
        cost=cost and cost.saving(facts.value("non-production-idle")),
        instead=_serverless(endpoint, facts),
    )


def _is_made(endpoint: Endpoint) -> bool:
    """Whether there is an endpoint: a configuration alone runs nothing."""
    made = (resource.type == ENDPOINT for resource in endpoint.resources)
    return any(made) or not isinstance(endpoint.name, Absent)


def _serverless(endpoint: Endpoint, facts: Facts) -> tuple[Instead, ...]:
    """A serverless variant, where nothing known speaks against one."""
    try:
        return serverless(endpoint, facts) if surely_fits("serverless", endpoint, facts) else ()
    except Undetermined:
        return ()


def _may_be_zero(settings: Iterator[Setting[int]]) -> bool:
    return any(
        all_in((setting, (0,))) for setting in settings if isinstance(setting, (Known, Unknown))
    )


RULE = Rule(
    id="SM401",
    name="nonprod-always-on",
    title="Endpoint outside of production that runs around the clock",
    category="cost",
    severity="warning",
    preset="recommended",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Machine Learning Lens, MLCOST04-BP08",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost04-bp08.html",
            "2026-11-21",
            "Resources for development are stopped when nobody uses them: up to 75% is saved.",
        ),
        Citation(
            "Inference cost optimization best practices",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html",
            "2026-11-21",
            "Serverless inference bills for use alone; endpoints not in use are deleted.",
        ),
    ),
    explanation=(
        "Instances of a real-time endpoint are billed as long as it exists, whether or not "
        "anybody calls it. Development and test endpoints are idle at night and at weekends, "
        "about three quarters of the time. The rule speaks where the environment is declared or "
        "can be told, and stays quiet for a configuration of which no endpoint is made, which "
        "runs nothing, and when the endpoint scales to zero, follows a schedule, or is deleted by "
        "name somewhere. What scales or deletes an endpoint near this one without naming it, as a "
        "function does that stops idle endpoints, leaves that open."
    ),
    remedy=(
        "Use a serverless endpoint, an asynchronous one or inference components that scale to "
        "zero, or delete the endpoint when work ends (EventBridge Scheduler can call "
        "DeleteEndpoint, and CreateEndpoint in the morning)."
    ),
    bad=(
        Example(
            "terraform",
            """\
variable "environment" {
  type = string
}

resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants { # <- here
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
  tags = {
    Environment = var.environment
  }
}

resource "aws_sagemaker_endpoint" "fraud" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}
""",
            (("dev.tfvars", 'environment = "dev"\n'),),
        ),
        Example(
            "cloudformation",
            """\
Resources:
  FraudConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic # <- here
          ModelName: fraud
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: dev}
  FraudEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt FraudConfig.EndpointConfigName
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
# smlint: environment=non-production
model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    model_name = "fraud"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
  }
  tags = {
    Environment = "dev"
  }
}
""",
        ),
        Example(
            "terraform",
            """\
variable "environment" {
  type = string
}

resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
  tags = {
    Environment = var.environment
  }
}
""",
            (("prod.tfvars", 'environment = "prod"\n'),),
        ),
        Example(
            "cloudformation",
            """\
Resources:
  FraudConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: fraud
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
      Tags:
        - {Key: Environment, Value: dev}
  FraudEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt FraudConfig.EndpointConfigName
  FraudTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${FraudEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 1
      MaxCapacity: 4
      ScheduledActions:
        - ScheduledActionName: evening
          Schedule: cron(0 19 * * ? *)
          ScalableTargetAction: {MinCapacity: 1, MaxCapacity: 1}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
# smlint: environment=non-production
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
