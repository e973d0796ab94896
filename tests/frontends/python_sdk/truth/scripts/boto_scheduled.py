# cleanup: ttl=scheduled
import json
from datetime import datetime, timedelta

import boto3

sm = boto3.client("sagemaker")
scheduler = boto3.client("scheduler")
NAME = "ttl"

sm.create_model(
    ModelName=NAME,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=NAME,
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": NAME,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
until = datetime.now() + timedelta(hours=8)
scheduler.create_schedule(
    Name=f"delete-{NAME}",
    ScheduleExpression=f"at({until:%Y-%m-%dT%H:%M:%S})",
    FlexibleTimeWindow={"Mode": "OFF"},
    Target={
        "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint",
        "RoleArn": "arn:aws:iam::123456789012:role/scheduler",
        "Input": json.dumps({"EndpointName": NAME}),
    },
)
