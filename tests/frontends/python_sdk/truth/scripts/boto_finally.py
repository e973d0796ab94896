# cleanup: scores=guaranteed
import time

import boto3

client = boto3.Session(region_name="eu-west-1").client(service_name="sagemaker")
runtime = boto3.Session().client("runtime.sagemaker")
NAME = "scores"


def deploy(name, count=1, instance_type="ml.c5.large"):
    variant = dict(VariantName="main", ModelName=name, InitialInstanceCount=count)
    variant["InstanceType"] = instance_type
    client.create_model(
        ModelName=name,
        Containers=[{"Image": f"{name}:2"}],
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    request = {"EndpointConfigName": name, "ProductionVariants": [variant]}
    request.update(
        DataCaptureConfig={
            "EnableCapture": True,
            "InitialSamplingPercentage": 50,
            "DestinationS3Uri": "s3://capture/" + name,
            "CaptureOptions": [{"CaptureMode": "Input"}],
        }
    )
    client.create_endpoint_config(**request)
    client.create_endpoint(EndpointName=name, EndpointConfigName=name)
    while client.describe_endpoint(EndpointName=name)["EndpointStatus"] == "Creating":
        time.sleep(30)


if __name__ == "__main__":
    deploy(NAME, count=3)
    try:
        for row in ["1,2", "3,4"]:
            runtime.invoke_endpoint(EndpointName=NAME, Body=row)
    finally:
        client.delete_endpoint(EndpointName=NAME)
