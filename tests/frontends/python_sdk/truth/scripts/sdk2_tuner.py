# cleanup: best=none
from sagemaker.estimator import Estimator
from sagemaker.tuner import ContinuousParameter, HyperparameterTuner

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=1,
    instance_type="ml.m5.large",
    output_path="s3://models/best",
    output_kms_key="key",
)
tuner = HyperparameterTuner(
    estimator,
    "validation:auc",
    {"eta": ContinuousParameter(0.1, 0.5)},
    metric_definitions=[{"Name": "validation:auc", "Regex": "auc=(.*)"}],
    max_jobs=4,
)
estimator.fit("s3://data", wait=False, job_name="FakeTrainingJobName")
tuner.fit("s3://data", wait=False)
tuner.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="best")
