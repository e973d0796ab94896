# cleanup: matched=none
import boto3

STAGE = "prod"
sm = boto3.client("sagemaker")
match STAGE:
    case "dev":
        kind, count = "ml.t3.medium", 1
    case "prod" | "staging":
        kind, count = "ml.m5.xlarge", 2
    case _:
        raise ValueError(STAGE)
sm.create_model(
    ModelName="matched",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="matched",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "matched",
            "InstanceType": kind,
            "InitialInstanceCount": count,
        }
    ],
)
sm.create_endpoint(EndpointName="matched", EndpointConfigName="matched")
