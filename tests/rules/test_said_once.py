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
