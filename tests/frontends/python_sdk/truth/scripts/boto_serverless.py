# cleanup: lean=none
import os

import boto3

MEMORY = int(os.environ.get("ENDPOINT_MEMORY", "4096"))
CONCURRENCY = int(os.getenv("ENDPOINT_CONCURRENCY", 20))
sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="lean",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="lean",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "lean",
            "ServerlessConfig": {
                "MemorySizeInMB": MEMORY,
                "MaxConcurrency": CONCURRENCY,
                "ProvisionedConcurrency": 5,
            },
        }
    ],
)
sm.create_endpoint(EndpointName="lean", EndpointConfigName="lean")
