"""The three endpoints of Rosetta in Terraform's JSON syntax."""

import json
from collections.abc import Mapping

IMAGE = "123456789012.dkr.ecr.${var.region}.amazonaws.com/fraud:1.4.2"
MODEL = {
    "variable": {"region": {"default": "eu-west-1"}, "instance_type": {"type": "string"}},
    "resource": {
        "aws_sagemaker_model": {
            "fraud": {
                "name": "fraud",
                "execution_role_arn": "arn:aws:iam::123456789012:role/fraud",
                "primary_container": {
                    "image": IMAGE,
                    "model_data_url": "s3://models/fraud/model.tar.gz",
                    "environment": {"WORKERS": "${1 + 1}"},
                },
            }
        },
        "aws_sagemaker_endpoint": {
            "fraud": {
                "name": "fraud",
                "endpoint_config_name": "${aws_sagemaker_endpoint_configuration.fraud.name}",
            }
        },
    },
}
VARIANT = {
    "variant_name": "AllTraffic",
    "model_name": "${aws_sagemaker_model.fraud.name}",
    "initial_variant_weight": 1,
}
INSTANCES = {**VARIANT, "instance_type": "${var.instance_type}", "initial_instance_count": "2"}
SERVERLESS = {**VARIANT, "serverless_config": {"memory_size_in_mb": 4096, "max_concurrency": 20}}
ASYNC = {
    "client_config": {"max_concurrent_invocations_per_instance": 4},
    "output_config": {
        "s3_output_path": "s3://results/ok",
        "s3_failure_path": "s3://results/failed",
    },
}
SCALED = {
    name: f"${{aws_appautoscaling_target.fraud.{name}}}"
    for name in ("service_namespace", "scalable_dimension", "resource_id")
}
TRACKING = {
    "name": "fraud",
    "policy_type": "TargetTrackingScaling",
    "target_tracking_scaling_policy_configuration": {
        "target_value": 70,
        "predefined_metric_specification": [
            {"predefined_metric_type": "SageMakerVariantInvocationsPerInstance"}
        ],
    },
}
WAKE = {
    "name": "wake",
    "policy_type": "StepScaling",
    "step_scaling_policy_configuration": {
        "adjustment_type": "ChangeInCapacity",
        "step_adjustment": {"metric_interval_lower_bound": 0, "scaling_adjustment": 1},
    },
}
BACKLOG = {
    "alarm_name": "backlog",
    "namespace": "AWS/SageMaker",
    "metric_name": "HasBacklogWithoutCapacity",
    "dimensions": {"EndpointName": "${aws_sagemaker_endpoint.fraud.name}"},
    "statistic": "Average",
    "period": 60,
    "evaluation_periods": 2,
    "threshold": 1,
    "comparison_operator": "GreaterThanOrEqualToThreshold",
    "treat_missing_data": "missing",
    "alarm_actions": ["${aws_appautoscaling_policy.fraud.arn}"],
}


def _scaled(
    policy: Mapping[str, object], smallest: int, largest: int, **more: object
) -> dict[str, str]:
    target = {
        "service_namespace": "sagemaker",
        "scalable_dimension": "sagemaker:variant:DesiredInstanceCount",
        "resource_id": "endpoint/${aws_sagemaker_endpoint.fraud.name}/variant/AllTraffic",
        "min_capacity": smallest,
        "max_capacity": largest,
    }
    resource = {
        "aws_appautoscaling_target": {"fraud": target},
        "aws_appautoscaling_policy": {"fraud": {**SCALED, **policy}},
        **more,
    }
    return {"scaling.tf.json": json.dumps({"resource": resource})}


def _files(variant: Mapping[str, object], **more: object) -> dict[str, str]:
    config = {"name": "fraud", "production_variants": [variant], **more}
    resource = {"aws_sagemaker_endpoint_configuration": {"fraud": config}}
    return {
        "main.tf.json": json.dumps(MODEL),
        "endpoint.tf.json": json.dumps({"resource": resource}),
        "terraform.tfvars.json": json.dumps({"instance_type": "ml.m5.xlarge"}),
    }


TERRAFORM_JSON = {
    "serverless": _files(SERVERLESS),
    "realtime": {**_files(INSTANCES), **_scaled(TRACKING, 2, 6)},
    "async": {
        **_files(INSTANCES, async_inference_config=ASYNC),
        **_scaled(WAKE, 0, 4, aws_cloudwatch_metric_alarm={"backlog": BACKLOG}),
    },
}
