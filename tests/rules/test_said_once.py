"""What holds of a whole script or stack is said once, and one fault by one rule."""

from __future__ import annotations

import pytest

from smlint.core.report import Finding
from tests.rules.judged import report


def findings(rule: str, code: str) -> tuple[Finding, ...]:
    return report(rule, code, "python").findings


def test_a_script_is_of_the_second_version_once() -> None:
    code = """
from sagemaker.serve import ModelBuilder
from sagemaker.sklearn import SKLearnModel
from sagemaker.pytorch import PyTorchModel

ModelBuilder(model=classifier, role_arn="ml").deploy(endpoint_name="new")
SKLearnModel(model_data="s3://m/1.tar.gz", role="ml").deploy(1, "ml.m5.large")
PyTorchModel(model_data="s3://m/2.tar.gz", role="ml").deploy(1, "ml.m5.large")
"""
    (found,) = findings("sdk-v2", code)
    assert found.span.line == 7
    assert "SKLearnModel" in found.message


def test_schedules_of_model_monitor_are_closed_once() -> None:
    code = """
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x")
sagemaker.create_monitoring_schedule(MonitoringScheduleName="data")
sagemaker.create_monitoring_schedule(MonitoringScheduleName="model")
"""
    (found,) = findings("monitor-closed", code)
    assert found.span.line == 6


CAPTURE = """
import boto3

boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="x",
    ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large"}],
    DataCaptureConfig={
        "EnableCapture": True,
        "InitialSamplingPercentage": %d,
        "DestinationS3Uri": "s3://captured/x",
        "CaptureOptions": [{"CaptureMode": "Input"}],
    },
)
"""
PIPELINE = """
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x")
sagemaker.create_model(
    ModelName="x",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    Containers=[%s],
    InferenceExecutionConfig={"Mode": "Serial"},
)
"""
CONTAINER = '{"Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"},'


@pytest.mark.parametrize(
    ("code", "rule", "value", "expected"),
    [
        (CAPTURE, "capture-zero", 0, (1, 0)),
        (CAPTURE, "capture-zero", 100, (0, 0)),
        (CAPTURE, "capture-zero", 101, (0, 1)),
        (PIPELINE, "pipeline-container-count", CONTAINER * 1, (1, 0)),
        (PIPELINE, "pipeline-container-count", CONTAINER * 15, (0, 0)),
        (PIPELINE, "pipeline-container-count", CONTAINER * 16, (0, 1)),
    ],
)
def test_what_the_model_of_the_api_refuses_is_told_of_it_alone(
    code: str, rule: str, value: object, expected: tuple[int, int]
) -> None:
    asked = (rule, "api-request-refused")
    assert tuple(len(findings(name, code % value)) for name in asked) == expected


def test_a_name_that_is_taken_over_is_refused_where_it_is_written() -> None:
    terraform = """
resource "aws_sagemaker_endpoint_configuration" "search" {
  name = "search_1"
  production_variants {
    variant_name           = "all"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
resource "aws_sagemaker_endpoint" "search" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}
"""
    (found,) = report("api-request-refused", terraform, "terraform").findings
    assert found.span.line == 3
    deployed = """
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://m/1.tar.gz", role="ml", entry_point="i.py")
model.deploy(1, "ml.m5.large", endpoint_name="search_1")
"""
    (found,) = findings("api-request-refused", deployed)
    assert found.message.startswith('EndpointName is "search_1"')
    assert found.instead == 'model.deploy(\n    endpoint_name="search-1",\n)'
    both = deployed.replace('role="ml"', 'role="ml", name="m_1"').replace("search_1", "search")
    (found,) = findings("api-request-refused", both)
    assert found.message.startswith('ModelName is "m_1"')


def test_one_target_for_an_endpoint_of_several_stages_is_told_once() -> None:
    code = """
variable "env" { type = string }
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "blue"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
resource "aws_sagemaker_endpoint" "search" {
  name                 = "search-${var.env}"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
}
resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1
  max_capacity       = 4
}
"""
    stages = {f"{env}_tfvars": f'env = "{env}"' for env in ("dev", "prod")}
    (found,) = report("autoscale-bad-resource-id", code, **stages).findings
    assert found.stages == ("dev.tfvars", "prod.tfvars")
