# cleanup: gen=guaranteed
from contextlib import contextmanager

import boto3

sm = boto3.client("sagemaker")


@contextmanager
def endpoint(name, **variant):
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[{"VariantName": "v", "ModelName": name, **variant}],
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
    try:
        yield name
    finally:
        sm.delete_endpoint(EndpointName=name)


with endpoint("gen", InstanceType="ml.g5.xlarge", InitialInstanceCount=1) as name:
    boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body=b"{}")
