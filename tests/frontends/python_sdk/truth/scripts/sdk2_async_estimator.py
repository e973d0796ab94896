# cleanup: later=always
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.estimator import Estimator

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=1,
    instance_type="ml.m5.large",
    output_path="s3://models/later",
)
estimator.fit({"train": "s3://data/train"}, wait=False)
predictor = estimator.deploy(
    initial_instance_count=1,
    instance_type="ml.g4dn.xlarge",
    async_inference_config=AsyncInferenceConfig(
        output_path="s3://out/later", max_concurrent_invocations_per_instance=4
    ),
    endpoint_name="later",
)
predictor.delete_endpoint()
