# cleanup: live=always
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant

ROLE = "arn:aws:iam::123456789012:role/ml"
for name, kind in (("live-1", "ml.m5.large"), ("live-2", "ml.m5.xlarge")):
    Model.create(
        model_name=name,
        primary_container=ContainerDefinition(image=f"{name}:1"),
        execution_role_arn=ROLE,
    )
    EndpointConfig.create(
        endpoint_config_name=name,
        production_variants=[
            ProductionVariant(
                variant_name="A", model_name=name, instance_type=kind, initial_instance_count=1
            )
        ],
    )
endpoint = Endpoint.create(endpoint_name="live", endpoint_config_name="live-1")
endpoint.endpoint_config_name = "live-2"
endpoint.update()
endpoint.delete()
