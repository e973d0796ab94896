# cleanup: auto2=none
from sagemaker.automl.automlv2 import AutoMLTabularConfig, AutoMLV2

auto = AutoMLV2(
    problem_config=AutoMLTabularConfig(target_attribute_name="label"),
    role="arn:aws:iam::123456789012:role/ml",
    output_path="s3://models/auto",
)
auto.current_job_name = "auto-job"
candidate = {
    "CandidateName": "first",
    "CandidateSteps": [],
    "InferenceContainers": [
        {"Image": "predict:1", "ModelDataUrl": "s3://models/p.tar.gz", "Environment": {}}
    ],
}
auto.deploy(1, "ml.m5.large", candidate=candidate, endpoint_name="auto2")
