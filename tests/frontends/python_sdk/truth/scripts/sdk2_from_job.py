# cleanup: from-job=none
import boto3
import sagemaker

ROLE = "arn:aws:iam::123456789012:role/ml"
boto3.client("sagemaker").create_training_job(
    TrainingJobName="night",
    AlgorithmSpecification={"TrainingImage": "train:1", "TrainingInputMode": "File"},
    RoleArn=ROLE,
    OutputDataConfig={"S3OutputPath": "s3://models/night"},
    ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
    StoppingCondition={"MaxRuntimeInSeconds": 3600},
)
session = sagemaker.Session()
session.endpoint_from_job(
    job_name="night",
    initial_instance_count=2,
    instance_type="ml.m5.large",
    name="from-job",
    model_environment_vars={"A": "b"},
    wait=False,
)
