# cleanup: scores=none
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant

ROLE = "arn:aws:iam::123456789012:role/ml"
Model.create("scores", ContainerDefinition(image="scores:1"), execution_role_arn=ROLE)
variant = ProductionVariant(
    variant_name="main", model_name="scores", instance_type="ml.c5.large", initial_instance_count=1
)
EndpointConfig.create("scores-config", [variant])
Endpoint.create("scores", "scores-config")
EndpointConfig.get("scores-config").delete()
