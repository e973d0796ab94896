# cleanup: later=none
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.model import Model

Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml", name="later").deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    endpoint_name="later",
    async_inference_config=AsyncInferenceConfig(),
)
