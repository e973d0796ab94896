# cleanup: typed=always
from dataclasses import dataclass, field

import boto3


@dataclass
class Settings:
    name: str
    instance_type: str = "ml.c5.large"
    count: int = 1
    tags: dict = field(default_factory=dict)

    def to_tags(self):
        return [{"Key": key, "Value": value} for key, value in self.tags.items()]


@dataclass
class Deployer:
    client: object

    def deploy(self, settings: Settings):
        self.client.create_model(
            ModelName=settings.name,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        self.client.create_endpoint_config(
            EndpointConfigName=settings.name,
            ProductionVariants=[
                {
                    "VariantName": "v",
                    "ModelName": settings.name,
                    "InstanceType": settings.instance_type,
                    "InitialInstanceCount": settings.count,
                }
            ],
            Tags=settings.to_tags(),
        )
        self.client.create_endpoint(
            EndpointName=settings.name, EndpointConfigName=settings.name
        )

    def remove(self, settings: Settings):
        self.client.delete_endpoint(EndpointName=settings.name)


settings = Settings("typed", count=4, tags={"env": "dev", "owner": "ml"})
deployer = Deployer(boto3.client("sagemaker"))
deployer.deploy(settings)
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=settings.name, Body="1")
deployer.remove(settings)
