"""What scales or deletes an endpoint may stand in a project, and a language, of its own."""

from smlint.core.values import Known
from tests.project import endpoints

ENDPOINT = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  name_prefix = "fraud-"
  production_variants {
    variant_name  = "live"
    instance_type = "ml.m5.large"
  }
}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "fraud"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
"""
TEMPLATE = """
Resources:
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ResourceId: endpoint/fraud/variant/live
      MinCapacity: 2
      MaxCapacity: 4
"""
ROOT = """
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/fraud/variant/live"
  min_capacity       = 2
  max_capacity       = 4
}
"""
SCRIPT = """
import boto3
boto3.client("application-autoscaling").register_scalable_target(
    ServiceNamespace="sagemaker",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    ResourceId="endpoint/fraud/variant/live",
    MinCapacity=2,
    MaxCapacity=4,
)
boto3.client("sagemaker").delete_endpoint(EndpointName="fraud")
"""


def test_a_target_of_any_language_scales_the_endpoint_that_it_names() -> None:
    for other in ({"s/t.yaml": TEMPLATE}, {"s/main.tf": ROOT}, {"s/scale.py": SCRIPT}):
        (found,) = endpoints({"infra/main.tf": ENDPOINT, **other})
        (variant,) = found.variants
        (target,) = variant.scalable_targets
        assert target.max_capacity == Known(4, target.span), other


def test_a_script_deletes_what_a_template_creates() -> None:
    (found,) = endpoints({"infra/main.tf": ENDPOINT, "ops.py": SCRIPT})
    assert [call.operation for call in found.calls] == ["DeleteEndpoint"]
