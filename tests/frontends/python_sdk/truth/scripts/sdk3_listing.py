# cleanup: seen-a=none
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant

KIND = "ml.t2.medium"


class Deployment:
    def __init__(self, name: str, count: int = 1) -> None:
        self.name = name
        self.count = count

    def model(self) -> Model:
        return Model.create(
            model_name=self.name,
            primary_container=ContainerDefinition(
                image=f"{self.name}:1", environment={"LEVEL": "debug"}
            ),
            execution_role_arn="arn:aws:iam::123456789012:role/ml",
        )

    def config(self, model: Model) -> EndpointConfig:
        variant = ProductionVariant(
            variant_name="only",
            model_name=model.model_name,
            instance_type=KIND,
            initial_instance_count=self.count,
        )
        return EndpointConfig.create(
            endpoint_config_name=f"{self.name}-config", production_variants=[variant]
        )

    def endpoint(self) -> Endpoint:
        config = self.config(self.model())
        return Endpoint.create(
            endpoint_name=self.name, endpoint_config_name=config.endpoint_config_name
        )


Deployment("seen-a", count=2).endpoint()
