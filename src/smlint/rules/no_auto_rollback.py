"""Production endpoints whose updates nothing takes back."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.rules._conditions import all_in
from smlint.rules._rollout import BAKING, errors_alarm, is_made, rollback


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a production endpoint without an alarm that takes an update back."""
    if not is_made(endpoint):
        return
    told = (endpoint.environment, ("production",)), (endpoint.kind, ("realtime", "async"))
    if not all_in(*told):
        return
    config = need(endpoint.deployment_config)
    if config is not None and need_all(config.auto_rollback_alarms):
        return
    yield Match(
        endpoint.deployment_config.span if config is None else config.span,
        "no alarm takes an update of this production endpoint back: a model that fails under "
        "traffic stays until somebody notices",
        (Evidence("environment is production", endpoint.environment),),
        instead=(
            Instead(
                "AWS::SageMaker::Endpoint",
                {"DeploymentConfig": {**(BAKING if config is None else {}), **rollback(endpoint)}},
            ),
            errors_alarm(endpoint),
        ),
    )


RULE = Rule(
    id="SM706",
    name="no-auto-rollback",
    title="Production endpoint whose updates nothing takes back",
    category="deployment",
    severity="warning",
    preset="strict",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Auto-rollback configuration and monitoring",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html",
            "2026-11-21",
            "When an alarm goes off while an update is watched, SageMaker goes back to the old "
            "fleet; without alarms there is no automatic rollback.",
        ),
        Citation(
            "Machine Learning Lens, MLREL04-BP02",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlrel04-bp02.html",
            "2026-11-21",
            "Models are deployed with a strategy that allows for a quick and automatic rollback.",
        ),
    ),
    explanation=(
        "An update starts a new fleet beside the old one and moves the traffic to it. SageMaker "
        "itself only looks at whether the containers answer the health check. Whether the answers "
        "are any good show CloudWatch alarms on errors and latency: those that "
        "AutoRollbackConfiguration names are watched while the update runs, and one that goes off "
        "brings all traffic back to the old fleet. The rule speaks of endpoints in production "
        "that these files make or update, serverless ones apart."
    ),
    remedy=(
        "Alarm on Invocation5XXErrors and ModelLatency of the endpoint, and name the alarms in "
        "AutoRollbackConfiguration, with a baking period (TerminationWaitInSeconds, or a canary's "
        "WaitIntervalInSeconds) in which they can go off."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "search" { # <- here
  name                 = "search"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  tags                 = { Environment = "production" }
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
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
      DeploymentConfig: # <- here
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration:
            Type: LINEAR
            LinearStepSize: {Type: CAPACITY_PERCENT, Value: 50}
            WaitIntervalInSeconds: 300
      Tags:
        - {Key: Environment, Value: production}
""",
        ),
    ),
    good=(
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
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
      DeploymentConfig:
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration:
            Type: LINEAR
            LinearStepSize: {Type: CAPACITY_PERCENT, Value: 50}
            WaitIntervalInSeconds: 300
        AutoRollbackConfiguration:
          Alarms:
            - AlarmName: search-errors
      Tags:
        - {Key: Environment, Value: production}
""",
        ),
        Example(
            "terraform",
            """\
# Nothing is made of this configuration here: whoever does says how it is rolled out.
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  tags = { Environment = "production" }
}
""",
        ),
    ),
    check=check,
)
