# cleanup: listed-1=none
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="listed",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="listed",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "listed",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="listed-1", EndpointConfigName="listed")
for endpoint in sm.list_endpoints(NameContains="other")["Endpoints"]:
    sm.delete_endpoint(EndpointName=endpoint["EndpointName"])
