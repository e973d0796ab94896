# cleanup: fragile=conditional
import boto3
from botocore.exceptions import ClientError

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sm.create_model(
    ModelName="fragile",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="fragile",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "fragile",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
try:
    sm.create_endpoint(EndpointName="fragile", EndpointConfigName="fragile")
    runtime.invoke_endpoint(EndpointName="fragile", Body="smoke test")
except ClientError:
    sm.delete_endpoint(EndpointName="fragile")
    raise
