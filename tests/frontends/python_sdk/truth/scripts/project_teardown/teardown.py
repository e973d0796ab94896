import boto3

NAMES = ["torn", "torn-old"]

client = boto3.client("sagemaker")
for name in NAMES:
    client.delete_endpoint(EndpointName=name)
