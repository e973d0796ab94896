# cleanup: forgotten=none
import boto3

boto = boto3.Session()
sagemaker = boto.client("sagemaker")
config = {
    "EndpointConfigName": "forgotten-cfg",
    "ProductionVariants": [
        {
            "VariantName": "v1",
            "ModelName": "forgotten",
            "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5},
        }
    ],
}
sagemaker.create_model(
    ModelName="forgotten",
    PrimaryContainer={"Image": "image:1"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
getattr(sagemaker, "create_endpoint_config")(**config)
getattr(sagemaker, "create_endpoint")(
    EndpointName="forgotten", EndpointConfigName=config["EndpointConfigName"]
)
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="forgotten", Body="x")
sagemaker.delete_endpoint_config(EndpointConfigName="forgotten-cfg")
