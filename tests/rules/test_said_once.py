"""Rules on what holds of a whole script or stack: they say it once."""

from __future__ import annotations

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
