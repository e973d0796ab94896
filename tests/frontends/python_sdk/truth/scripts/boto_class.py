# cleanup: churn-endpoint=always
import boto3


class Deployment:
    """A model with its endpoint."""

    role = "arn:aws:iam::123456789012:role/ml"

    def __init__(self, name, instance_type="ml.m5.large", count=1):
        self.name = name
        self.instance_type = instance_type
        self.count = count
        self.sm = boto3.client("sagemaker", region_name="eu-west-1")

    @property
    def config_name(self):
        return f"{self.name}-config"

    @property
    def endpoint_name(self):
        return f"{self.name}-endpoint"

    def create_model(self, image):
        self.sm.create_model(
            ModelName=self.name,
            PrimaryContainer={"Image": image, "Mode": "SingleModel"},
            ExecutionRoleArn=self.role,
        )

    def deploy(self):
        self.sm.create_endpoint_config(
            EndpointConfigName=self.config_name,
            ProductionVariants=[self._variant()],
            Tags=[{"Key": "team", "Value": "risk"}, {"Key": "name", "Value": self.name}],
        )
        self.sm.create_endpoint(
            EndpointName=self.endpoint_name, EndpointConfigName=self.config_name
        )

    def _variant(self):
        return {
            "VariantName": "AllTraffic",
            "ModelName": self.name,
            "InstanceType": self.instance_type,
            "InitialInstanceCount": self.count,
        }

    def delete(self):
        self.sm.delete_endpoint(EndpointName=self.endpoint_name)
        self.sm.delete_endpoint_config(EndpointConfigName=self.config_name)
        self.sm.delete_model(ModelName=self.name)


def main():
    churn = Deployment("churn", count=2)
    churn.create_model("churn:3")
    churn.deploy()
    boto3.client("sagemaker-runtime").invoke_endpoint(
        EndpointName=churn.endpoint_name, Body="1,2,3", ContentType="text/csv"
    )
    churn.delete()


main()
