# cleanup: weak=guaranteed
import weakref

import boto3


class Endpoint:
    def __init__(self, name):
        self.client = boto3.client("sagemaker")
        self.client.create_model(
            ModelName=name,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        self.client.create_endpoint_config(
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
        self.client.create_endpoint(EndpointName=name, EndpointConfigName=name)
        weakref.finalize(self, self.client.delete_endpoint, EndpointName=name)


endpoint = Endpoint("weak")
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="weak", Body="1")
