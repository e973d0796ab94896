# cleanup: weighed=always
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, DesiredWeightAndCapacity, ProductionVariant

Model.create(
    model_name="weighed",
    primary_container=ContainerDefinition(image="weighed:1"),
    execution_role_arn="arn:aws:iam::123456789012:role/ml",
)
EndpointConfig.create(
    endpoint_config_name="weighed",
    production_variants=[
        ProductionVariant(
            variant_name=name,
            model_name="weighed",
            instance_type="ml.c5.large",
            initial_instance_count=count,
            initial_variant_weight=weight,
        )
        for name, count, weight in (("A", 3, 0.9), ("B", 1, 0.1))
    ],
)
endpoint = Endpoint.create(endpoint_name="weighed", endpoint_config_name="weighed")
endpoint.update_weights_and_capacities(
    desired_weights_and_capacities=[
        DesiredWeightAndCapacity(variant_name="B", desired_weight=0.5, desired_instance_count=2)
    ]
)
endpoint.delete()
