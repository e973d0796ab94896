# cleanup: both-eu=none
# cleanup: both-us=always
import boto3

for region, short in (("eu-west-1", "eu"), ("us-east-1", "us")):
    sm = boto3.Session(region_name="eu-west-1").client("sagemaker")
    name = f"both-{short}"
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": region},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": name,
                "InstanceType": "ml.c5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
for found in sm.list_endpoints(NameContains="-us")["Endpoints"]:
    name = found["EndpointName"]
    sm.delete_endpoint(EndpointName=name)
