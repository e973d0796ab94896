# cleanup: late=always
import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")


def setup():
    sm.create_model(
        ModelName="late",
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName="late",
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": "late",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName="late", EndpointConfigName="late")
    runtime.invoke_endpoint(EndpointName="late", Body="warm up")


setup()
try:
    runtime.invoke_endpoint(EndpointName="late", Body="1")
finally:
    sm.delete_endpoint(EndpointName="late")
