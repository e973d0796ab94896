# cleanup: attached=none
import boto3
from sagemaker.estimator import Estimator

ROLE = "arn:aws:iam::123456789012:role/ml"
boto3.client("sagemaker").create_training_job(
    TrainingJobName="night",
    AlgorithmSpecification={"TrainingImage": "train:1", "TrainingInputMode": "File"},
    RoleArn=ROLE,
    OutputDataConfig={"S3OutputPath": "s3://models/night", "KmsKeyId": "key"},
    ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
    StoppingCondition={"MaxRuntimeInSeconds": 3600},
)
estimator = Estimator.attach("night")
estimator.deploy(2, "ml.m5.xlarge", endpoint_name="attached")
