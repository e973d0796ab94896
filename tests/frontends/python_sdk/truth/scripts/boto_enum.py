# cleanup: enumerated=always
from enum import Enum

import boto3


class Size(Enum):
    SMALL = "ml.m5.large"
    LARGE = "ml.m5.4xlarge"


SIZES = {"dev": Size.SMALL, "prod": Size.LARGE}
sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="enumerated",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="enumerated",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "enumerated",
            "InstanceType": SIZES["prod"].value,
            "InitialInstanceCount": len(Size),
        }
    ],
)
sm.create_endpoint(EndpointName="enumerated", EndpointConfigName="enumerated")
sm.delete_endpoint(EndpointName="enumerated")
