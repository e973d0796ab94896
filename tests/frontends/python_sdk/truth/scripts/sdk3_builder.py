# cleanup: built=none
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(
    image_uri="built:1",
    s3_model_data_url="s3://models/built.tar.gz",
    role_arn="arn:aws:iam::123456789012:role/ml",
    env_vars={"THREADS": "4"},
    instance_type="ml.m5.large",
)
builder.build(model_name="built-model")
builder.deploy(endpoint_name="built", initial_instance_count=2, instance_type="ml.m5.xlarge")
