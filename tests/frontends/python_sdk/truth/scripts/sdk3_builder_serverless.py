# cleanup: lean=always
from sagemaker.core.inference_config import ServerlessInferenceConfig
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(
    image_uri="lean:1",
    role_arn="arn:aws:iam::123456789012:role/ml",
    instance_type="ml.m5.large",
)
builder.build(model_name="lean-model")
endpoint = builder.deploy(
    endpoint_name="lean", inference_config=ServerlessInferenceConfig(memory_size_in_mb=3072)
)
endpoint.delete()
