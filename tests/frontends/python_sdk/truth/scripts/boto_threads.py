# cleanup: thread-0=always
# cleanup: thread-1=always
from concurrent.futures import ThreadPoolExecutor

import boto3

sm = boto3.client("sagemaker")
NAMES = [f"thread-{number}" for number in range(2)]


def deploy(name):
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": name,
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)


def delete(name):
    sm.delete_endpoint(EndpointName=name)


with ThreadPoolExecutor(max_workers=1) as pool:
    list(pool.map(deploy, NAMES))
with ThreadPoolExecutor(max_workers=1) as pool:
    futures = [pool.submit(delete, name) for name in NAMES]
for future in futures:
    future.result()
