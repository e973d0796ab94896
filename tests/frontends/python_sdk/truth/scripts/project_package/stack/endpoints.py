from . import settings
from .clients import sagemaker


def variant(model, count=1, kind=settings.INSTANCE_TYPE):
    return {
        "VariantName": "v",
        "ModelName": model,
        "InstanceType": kind,
        "InitialInstanceCount": count,
    }


class Endpoint:
    def __init__(self, name):
        self.name = name
        self.client = sagemaker()

    def create(self, variants):
        self.client.create_model(
            ModelName=self.name,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn=settings.ROLE,
        )
        self.client.create_endpoint_config(
            EndpointConfigName=self.name, ProductionVariants=variants
        )
        self.client.create_endpoint(EndpointName=self.name, EndpointConfigName=self.name)

    def delete(self):
        self.client.delete_endpoint(EndpointName=self.name)
