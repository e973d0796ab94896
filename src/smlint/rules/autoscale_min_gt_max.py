"""Scaling whose minimum is above its maximum."""

from __future__ import annotations

from smlint.aws_api.kinds import Ordered
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import CAPACITY, documented

RULE = Rule(
    id="SM908",
    name="autoscale-min-gt-max",
    title="Minimum capacity above the maximum",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Auto scaling policy overview",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html",
            "2026-11-21",
            "The maximum capacity is equal to or greater than the minimum capacity.",
        ),
    ),
    explanation=(
        "A scalable target moves between its minimum and its maximum capacity. When the minimum "
        "is the larger one, registering the target is refused. The same goes for the capacities "
        "that a scheduled action sets."
    ),
    remedy="Swap the two numbers, or raise the maximum.",
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

resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}

resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 4 # <- here
  max_capacity       = 2
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
boto3.client("application-autoscaling").register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=4,  # <- here
    MaxCapacity=2,
)
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: endpoint/search/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 4
      ScheduledActions:
        - ScheduledActionName: night
          Schedule: cron(0 20 * * ? *)
          ScalableTargetAction:
            MinCapacity: 2 # <- here
            MaxCapacity: 1
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.m5.large
          InitialInstanceCount: 2
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
  SearchTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${SearchEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 4
  SearchPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: load
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref SearchTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 500
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
""",
        ),
    ),
    check_deployed=documented((CAPACITY, Ordered("MinCapacity", "MaxCapacity"))),
)
