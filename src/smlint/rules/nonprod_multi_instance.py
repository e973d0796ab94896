"""More instances than one outside of production."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT_CONFIG, SCALABLE_TARGET
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need
from smlint.core.values import Known, Setting
from smlint.pricing import monthly_cost
from smlint.rules._capacity import lowest_capacities
from smlint.rules._conditions import all_in


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match each number of instances, initial or lowest, above what tests need."""
    told = (endpoint.environment, ("non-production",)), (endpoint.kind, ("realtime", "async"))
    if not all_in(*told):
        return
    enough = facts.value("non-production-instances")
    lowest = tuple(lowest_capacities(variant))
    counts = (variant.initial_instance_count, *lowest)
    for count in counts:
        if isinstance(count, Known) and count.value > enough:
            stays = not lowest or any(count is bound for bound in lowest)
            cost = monthly_cost(endpoint, variant, facts) if stays else None
            yield Match(
                count.span,
                f"this endpoint is not for production, but keeps {count.value} instances running",
                (
                    Evidence("set here", count),
                    Evidence("environment is non-production", endpoint.environment),
                ),
                cost=cost and cost.saving(1 - enough / count.value),
                instead=(_fewer(variant, count, int(enough)),),
            )
    for count in counts:
        need(count)


def _fewer(variant: Variant, count: Setting[int], enough: int) -> Instead:
    """What sets `count`, one of the numbers of instances of `variant`, to `enough`."""
    if any(count is target.min_capacity for target in variant.scalable_targets):
        return Instead(SCALABLE_TARGET, {"MinCapacity": enough})
    members: dict[str, Written] = {"InitialInstanceCount": enough}
    if count is not variant.initial_instance_count:
        members = {"ManagedInstanceScaling": {"MinInstanceCount": enough}}
    return Instead(ENDPOINT_CONFIG, {"ProductionVariants": [members]})


RULE = Rule(
    id="SM402",
    name="nonprod-multi-instance",
    title="More than one instance outside of production",
    category="cost",
    severity="warning",
    preset="recommended",
    needs=("endpoint.environment",),
    sources=(
        Citation(
            "Machine Learning Lens, MLCOST05-BP03",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost05-bp03.html",
            "2026-11-21",
            "The hosting fleet is sized to what its workload needs.",
        ),
        Citation(
            "Machine Learning Lens, MLCOST04-BP08",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost04-bp08.html",
            "2026-11-21",
            "Resources are stopped when they are not in use.",
        ),
    ),
    explanation=(
        "Several instances keep an endpoint available when one fails and carry a load that one "
        "cannot. Development and test endpoints seldom need either, and each instance is billed. "
        "The rule looks at the initial number and at the lower bound of scaling, where the "
        "environment is declared or can be told."
    ),
    remedy=(
        "Start with one instance, with a lower bound of one for scaling, and let the number "
        "depend on the environment, for example through a variable or parameter."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 3 # <- here
  }
  tags = {
    Environment = "staging"
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Parameters:
  Environment:
    Type: String
    Default: dev
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
        - {Key: Environment, Value: !Ref Environment}
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
      MinCapacity: 2 # <- here
      MaxCapacity: 4
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
# smlint: environment=non-production
predictor = model.deploy(
    initial_instance_count=3,  # <- here
    instance_type="ml.m5.xlarge",
)
""",
        ),
    ),
    good=(
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
    initial_instance_count = var.environment == "prod" ? 3 : 1
  }
  tags = {
    Environment = var.environment
  }
}
""",
            (("dev.tfvars", 'environment = "dev"\n'), ("prod.tfvars", 'environment = "prod"\n')),
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=3, instance_type="ml.m5.xlarge")
""",
        ),
    ),
    check=check,
)
