"""The same configuration, read from its files and from its plan, is the same endpoint."""

import pytest

from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known
from tests.frontends.terraform.shown.writing import (
    Data,
    change,
    module,
    plan,
    references,
    written,
)
from tests.project import endpoints
from tests.rosetta.cases import DATA, IMAGE, ROLE, TERRAFORM

MODEL = change(
    "aws_sagemaker_model.fraud",
    {
        "name": "fraud",
        "execution_role_arn": ROLE,
        "enable_network_isolation": None,
        "container": [],
        "inference_execution_config": [],
        "primary_container": [
            {
                "image": IMAGE,
                "model_data_url": DATA,
                "environment": {"WORKERS": "2"},
                "mode": "SingleModel",
                "container_hostname": None,
                "model_data_source": [],
                "image_config": [],
            }
        ],
        "tags": None,
        "vpc_config": [],
    },
    {"arn": True, "id": True, "tags_all": True},
)
ENDPOINT = change(
    "aws_sagemaker_endpoint.fraud",
    {
        "name": "fraud",
        "endpoint_config_name": "fraud",
        "deployment_config": [],
        "tags": None,
    },
    {"arn": True, "id": True, "tags_all": {}},
)
SERVERLESS = {
    "serverless_config": [
        {"memory_size_in_mb": 4096, "max_concurrency": 20, "provisioned_concurrency": None}
    ],
    "instance_type": None,
    "initial_instance_count": None,
}
INSTANCES = {
    "serverless_config": [],
    "instance_type": "ml.m5.xlarge",
    "initial_instance_count": 2,
}
ASYNC = [
    {
        "client_config": [{"max_concurrent_invocations_per_instance": 4}],
        "output_config": [
            {
                "s3_output_path": "s3://results/ok",
                "s3_failure_path": "s3://results/failed",
                "kms_key_id": None,
                "notification_config": [],
            }
        ],
    }
]
DIMENSION = "sagemaker:variant:DesiredInstanceCount"
SCALED = {
    "resource_id": "endpoint/fraud/variant/AllTraffic",
    "scalable_dimension": DIMENSION,
    "service_namespace": "sagemaker",
}


def config(variant: Data, asynchronous: object = ()) -> Data:
    return change(
        "aws_sagemaker_endpoint_configuration.fraud",
        {
            "name": "fraud",
            "async_inference_config": asynchronous,
            "data_capture_config": [],
            "kms_key_arn": None,
            "production_variants": [
                {
                    "variant_name": "AllTraffic",
                    "model_name": "fraud",
                    "initial_variant_weight": 1,
                    "accelerator_type": None,
                    "core_dump_config": [],
                    "volume_size_in_gb": None,
                    **variant,
                }
            ],
            "shadow_production_variants": [],
            "tags": None,
        },
        {"arn": True, "id": True, "name_prefix": True, "tags_all": {}},
    )


SCALING = (
    change(
        "aws_appautoscaling_target.fraud",
        {**SCALED, "min_capacity": 2, "max_capacity": 6, "tags": None},
        {"arn": True, "id": True, "role_arn": True, "suspended_state": True, "tags_all": {}},
    ),
    change(
        "aws_appautoscaling_policy.fraud",
        {
            **SCALED,
            "name": "fraud",
            "policy_type": "TargetTrackingScaling",
            "step_scaling_policy_configuration": [],
            "target_tracking_scaling_policy_configuration": [
                {
                    "target_value": 70,
                    "disable_scale_in": False,
                    "predefined_metric_specification": [
                        {
                            "predefined_metric_type": "SageMakerVariantInvocationsPerInstance",
                            "resource_label": None,
                        }
                    ],
                    "customized_metric_specification": [],
                }
            ],
        },
        {"arn": True, "id": True, "alarm_arns": True},
    ),
)
WAKING = (
    change(
        "aws_appautoscaling_target.fraud",
        {**SCALED, "min_capacity": 0, "max_capacity": 4, "tags": None},
        {"arn": True, "id": True, "role_arn": True, "suspended_state": True, "tags_all": {}},
    ),
    change(
        "aws_appautoscaling_policy.wake",
        {
            **SCALED,
            "name": "wake",
            "policy_type": "StepScaling",
            "step_scaling_policy_configuration": [
                {
                    "adjustment_type": "ChangeInCapacity",
                    "cooldown": None,
                    "step_adjustment": [
                        {
                            "metric_interval_lower_bound": "0",
                            "metric_interval_upper_bound": "",
                            "scaling_adjustment": 1,
                        }
                    ],
                }
            ],
            "target_tracking_scaling_policy_configuration": [],
        },
        {"arn": True, "id": True, "alarm_arns": True},
    ),
    change(
        "aws_cloudwatch_metric_alarm.backlog",
        {
            "alarm_name": "backlog",
            "namespace": "AWS/SageMaker",
            "metric_name": "HasBacklogWithoutCapacity",
            "dimensions": {"EndpointName": "fraud"},
            "statistic": "Average",
            "period": 60,
            "evaluation_periods": 2,
            "threshold": 1,
            "comparison_operator": "GreaterThanOrEqualToThreshold",
            "treat_missing_data": "missing",
            "actions_enabled": True,
            "alarm_actions": [None],
            "ok_actions": None,
            "metric_query": [],
        },
        {"arn": True, "id": True, "alarm_actions": [True], "tags_all": {}},
    ),
)
LINKED = {
    "alarm_actions": references(
        "aws_appautoscaling_policy.wake.arn", "aws_appautoscaling_policy.wake"
    ),
}
CHANGES = {
    "serverless": (MODEL, config(SERVERLESS), ENDPOINT),
    "realtime": (MODEL, config(INSTANCES), ENDPOINT, *SCALING),
    "async": (MODEL, config(INSTANCES, ASYNC), ENDPOINT, *WAKING),
}


