# cleanup: stacked=guaranteed
from contextlib import ExitStack

import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")

with ExitStack() as stack:
    sm.create_model(
        ModelName="stacked",
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    stack.callback(sm.delete_model, ModelName="stacked")
    sm.create_endpoint_config(
        EndpointConfigName="stacked",
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": "stacked",
                "InstanceType": "ml.c5.xlarge",
                "InitialInstanceCount": 1,
            }
        ],
    )
    stack.callback(sm.delete_endpoint_config, EndpointConfigName="stacked")
    sm.create_endpoint(EndpointName="stacked", EndpointConfigName="stacked")
    stack.callback(sm.delete_endpoint, EndpointName="stacked")
    runtime.invoke_endpoint(EndpointName="stacked", Body="{}")
