# cleanup: torn=elsewhere
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="torn",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="torn",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "torn",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="torn", EndpointConfigName="torn")
