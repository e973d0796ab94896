# cleanup: job-20260102-030405=guaranteed
import time
from datetime import datetime

import boto3

sm = boto3.client("sagemaker")
now = datetime.now().strftime("%Y%m%d-%H%M%S")
endpoint_name = "job-" + now
config_name = "job-config-{}".format(time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime()))
sm.create_model(
    ModelName="job",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "job",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
try:
    boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=endpoint_name, Body="1")
except Exception as error:
    print("failed", error)
    raise
finally:
    sm.delete_endpoint(EndpointName=endpoint_name)
