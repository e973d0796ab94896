# cleanup: slow=none
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import (
    AsyncInferenceClientConfig,
    AsyncInferenceConfig,
    AsyncInferenceOutputConfig,
    ContainerDefinition,
    ProductionVariant,
)

Model.create(
    model_name="slow",
    containers=[ContainerDefinition(image="a:1"), ContainerDefinition(image="b:1")],
    execution_role_arn="arn:aws:iam::123456789012:role/ml",
)
EndpointConfig.create(
    endpoint_config_name="slow",
    production_variants=[
        ProductionVariant(
            variant_name="A",
            model_name="slow",
            instance_type="ml.g4dn.xlarge",
            initial_instance_count=1,
        )
    ],
    async_inference_config=AsyncInferenceConfig(
        output_config=AsyncInferenceOutputConfig(s3_output_path="s3://out/slow"),
        client_config=AsyncInferenceClientConfig(max_concurrent_invocations_per_instance=3),
    ),
    kms_key_id="alias/slow",
)
Endpoint.create(endpoint_name="slow", endpoint_config_name="slow")
