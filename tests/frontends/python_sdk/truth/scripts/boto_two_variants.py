# cleanup: ab=guaranteed
import boto3

sagemaker_client = boto3.client("sagemaker")
runtime_client = boto3.client("sagemaker-runtime")
WEIGHTS = {"control": 0.9, "challenger": 0.1}


def variant(name, weight):
    return {
        "VariantName": name,
        "ModelName": f"ab-{name}",
        "InstanceType": "ml.m5.xlarge",
        "InitialInstanceCount": 1 if weight < 0.5 else 3,
        "InitialVariantWeight": weight,
    }


for which in WEIGHTS:
    sagemaker_client.create_model(
        ModelName="ab-" + which,
        PrimaryContainer={"Image": "ab", "Environment": {"VARIANT": which.upper()}},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
sagemaker_client.create_endpoint_config(
    EndpointConfigName="ab",
    ProductionVariants=[variant(name, weight) for name, weight in WEIGHTS.items()],
)
try:
    sagemaker_client.create_endpoint(EndpointName="ab", EndpointConfigName="ab")
    for name in WEIGHTS:
        runtime_client.invoke_endpoint(EndpointName="ab", TargetVariant=name, Body="1")
finally:
    sagemaker_client.delete_endpoint(EndpointName="ab")
    for name in WEIGHTS.keys():
        sagemaker_client.delete_model(ModelName=f"ab-{name}")
