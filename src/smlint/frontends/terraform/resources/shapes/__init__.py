"""From the providers' snake_case to the API's members: the one table of names.

Most names are the API's in snake_case; where they are not, the table says so, and for nested blocks
it says whether there is one of them or a list. Sources: the resource documentation of the
providers `aws` and `awscc`; a test compares the table with the API's own service model.
"""

from __future__ import annotations

from collections.abc import Mapping

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
from smlint.frontends.terraform.resources.shapes.alarms import ALARM_MEMBERS
from smlint.frontends.terraform.resources.shapes.hosting import (
    ENDPOINT_CONFIG_MEMBERS,
    ENDPOINT_MEMBERS,
    INFERENCE_COMPONENT_MEMBERS,
    MODEL_MEMBERS,
)
from smlint.frontends.terraform.resources.shapes.monitoring import SCHEDULE_MEMBERS, job_members
from smlint.frontends.terraform.resources.shapes.notation import Members, Shape, Structure, camel
from smlint.frontends.terraform.resources.shapes.scaling import (
    POLICY_MEMBERS,
    SCHEDULED_ACTION_MEMBERS,
    TARGET_MEMBERS,
)

__all__ = ["DEPLOYED", "SHAPES", "Members", "Shape", "Structure", "camel"]

# A default of the provider is filled in only where the API does something else with what is not
# sent. The others say what absence means in every language: `initial_variant_weight` 1, `mode`
# SingleModel, `termination_wait_in_seconds` 0, `disable_scale_in` false, `actions_enabled` true,
# `treat_missing_data` missing.
POLICY_TYPE: Mapping[tuple[str, ...], str] = {("PolicyType",): "StepScaling"}
"""https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/appautoscaling_policy.html.markdown"""
CAPTURE: Mapping[tuple[str, ...], bool] = {("DataCaptureConfig", "EnableCapture"): False}
"""https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/sagemaker_endpoint_configuration.html.markdown"""

SHAPES: Mapping[str, Shape] = {
    "aws_sagemaker_model": Shape(MODEL, "name", MODEL_MEMBERS, tagged=True),
    "aws_sagemaker_endpoint_configuration": Shape(
        ENDPOINT_CONFIG, "name", ENDPOINT_CONFIG_MEMBERS, tagged=True, implied=CAPTURE
    ),
    "aws_sagemaker_endpoint": Shape(ENDPOINT, "name", ENDPOINT_MEMBERS, tagged=True),
    "aws_sagemaker_inference_component": Shape(
        INFERENCE_COMPONENT, "name", INFERENCE_COMPONENT_MEMBERS, tagged=True
    ),
    "aws_appautoscaling_target": Shape(SCALABLE_TARGET, "resource_id", TARGET_MEMBERS, tagged=True),
    "aws_appautoscaling_policy": Shape(SCALING_POLICY, "name", POLICY_MEMBERS, implied=POLICY_TYPE),
    "aws_appautoscaling_scheduled_action": Shape(
        SCHEDULED_ACTION, "name", SCHEDULED_ACTION_MEMBERS
    ),
    "aws_cloudwatch_metric_alarm": Shape(ALARM, "alarm_name", ALARM_MEMBERS, tagged=True),
    "aws_sagemaker_monitoring_schedule": Shape(
        MONITORING_SCHEDULE, "name", SCHEDULE_MEMBERS, tagged=True
    ),
    "aws_sagemaker_data_quality_job_definition": Shape(
        "AWS::SageMaker::DataQualityJobDefinition",
        "name",
        job_members("data_quality", "DataQualityJobInput"),
        tagged=True,
    ),
    "awscc_sagemaker_model": Shape(MODEL, "model_name", MODEL_MEMBERS),
    "awscc_sagemaker_endpoint_config": Shape(
        ENDPOINT_CONFIG, "endpoint_config_name", ENDPOINT_CONFIG_MEMBERS
    ),
    "awscc_sagemaker_endpoint": Shape(ENDPOINT, "endpoint_name", ENDPOINT_MEMBERS),
    "awscc_sagemaker_inference_component": Shape(
        INFERENCE_COMPONENT, "inference_component_name", INFERENCE_COMPONENT_MEMBERS
    ),
    "awscc_sagemaker_monitoring_schedule": Shape(
        MONITORING_SCHEDULE, "monitoring_schedule_name", SCHEDULE_MEMBERS
    ),
    **{
        f"awscc_sagemaker_{job}_job_definition": Shape(
            kind, "job_definition_name", job_members(job, given)
        )
        for job, (kind, given) in zip(
            ("data_quality", "model_quality", "model_bias", "model_explainability"),
            MONITORING_JOBS.items(),
            strict=True,
        )
    },
    "awscc_applicationautoscaling_scalable_target": Shape(
        SCALABLE_TARGET, "resource_id", TARGET_MEMBERS
    ),
    "awscc_applicationautoscaling_scaling_policy": Shape(
        SCALING_POLICY, "policy_name", POLICY_MEMBERS
    ),
    "awscc_cloudwatch_alarm": Shape(ALARM, "alarm_name", ALARM_MEMBERS),
}
"""What smlint reads of each resource type; other types are read only where one of these refers."""

DEPLOYED = frozenset(name for name, shape in SHAPES.items() if shape.type != ALARM)
"""Types that are read wherever they are declared. Most alarms have nothing to do with endpoints."""
IDENTIFIED = frozenset(
    {
        MODEL,
        ENDPOINT_CONFIG,
        ENDPOINT,
        INFERENCE_COMPONENT,
        ALARM,
        MONITORING_SCHEDULE,
        *MONITORING_JOBS,
    }
)
"""Types whose `id` is their physical name."""
