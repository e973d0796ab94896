# cleanup: steps=none
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="steps",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
request = {}
request["EndpointConfigName"] = "steps"
request["ProductionVariants"] = []
variant = {"VariantName": "v", "ModelName": "steps"}
variant["InstanceType"] = "ml.p3.2xlarge"
variant["InitialInstanceCount"] = 1
variant.setdefault("VolumeSizeInGB", 64)
request["ProductionVariants"].append(variant)
request["AsyncInferenceConfig"] = {"OutputConfig": {"S3OutputPath": "s3://out/steps"}}
request["AsyncInferenceConfig"]["ClientConfig"] = {"MaxConcurrentInvocationsPerInstance": 4}
if request["ProductionVariants"]:
    request["KmsKeyId"] = "alias/steps"
sm.create_endpoint_config(**request)
response = sm.create_endpoint(EndpointName="steps", EndpointConfigName="steps")
print(response["EndpointArn"])
boto3.client("sagemaker-runtime").invoke_endpoint_async(
    EndpointName="steps", InputLocation="s3://in/steps.csv"
)
