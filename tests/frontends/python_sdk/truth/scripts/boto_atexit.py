# cleanup: nightly=guaranteed
import atexit
import logging

import boto3

log = logging.getLogger(__name__)
client = boto3.client("sagemaker")
NAMES = {"model": "nightly-model", "config": "nightly-config", "endpoint": "nightly"}


@atexit.register
def cleanup():
    log.info("deleting %s", NAMES["endpoint"])
    client.delete_endpoint(EndpointName=NAMES["endpoint"])


client.create_model(
    ModelName=NAMES["model"],
    PrimaryContainer=dict(Image="img", ModelDataUrl="s3://b/" + NAMES["model"] + ".tar.gz"),
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
client.create_endpoint_config(
    EndpointConfigName=NAMES["config"],
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": NAMES["model"],
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
client.create_endpoint(EndpointName=NAMES["endpoint"], EndpointConfigName=NAMES["config"])
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="nightly", Body="x")
