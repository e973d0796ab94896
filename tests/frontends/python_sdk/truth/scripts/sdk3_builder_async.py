# cleanup: queue=guaranteed
from sagemaker.core.inference_config import AsyncInferenceConfig
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(
    image_uri="queue:1",
    role_arn="arn:aws:iam::123456789012:role/ml",
    instance_type="ml.g4dn.xlarge",
)
builder.build(model_name="queue-model")
config = AsyncInferenceConfig(output_path="s3://out/queue", failure_path="s3://out/failed")
endpoint = builder.deploy("queue", inference_config=config, managed_instance_scaling={"MinInstanceCount": 1})
try:
    print(endpoint.endpoint_name)
finally:
    endpoint.delete()
