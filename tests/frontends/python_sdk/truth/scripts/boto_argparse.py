# cleanup: cli-endpoint=conditional
import argparse

import boto3

parser = argparse.ArgumentParser()
parser.add_argument("--endpoint-name", default="cli-endpoint")
parser.add_argument("--instance-type", default="ml.c5.2xlarge")
parser.add_argument("--instance-count", type=int, default=2)
parser.add_argument("--keep", action="store_true")
args = parser.parse_args()

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName=args.endpoint_name,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=args.endpoint_name,
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": args.endpoint_name,
            "InstanceType": args.instance_type,
            "InitialInstanceCount": args.instance_count,
        }
    ],
)
sm.create_endpoint(EndpointName=args.endpoint_name, EndpointConfigName=args.endpoint_name)
if not args.keep:
    sm.delete_endpoint(EndpointName=args.endpoint_name)
