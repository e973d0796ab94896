"""The table of names against the API's own service model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    MONITORING_JOBS,
    MONITORING_SCHEDULE,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
)
from smlint.frontends.terraform.resources.shapes import SHAPES, Members, camel

OPERATIONS = {
    MODEL: [("sagemaker", "CreateModel")],
    ENDPOINT_CONFIG: [("sagemaker", "CreateEndpointConfig")],
    ENDPOINT: [("sagemaker", "CreateEndpoint"), ("sagemaker", "UpdateEndpoint")],
    INFERENCE_COMPONENT: [
        ("sagemaker", "CreateInferenceComponent"),
        ("sagemaker", "UpdateInferenceComponent"),
    ],
    MONITORING_SCHEDULE: [("sagemaker", "CreateMonitoringSchedule")],
    **{
        kind: [("sagemaker", f"Create{kind.removeprefix('AWS::SageMaker::')}")]
        for kind in MONITORING_JOBS
    },
    SCALABLE_TARGET: [("application-autoscaling", "RegisterScalableTarget")],
    SCALING_POLICY: [("application-autoscaling", "PutScalingPolicy")],
    SCHEDULED_ACTION: [("application-autoscaling", "PutScheduledAction")],
    ALARM: [("cloudwatch", "PutMetricAlarm")],
}
OF_CLOUDFORMATION = {
    "ScheduledActions": SCALABLE_TARGET,  # written inside the target there
    "ScalingTargetId": SCALING_POLICY,  # in place of what identifies the target
}
"""Members that `awscc` takes over from CloudFormation's schema: the API has none of the name."""

Paths = dict[str, tuple[str, bool]]
"""For each member, by the path to it, its kind (`structure` or not) and whether it is a list."""


@cache
def api(type_: str) -> Paths:
    session = botocore.session.get_session()
    found: Paths = {}
    for service, operation in OPERATIONS[type_]:
        found |= members_of(
            session.get_service_model(service).operation_model(operation).input_shape
        )
    return found


def members_of(shape: Any, path: str = "") -> Paths:
    found: Paths = {}
    for name, member in shape.members.items():
        inner = member
        while inner.type_name == "list":
            inner = inner.member
        structure = inner.type_name == "structure" and name != "Tags"
        found[path + name] = ("structure" * structure, structure and member.type_name == "list")
        if structure:
            found |= members_of(inner, f"{path}{name}.")
    return found


def table(members: Members, path: str = "") -> Iterator[tuple[str, str, tuple[str, bool]]]:
    """The API path, the provider's own name and the kind of every member of the table."""
    for name, kind in members.items():
        if isinstance(kind, str):
            yield path + kind, name, ("", False)
        else:
            yield path + kind.member, name, ("structure", kind.many)
            yield from table(kind.members, f"{path}{kind.member}.")


def spelt(type_: str) -> dict[str, set[str]]:
    """The provider names of every API path, of both providers together."""
    found: dict[str, set[str]] = {}
    for shape in SHAPES.values():
        if shape.type == type_:
            for path, name, _ in table(shape.members):
                found.setdefault(path, set()).add(name)
    return found


def snake(name: str) -> str:
    """How the twins of `awscc` are spelt: CloudFormation's names, in words."""
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name))
    return words.lower()


IN_PART = {MONITORING_SCHEDULE, *MONITORING_JOBS}
"""Types of which what tells the endpoint is enough."""


@pytest.mark.parametrize("type_", [type_ for type_ in OPERATIONS if type_ not in IN_PART])
def test_every_member_of_the_api_has_its_name_in_words(type_: str) -> None:
    names = spelt(type_)
    missing = [
        path for path in api(type_) if snake(path.rpartition(".")[2]) not in names.get(path, set())
    ]
    assert missing == []


@pytest.mark.parametrize("name", SHAPES)
def test_every_name_of_the_table_is_a_member_of_the_api(name: str) -> None:
    shape = SHAPES[name]
    known = api(shape.type)
    wrong = [
        path
        for path, _, kind in table(shape.members)
        if OF_CLOUDFORMATION.get(path.partition(".")[0]) != shape.type and known.get(path) != kind
    ]
    assert wrong == []


ARGUMENTS = {
    "aws_sagemaker_model": "name primary_container container execution_role_arn vpc_config"
    " enable_network_isolation inference_execution_config tags",
    "aws_sagemaker_endpoint_configuration": "name kms_key_arn production_variants"
    " shadow_production_variants data_capture_config async_inference_config execution_role_arn"
    " tags",
    "aws_sagemaker_endpoint": "name endpoint_config_name deployment_config tags",
    "aws_appautoscaling_target": "min_capacity max_capacity resource_id scalable_dimension"
    " service_namespace role_arn suspended_state tags",
    "aws_appautoscaling_policy": "name policy_type resource_id scalable_dimension"
    " service_namespace step_scaling_policy_configuration"
    " target_tracking_scaling_policy_configuration predictive_scaling_policy_configuration",
    "aws_appautoscaling_scheduled_action": "name service_namespace resource_id scalable_dimension"
    " schedule start_time end_time timezone scalable_target_action",
    "aws_cloudwatch_metric_alarm": "alarm_name alarm_description comparison_operator"
    " evaluation_periods metric_name namespace period statistic extended_statistic threshold"
    " threshold_metric_id actions_enabled alarm_actions ok_actions insufficient_data_actions"
    " datapoints_to_alarm dimensions unit treat_missing_data"
    " evaluate_low_sample_count_percentiles metric_query tags",
}
"""The arguments that the documentation of the provider `aws` lists."""


@pytest.mark.parametrize("name", ARGUMENTS)
def test_every_argument_of_the_provider_is_in_the_table(name: str) -> None:
    assert set(ARGUMENTS[name].split()) <= set(SHAPES[name].members)


IRREGULAR = {
    ENDPOINT_CONFIG: {
        "KmsKeyId": "kms_key_arn",
        "ProductionVariants.ServerlessConfig.MemorySizeInMB": "memory_size_in_mb",
        "ProductionVariants.VolumeSizeInGB": "volume_size_in_gb",
        "ProductionVariants.EnableSSMAccess": "enable_ssm_access",
        "AsyncInferenceConfig.OutputConfig.S3OutputPath": "s3_output_path",
    },
    MODEL: {
        "Containers": "container",
        "Containers.AdditionalModelDataSources": "additional_model_data_source",
        "PrimaryContainer.ModelDataSource.S3DataSource.S3Uri": "s3_uri",
    },
    SCALABLE_TARGET: {"RoleARN": "role_arn"},
    SCALING_POLICY: {
        "StepScalingPolicyConfiguration.StepAdjustments": "step_adjustment",
        "PredictiveScalingPolicyConfiguration.MetricSpecifications": "metric_specification",
        "PredictiveScalingPolicyConfiguration.MetricSpecifications"
        ".CustomizedLoadMetricSpecification.MetricDataQueries": "metric_data_query",
    },
    ALARM: {
        "OKActions": "ok_actions",
        "Metrics": "metric_query",
        "Metrics.MetricStat.Metric.Namespace": "namespace",
    },
}


@pytest.mark.parametrize("type_", IRREGULAR)
def test_what_the_provider_spells_in_its_own_way_is_known(type_: str) -> None:
    names = spelt(type_)
    assert all(name in names[path] for path, name in IRREGULAR[type_].items())


@pytest.mark.parametrize("name", SHAPES)
def test_the_name_is_an_argument(name: str) -> None:
    assert SHAPES[name].name in SHAPES[name].members


def test_camel() -> None:
    assert camel("initial_instance_count") == "InitialInstanceCount"
