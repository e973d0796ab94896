# cleanup: maybe=always
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="maybe",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="maybe",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "maybe",
            "InstanceType": "ml.c5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
there = [one["EndpointName"] for one in sm.list_endpoints()["Endpoints"]]
if "maybe" in there:
    sm.update_endpoint(EndpointName="maybe", EndpointConfigName="maybe")
else:
    sm.create_endpoint(EndpointName="maybe", EndpointConfigName="maybe")
sm.delete_endpoint(EndpointName="maybe")
