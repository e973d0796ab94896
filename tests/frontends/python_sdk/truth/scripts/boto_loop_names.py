# cleanup: eu-model=always
# cleanup: us-model=always
# cleanup: ap-model=always
import boto3

REGIONS = ["eu", "us", "ap"]
sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")

for region in REGIONS:
    name = f"{region}-model"
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": f"image-{region}:1"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": region,
                "ModelName": name,
                "InstanceType": "ml.m5.large" if region != "us" else "ml.m5.4xlarge",
                "InitialInstanceCount": REGIONS.index(region) + 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)

for region in REGIONS:
    runtime.invoke_endpoint(EndpointName=f"{region}-model", Body="1")

for region in REGIONS:
    sm.delete_endpoint(EndpointName=region + "-model")
