# cleanup: leaky=always
import contextlib

import boto3

sm = boto3.client("sagemaker")


@contextlib.contextmanager
def deployed(name):
    sm.create_endpoint(EndpointName=name, EndpointConfigName="leaky-config")
    yield name
    sm.delete_endpoint(EndpointName=name)


sm.create_model(
    ModelName="leaky",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="leaky-config",
    ProductionVariants=[
        dict(
            VariantName="v",
            ModelName="leaky",
            InstanceType="ml.m5.large",
            InitialInstanceCount=1,
        )
    ],
)
with deployed("leaky") as endpoint_name:
    rt = boto3.client("sagemaker-runtime")
    rt.invoke_endpoint(EndpointName=endpoint_name, Body="1")
