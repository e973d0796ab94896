# cleanup: child-ep=guaranteed
import boto3


class Base:
    suffix = "ep"

    def __init__(self):
        self.sm = boto3.client("sagemaker")

    def name(self):
        return f"{self.prefix}-{self.suffix}"

    def variant(self):
        return {
            "VariantName": "v",
            "ModelName": self.name(),
            "InstanceType": self.instance(),
            "InitialInstanceCount": 1,
        }

    def run(self):
        name = self.name()
        self.sm.create_model(
            ModelName=name,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        self.sm.create_endpoint_config(
            EndpointConfigName=name, ProductionVariants=[self.variant()]
        )
        self.sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
        try:
            self.work()
        finally:
            self.sm.delete_endpoint(EndpointName=name)


class Child(Base):
    prefix = "child"

    def __init__(self):
        super().__init__()
        self.runtime = boto3.client("sagemaker-runtime")

    def instance(self):
        return "ml.inf1.xlarge"

    def variant(self):
        return dict(super().variant(), InitialInstanceCount=3)

    def work(self):
        self.runtime.invoke_endpoint(EndpointName=self.name(), Body="1")


Child().run()
