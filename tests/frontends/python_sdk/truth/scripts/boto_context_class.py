# cleanup: ctx=guaranteed
import boto3

sagemaker = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")


class TemporaryEndpoint:
    def __init__(self, name, variants):
        self._name = name
        self._variants = variants

    def __enter__(self):
        sagemaker.create_endpoint_config(
            EndpointConfigName=self._name, ProductionVariants=self._variants
        )
        sagemaker.create_endpoint(EndpointName=self._name, EndpointConfigName=self._name)
        return self

    def __exit__(self, kind, error, trace):
        sagemaker.delete_endpoint(EndpointName=self._name)
        sagemaker.delete_endpoint_config(EndpointConfigName=self._name)
        return False

    def predict(self, body):
        return runtime.invoke_endpoint(EndpointName=self._name, Body=body)["Body"]


sagemaker.create_model(
    ModelName="ctx",
    PrimaryContainer={"Image": "ctx"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
variants = [
    {
        "VariantName": "a",
        "ModelName": "ctx",
        "InstanceType": "ml.t2.medium",
        "InitialInstanceCount": 1,
        "InitialVariantWeight": 1.0,
    }
]
with TemporaryEndpoint("ctx", variants) as endpoint:
    print(endpoint.predict("x"))
