# cleanup: auto=none
from sagemaker.automl.automl import AutoML

auto = AutoML(
    role="arn:aws:iam::123456789012:role/ml",
    target_attribute_name="label",
    output_path="s3://models/auto",
)
auto.current_job_name = "auto-job"
candidate = {
    "CandidateName": "first",
    "CandidateSteps": [],
    "InferenceContainers": [
        {"Image": "prepare:1", "ModelDataUrl": "s3://models/prepare.tar.gz", "Environment": {}},
        {"Image": "predict:1", "ModelDataUrl": "s3://models/predict.tar.gz", "Environment": {}},
    ],
}
auto.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.2xlarge",
    candidate=candidate,
    endpoint_name="auto",
    name="auto-model",
    tags=[{"Key": "team", "Value": "fraud"}],
)
