# cleanup: orphan=none
import boto3

sm = boto3.client("sagemaker")


def names(base):
    return base, base + "-cfg", "-".join([base, "model"])


endpoint_name, config_name, model_name = names("orphan")
sm.create_model(
    ModelName=model_name,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": model_name,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
if False:
    sm.delete_endpoint(EndpointName=endpoint_name)
sm.delete_endpoint_config(EndpointConfigName=config_name)
sm.delete_model(ModelName=model_name)
