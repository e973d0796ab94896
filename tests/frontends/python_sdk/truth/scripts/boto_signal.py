# cleanup: signalled=conditional
import signal

import boto3

sm = boto3.client("sagemaker")


def stop(number, frame):
    sm.delete_endpoint(EndpointName="signalled")
    raise SystemExit(1)


signal.signal(signal.SIGTERM, stop)
sm.create_model(
    ModelName="signalled",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="signalled",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "signalled",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="signalled", EndpointConfigName="signalled")
