"""An endpoint that is scaled, in three languages: what the examples of scaling rules start from."""

from __future__ import annotations

ENDPOINT_TF = """\
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

"""

TARGET_TF = """\
resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

"""

ENDPOINT_CFN = """\
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
"""

TARGET_CFN = """\
  SearchTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${SearchEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 6
"""

ENDPOINT_PY = """\
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
"""

TARGET_PY = """\
scaling = boto3.client("application-autoscaling")
scaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=6,
)
"""


def policy_tf(configuration: str, mark: str = "") -> str:
    """A target tracking policy of the target above; `configuration` is indented by four."""
    return f"""\
resource "aws_appautoscaling_policy" "search" {{{mark}
  name               = "search"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {{
{configuration}  }}
}}
"""


def policy_cfn(configuration: str, mark: str = "") -> str:
    """A target tracking policy of the target above; `configuration` is indented by eight."""
    return f"""\
  SearchPolicy:{mark}
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: search
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref SearchTarget
      TargetTrackingScalingPolicyConfiguration:
{configuration}"""


def policy_py(configuration: str, mark: str = "") -> str:
    """A target tracking policy of the target above; `configuration` is indented by eight."""
    return f"""\
scaling.put_scaling_policy({mark}
    PolicyName="search",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={{
{configuration}    }},
)
"""


INVOCATIONS_TF = """\
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
"""

INVOCATIONS_CFN = """\
        TargetValue: 500
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
"""

INVOCATIONS_PY = """\
        "TargetValue": 500,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
        },
"""

SCALED_TF = ENDPOINT_TF + TARGET_TF + policy_tf(INVOCATIONS_TF)
SCALED_CFN = ENDPOINT_CFN + TARGET_CFN + policy_cfn(INVOCATIONS_CFN)
SCALED_PY = ENDPOINT_PY + TARGET_PY + policy_py(INVOCATIONS_PY)
"""An endpoint whose instances follow the number of requests."""
