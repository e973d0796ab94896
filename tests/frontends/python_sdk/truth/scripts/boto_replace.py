# cleanup: replaced=none
import boto3

sm = boto3.client("sagemaker")
NAME = "replaced"
for old in sm.list_endpoints(NameContains=NAME)["Endpoints"]:
    print("there is", old["EndpointName"])
try:
    sm.delete_endpoint(EndpointName=NAME)
except Exception:
    print("nothing to delete")
sm.create_model(
    ModelName=NAME,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=NAME,
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": NAME,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
