"""Production endpoints whose updates take all traffic at once."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import DeploymentConfig, Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.values import Setting
from smlint.rules._conditions import all_in
from smlint.rules._rollout import ALL_AT_ONCE, CANARY, is_made


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match an update in one step, of a fleet that is large enough for several."""
    if not is_made(endpoint):
        return
    told = (endpoint.environment, ("production",)), (endpoint.kind, ("realtime", "async"))
    if not all_in(*told) or not _shifts_at_once(endpoint.deployment_config):
        return
    least = facts.value("production-instances")
    counts = [need(variant.initial_instance_count) for variant in need_all(endpoint.variants)]
    if any(count is None or count < least for count in counts):
        return
    yield Match(
        endpoint.deployment_config.span,
        "an update of this production endpoint moves all traffic to the new fleet at once: a "
        "model that fails does so for every caller",
        (Evidence("environment is production", endpoint.environment),),
        instead=(Instead("AWS::SageMaker::Endpoint", {"DeploymentConfig": CANARY}),),
    )


def _shifts_at_once(setting: Setting[DeploymentConfig]) -> bool:
    config = need(setting)
    if config is None:
        return True
    if need(config.rolling_update_policy) is not None:
        return False
    policy = need(config.blue_green_update_policy)
    routing = None if policy is None else need(policy.traffic_routing)
    return routing is None or need(routing.type) == ALL_AT_ONCE


RULE = Rule(
    id="SM707",
    name="all-at-once-prod",
    title="Production endpoint updated all at once",
    category="deployment",
    severity="note",
    preset="all",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "DeploymentConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html",
            "2026-11-21",
            "Without an update policy an update is blue/green and shifts all traffic at once.",
        ),
        Citation(
            "Machine Learning Lens, MLREL04-BP02",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlrel04-bp02.html",
            "2026-11-21",
            "Strategies such as canary and linear shifting bound what a bad model can do.",
        ),
        Citation(
            "Use canary traffic shifting",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green-canary.html",
            "2026-11-21",
            "A part of the new fleet takes traffic first; issues touch that part only.",
        ),
    ),
    explanation=(
        "The default is blue/green with all traffic shifted in one step. A canary (one part first, "
        "then the rest), a linear shift (equal steps) or a rolling update (part of the fleet "
        "replaced at a time, for large models and scarce instances) shows problems to a part of "
        "the callers only. Fleets of one instance have no part to begin with, and are left to "
        "single-instance-prod."
    ),
    remedy=(
        "Set a BlueGreenUpdatePolicy with CANARY or LINEAR routing, or a RollingUpdatePolicy, and "
        "alarms that take the update back."
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
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  tags                 = { Environment = "production" }
  deployment_config { # <- here
    auto_rollback_configuration {
      alarms {
        alarm_name = "search-errors"
      }
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
          InitialInstanceCount: 4
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
      DeploymentConfig: # <- here
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration: {Type: ALL_AT_ONCE, WaitIntervalInSeconds: 0}
      Tags:
        - {Key: Environment, Value: production}
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
    initial_instance_count = 4
  }
}

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  tags                 = { Environment = "production" }
  deployment_config {
    rolling_update_policy {
      wait_interval_in_seconds = 300
      maximum_batch_size {
        type  = "INSTANCE_COUNT"
        value = 1
      }
    }
  }
}
""",
        ),
    ),
    check=check,
)
