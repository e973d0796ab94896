# cleanup: partial=always
from functools import partial

import boto3

sm = boto3.client("sagemaker")
make_model = partial(
    sm.create_model, ExecutionRoleArn="arn:aws:iam::123456789012:role/ml"
)
make_model(ModelName="partial", PrimaryContainer={"Image": "i"})
variant = partial(dict, VariantName="v", InitialInstanceCount=1)
configure = lambda name, **extra: sm.create_endpoint_config(
    EndpointConfigName=name, ProductionVariants=[variant(ModelName=name, **extra)]
)
configure("partial", InstanceType="ml.m5.2xlarge")
sm.create_endpoint(EndpointName="partial", EndpointConfigName="partial")
delete = partial(sm.delete_endpoint, EndpointName="partial")
delete()
