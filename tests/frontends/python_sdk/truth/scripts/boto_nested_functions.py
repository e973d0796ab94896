# cleanup: nested=guaranteed
import boto3


def experiment(name, *, instance_type="ml.m5.large", **options):
    client = boto3.client("sagemaker")

    def create():
        client.create_model(
            ModelName=name,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        client.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {
                    "VariantName": "v",
                    "ModelName": name,
                    "InstanceType": instance_type,
                    "InitialInstanceCount": options.get("count", 1),
                }
            ],
        )
        client.create_endpoint(EndpointName=name, EndpointConfigName=name)

    def destroy():
        client.delete_endpoint(EndpointName=name)

    def measure():
        boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body="1")

    create()
    try:
        measure()
    finally:
        destroy()


experiment("nested", count=2)
