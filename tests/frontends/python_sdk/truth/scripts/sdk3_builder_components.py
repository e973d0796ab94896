# cleanup: parts=none
from sagemaker.core.resource_requirements import ResourceRequirements
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(
    image_uri="parts:1",
    s3_model_data_url="s3://models/parts.tar.gz",
    role_arn="arn:aws:iam::123456789012:role/ml",
    instance_type="ml.g5.12xlarge",
)
builder.build(model_name="parts-model")
builder.deploy(
    endpoint_name="parts",
    initial_instance_count=1,
    inference_config=ResourceRequirements(
        requests={"num_accelerators": 1, "memory": 4096, "copies": 2}, limits={}
    ),
    inference_component_name="parts-one",
)
