"""The three endpoints of Rosetta as state machines."""

import json
from collections.abc import Mapping
from typing import Any

from tests.rosetta.kubernetes import WAKE

MODEL = {
    "ModelName": "fraud",
    "ExecutionRoleArn": "arn:aws:iam::123456789012:role/fraud",
    "PrimaryContainer": {
        "Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2",
        "ModelDataUrl": "s3://models/fraud/model.tar.gz",
        "Environment": {"WORKERS": "2"},
    },
}
VARIANT = {"VariantName": "AllTraffic", "ModelName": "fraud", "InitialVariantWeight": 1}
INSTANCES = {**VARIANT, "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 2}
SERVERLESS = {**VARIANT, "ServerlessConfig": {"MemorySizeInMB": 4096, "MaxConcurrency": 20}}
ASYNC = {
    "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4},
    "OutputConfig": {"S3OutputPath": "s3://results/ok", "S3FailurePath": "s3://results/failed"},
}
TARGET = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": "endpoint/fraud/variant/AllTraffic",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
TRACKING = {
    **TARGET,
    "PolicyName": "fraud",
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 70,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
        },
    },
}
STEPS = {
    **TARGET,
    "PolicyName": "wake",
    "PolicyType": "StepScaling",
    "StepScalingPolicyConfiguration": {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
}
BACKLOG = {
    "AlarmName": "backlog",
    "Namespace": "AWS/SageMaker",
    "MetricName": "HasBacklogWithoutCapacity",
    "Dimensions": [{"Name": "EndpointName", "Value": "fraud"}],
    "Statistic": "Average",
    "Period": 60,
    "EvaluationPeriods": 2,
    "Threshold": 1,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "TreatMissingData": "missing",
    "AlarmActions": [WAKE],
}


def machine(*requests: tuple[str, Mapping[str, Any]]) -> dict[str, str]:
    """A state machine that does `requests` one after another: a service and operation each."""
    names = [operation for operation, _ in requests]
    states = {
        operation: {
            "Type": "Task",
            "Resource": f"arn:aws:states:::{operation}",
            "Parameters": request,
            **({"Next": following} if following else {"End": True}),
        }
        for (operation, request), following in zip(requests, [*names[1:], ""], strict=True)
    }
    definition = {"StartAt": names[0], "States": states}
    return {"deploy.asl.json": json.dumps(definition, indent=2)}


def endpoint(
    variant: Mapping[str, Any], *more: tuple[str, Mapping[str, Any]], **config: object
) -> dict[str, str]:
    request = {"EndpointConfigName": "fraud", "ProductionVariants": [variant], **config}
    names = {"EndpointName": "fraud", "EndpointConfigName": "fraud"}
    return machine(
        ("sagemaker:createModel", MODEL),
        ("sagemaker:createEndpointConfig", request),
        ("sagemaker:createEndpoint", names),
        *more,
    )


STEP_FUNCTIONS = {
    "serverless": endpoint(SERVERLESS),
    "realtime": endpoint(
        INSTANCES,
        (
            "aws-sdk:applicationautoscaling:registerScalableTarget",
            {**TARGET, "MinCapacity": 2, "MaxCapacity": 6},
        ),
        ("aws-sdk:applicationautoscaling:putScalingPolicy", TRACKING),
    ),
    "async": endpoint(
        INSTANCES,
        (
            "aws-sdk:applicationautoscaling:registerScalableTarget",
            {**TARGET, "MinCapacity": 0, "MaxCapacity": 4},
        ),
        ("aws-sdk:applicationautoscaling:putScalingPolicy", STEPS),
        ("aws-sdk:cloudwatch:putMetricAlarm", BACKLOG),
        AsyncInferenceConfig=ASYNC,
    ),
}
