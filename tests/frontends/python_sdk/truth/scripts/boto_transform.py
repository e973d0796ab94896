import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="batch",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
bucket = "data"
sm.create_transform_job(
    TransformJobName="batch-scores",
    ModelName="batch",
    MaxConcurrentTransforms=8,
    MaxPayloadInMB=6,
    BatchStrategy="MultiRecord",
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": f"s3://{bucket}/in"}},
        "ContentType": "text/csv",
        "SplitType": "Line",
    },
    TransformOutput={"S3OutputPath": f"s3://{bucket}/out", "AssembleWith": "Line"},
    TransformResources={"InstanceType": "ml.m5.4xlarge", "InstanceCount": 4},
)
while True:
    status = sm.describe_transform_job(TransformJobName="batch-scores")["TransformJobStatus"]
    if status in ("Completed", "Failed", "Stopped"):
        break
