# cleanup: rebuilt=none
from sagemaker.core.resources import Endpoint, EndpointConfig
from sagemaker.core.shapes import ProductionVariant
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(
    image_uri="rebuilt:1",
    s3_model_data_url="s3://models/rebuilt.tar.gz",
    role_arn="arn:aws:iam::123456789012:role/ml",
    instance_type="ml.m5.large",
)
model = builder.build(model_name="rebuilt-model")
builder.deploy(endpoint_name="rebuilt", initial_instance_count=1)
config = EndpointConfig.create(
    endpoint_config_name="rebuilt-large",
    production_variants=[
        ProductionVariant(
            variant_name="AllTraffic",
            model_name="rebuilt-model",
            instance_type="ml.m5.4xlarge",
            initial_instance_count=2,
        )
    ],
)
endpoint = Endpoint.get(endpoint_name="rebuilt")
endpoint.endpoint_config_name = config.endpoint_config_name
endpoint.update()
