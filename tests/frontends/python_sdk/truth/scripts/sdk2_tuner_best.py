# cleanup: best=none
from sagemaker.estimator import Estimator
from sagemaker.tuner import HyperparameterTuner, IntegerParameter

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=1,
    instance_type="ml.m5.large",
    output_path="s3://models/best",
    output_kms_key="key",
)
tuner = HyperparameterTuner(
    estimator=estimator,
    objective_metric_name="loss",
    hyperparameter_ranges={"depth": IntegerParameter(1, 9)},
    metric_definitions=[{"Name": "loss", "Regex": "loss=(.*)"}],
)
estimator.fit("s3://data", wait=False, job_name="FakeTrainingJobName")
tuner.fit("s3://data", wait=False)
tuner.best_estimator().deploy(2, "ml.c5.large", endpoint_name="best")
