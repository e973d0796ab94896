# cleanup: dynamic=always
import boto3

OPERATIONS = [
    (
        "create_model",
        dict(
            ModelName="dynamic",
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        ),
    ),
    (
        "create_endpoint_config",
        dict(
            EndpointConfigName="dynamic",
            ProductionVariants=[
                dict(
                    VariantName="v",
                    ModelName="dynamic",
                    InstanceType="ml.m5.large",
                    InitialInstanceCount=1,
                )
            ],
        ),
    ),
    ("create_endpoint", dict(EndpointName="dynamic", EndpointConfigName="dynamic")),
    ("delete_endpoint", dict(EndpointName="dynamic")),
]
client = boto3.client("sagemaker")
for operation, request in OPERATIONS:
    getattr(client, operation)(**request)
