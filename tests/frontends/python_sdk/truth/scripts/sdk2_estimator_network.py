# cleanup: inside=none
from sagemaker.estimator import Estimator
from sagemaker.model_monitor import DataCaptureConfig

estimator = Estimator(
    "train:1",
    "arn:aws:iam::123456789012:role/ml",
    1,
    "ml.m5.large",
    output_path="s3://models/inside",
    subnets=["subnet-1", "subnet-2"],
    security_group_ids=["sg-1"],
    enable_network_isolation=True,
)
estimator.fit("s3://data/train", wait=False)
estimator.deploy(
    1,
    "ml.c5.xlarge",
    endpoint_name="inside",
    kms_key="arn:aws:kms:eu-west-1:123456789012:key/1",
    data_capture_config=DataCaptureConfig(
        enable_capture=True, sampling_percentage=5, destination_s3_uri="s3://capture/inside"
    ),
    volume_size=30,
)
