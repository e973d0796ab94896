# cleanup: retried=always
import time

import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="retried",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="retried",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "retried",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="retried", EndpointConfigName="retried")
status = "Creating"
attempts = 0
while status == "Creating" and attempts < 60:
    time.sleep(10)
    attempts += 1
    status = sm.describe_endpoint(EndpointName="retried")["EndpointStatus"]
else:
    print(status)
assert status == "InService", status
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="retried", Body="1")
sm.delete_endpoint(EndpointName="retried")
