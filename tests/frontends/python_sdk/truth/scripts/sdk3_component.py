# cleanup: pool=always
from sagemaker.core.resources import Endpoint, EndpointConfig, InferenceComponent, Model
from sagemaker.core.shapes import (
    ContainerDefinition,
    InferenceComponentComputeResourceRequirements,
    InferenceComponentRuntimeConfig,
    InferenceComponentSpecification,
    ProductionVariant,
)

ROLE = "arn:aws:iam::123456789012:role/ml"
Model.create(
    model_name="tiny",
    primary_container=ContainerDefinition(image="tiny:1"),
    execution_role_arn=ROLE,
)
EndpointConfig.create(
    endpoint_config_name="pool",
    execution_role_arn=ROLE,
    production_variants=[
        ProductionVariant(
            variant_name="A", instance_type="ml.g4dn.xlarge", initial_instance_count=1
        )
    ],
)
endpoint = Endpoint.create(endpoint_name="pool", endpoint_config_name="pool")
needs = InferenceComponentComputeResourceRequirements(min_memory_required_in_mb=1024)
try:
    InferenceComponent.create(
        inference_component_name="tiny",
        endpoint_name="pool",
        variant_name="A",
        specification=InferenceComponentSpecification(
            model_name="tiny", compute_resource_requirements=needs
        ),
        runtime_config=InferenceComponentRuntimeConfig(copy_count=2),
    )
except Exception as error:
    print(error)
endpoint.delete()
