# cleanup: fraud=always
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant, Tag

model = Model.create(
    model_name="fraud",
    primary_container=ContainerDefinition(image="fraud:1", environment={"THREADS": "4"}),
    execution_role_arn="arn:aws:iam::123456789012:role/ml",
)
variant = ProductionVariant(
    variant_name="AllTraffic",
    model_name="fraud",
    instance_type="ml.m5.large",
    initial_instance_count=2,
    initial_variant_weight=1.0,
)
config = EndpointConfig.create(
    endpoint_config_name="fraud-config",
    production_variants=[variant],
    tags=[Tag(key="team", value="risk")],
)
endpoint = Endpoint.create(endpoint_name="fraud", endpoint_config_name="fraud-config")
endpoint.delete()
config.delete()
model.delete()
