"""What scales or deletes an endpoint may stand in a project, and a language, of its own."""

from collections.abc import Mapping

import pytest

from smlint.core.values import Absent, Known, Unknown
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


FUNCTION = """
Resources:
  Scaler:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Code:
        ZipFile: |
          import boto3
          def handler(event, context):
              boto3.client("application-autoscaling").register_scalable_target(
                  ServiceNamespace="sagemaker",
                  ResourceId=event["scaled"],
                  ScalableDimension="sagemaker:variant:DesiredInstanceCount",
                  MaxCapacity=2,
              )
"""
HANDLER = """
import boto3

def handler(event, context):
    boto3.client("sagemaker").update_endpoint_weights_and_capacities(
        EndpointName=event["name"],
        DesiredWeightsAndCapacities=[{"VariantName": "live", "DesiredInstanceCount": event["n"]}],
    )
"""
SHELL = """
aws application-autoscaling register-scalable-target --service-namespace sagemaker \\
  --scalable-dimension sagemaker:variant:DesiredInstanceCount \\
  --resource-id "endpoint/$1/variant/live" --max-capacity 2
"""
COMMAND = """
resource "terraform_data" "scale" {
  provisioner "local-exec" {
    command = <<-EOT
      aws application-autoscaling register-scalable-target --service-namespace sagemaker \\
        --scalable-dimension sagemaker:variant:DesiredInstanceCount --resource-id $SCALED
    EOT
  }
}
"""
SCHEDULE = """
resource "aws_scheduler_schedule" "stop" {
  schedule_expression = "cron(0 19 * * ? *)"
  target {
    arn   = "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint"
    input = var.input
  }
}
"""
STOP = """
Resources:
  Stop:
    Type: AWS::Scheduler::Schedule
    Properties:
      Target:
        Arn: arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint
"""
PERMISSION = """
resource "aws_iam_role_policy" "p" {
  policy = "sagemaker:deleteEndpoint sagemaker:variant: registerScalableTarget"
}
"""


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"fn/scaler.yaml": FUNCTION}, "fn/scaler.yaml:3 registers a scalable target"),
        ({"infra/scaler.yaml": FUNCTION}, "infra/scaler.yaml:3 registers"),
        ({"fn/scaler.py": HANDLER}, "fn/scaler.py:5 sets the capacity"),
        ({"ops/scale.sh": SHELL}, "ops/scale.sh:2 registers"),
        ({"ops/main.tf": COMMAND}, "ops/main.tf:2 registers"),
        ({"infra/scale.tf": COMMAND}, "infra/scale.tf:2 registers"),
    ],
)
def test_what_scales_some_endpoint_may_scale_this_one(files: Mapping[str, str], place: str) -> None:
    (found,) = endpoints({"infra/main.tf": ENDPOINT, **files})
    (variant,) = found.variants
    assert variant.scalable_targets.more is not None
    assert variant.scalable_targets.more.reason.startswith(place)
    assert variant.scalable_targets.more.span.path == "infra/main.tf"
    assert isinstance(found.deleted, Absent)


@pytest.mark.parametrize("files", [{"ops/main.tf": SCHEDULE}, {"stop.yaml": STOP}])
def test_what_deletes_some_endpoint_may_delete_this_one(files: Mapping[str, str]) -> None:
    (found,) = endpoints({"infra/main.tf": ENDPOINT, **files})
    assert isinstance(found.deleted, Unknown)
    (variant,) = found.variants
    assert variant.scalable_targets.more is None


DESTROY = """
resource "terraform_data" "clean" {
  provisioner "local-exec" {
    when    = destroy
    command = "aws sagemaker delete-endpoint --endpoint-name $NAME"
  }
}
"""


@pytest.mark.parametrize("other", [PERMISSION, DESTROY])
def test_what_is_only_permitted_or_done_at_the_end_is_not_done(other: str) -> None:
    (found,) = endpoints({"infra/main.tf": ENDPOINT, "infra/other.tf": other})
    assert found.variants.items[0].scalable_targets.more is None
    assert isinstance(found.deleted, Absent)
