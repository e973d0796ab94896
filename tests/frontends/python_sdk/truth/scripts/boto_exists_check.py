# cleanup: upsert=none
import boto3
from botocore.exceptions import ClientError

sm = boto3.client("sagemaker")
NAME = "upsert"
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


def exists(name):
    try:
        sm.describe_endpoint(EndpointName=name)
    except ClientError:
        return False
    return True


if exists(NAME):
    sm.update_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
else:
    sm.create_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