def planned(kind: str) -> str:
    changes = CHANGES[kind]
    blocks = (written(one, **(LINKED if "alarm" in str(one["type"]) else {})) for one in changes)
    return plan(changes, module(*blocks), {"instance_type": "ml.m5.xlarge"})


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("beside", [True, False])
def test_a_plan_is_the_endpoint_that_its_files_are(kind: str, beside: bool) -> None:
    (expected,) = endpoints(TERRAFORM[kind])
    files = TERRAFORM[kind] if beside else {}
    *_, found = endpoints({**files, "plan.json": planned(kind)})
    assert found.stage.name == "plan.json"
    assert found == expected


FILES = {
    "main.tf": """
variable "teams" {
  type = set(string)
}

module "ml" {
  source   = "./ml"
  for_each = var.teams
  name     = each.key
  role     = data.aws_iam_role.ml.arn
}

data "aws_iam_role" "ml" {
  name = "ml"
}
""",
    "ml/main.tf": """
variable "name" {}
variable "role" {}

locals {
  config = aws_sagemaker_endpoint_configuration.this.name
}

resource "aws_sagemaker_model" "this" {
  execution_role_arn = var.role
  primary_container {
    image = "example.com/model:1"
  }
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  dynamic "production_variants" {
    for_each = [1]
    content {
      model_name             = aws_sagemaker_model.this.name
      instance_type          = "ml.m5.large"
      initial_instance_count = production_variants.value
    }
  }
}

resource "aws_sagemaker_endpoint" "this" {
  endpoint_config_name = local.config
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.this.name}/variant/AllTraffic"
  min_capacity       = 1
  max_capacity       = 3
}
""",
    "terraform.tfvars": 'teams = ["fraud", "search"]\n',
}


def team(name: str) -> list[Data]:
    """What a plan says of one instance of the module, while no name is known."""
    at = f'module.ml["{name}"]'
    later = {"arn": True, "id": True, "name": True, "tags_all": True}
    variant = {
        "instance_type": "ml.m5.large",
        "initial_instance_count": 1,
        "initial_variant_weight": 1,
        "serverless_config": [],
    }
    return [
        change(
            f"{at}.aws_sagemaker_model.this",
            {
                "execution_role_arn": "arn:aws:iam::123456789012:role/ml",
                "primary_container": [{"image": "example.com/model:1", "mode": "SingleModel"}],
            },
            later,
        ),
        change(
            f"{at}.aws_sagemaker_endpoint_configuration.this",
            {"production_variants": [variant]},
            {**later, "production_variants": [{"variant_name": True, "model_name": True}]},
        ),
        change(f"{at}.aws_sagemaker_endpoint.this", {}, {**later, "endpoint_config_name": True}),
        change(
            f"{at}.aws_appautoscaling_target.this",
            {**SCALED, "min_capacity": 1, "max_capacity": 3, "resource_id": None},
            {"arn": True, "id": True, "role_arn": True, "resource_id": True},
        ),
    ]


TEAMS = plan([*team("fraud"), *team("search")], {}, {"teams": ["fraud", "search"]})


def test_instances_of_a_module_join_by_what_their_files_say_before_they_have_a_name() -> None:
    before = endpoints(FILES)
    after = endpoints({**FILES, "plan.json": TEAMS})[2:]
    assert [one.address for one in after] == [one.address for one in before]
    for found, expected in zip(after, before, strict=True):
        assert found == expected
        (variant,) = found.variants
        assert [target.max_capacity for target in variant.scalable_targets] == [Known(3, NOWHERE)]
        assert isinstance(variant.model, Known)
        assert isinstance(variant.model.value.name, Absent)
