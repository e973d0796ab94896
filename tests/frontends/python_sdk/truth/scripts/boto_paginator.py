# cleanup: paged=always
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="paged",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="paged",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "paged",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="paged", EndpointConfigName="paged")
waiter = sm.get_waiter("endpoint_in_service")
waiter.wait(EndpointName="paged", WaiterConfig={"Delay": 5, "MaxAttempts": 10})
pages = sm.get_paginator("list_endpoints").paginate(SortBy="Name")
for page in pages:
    for found in page["Endpoints"]:
        sm.delete_endpoint(EndpointName=found["EndpointName"])
