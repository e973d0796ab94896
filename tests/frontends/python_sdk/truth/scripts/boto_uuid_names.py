# cleanup: run-cd613e30-d8f1-4adf-91b7-584a2265b1f5=always
import uuid

import boto3

sm = boto3.client("sagemaker")
run = str(uuid.uuid4())
name = f"run-{run}"
sm.create_model(
    ModelName=name,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=name + "-c",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": name,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=name, EndpointConfigName=name + "-c")
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body="1")
sm.delete_endpoint(EndpointName=name)
