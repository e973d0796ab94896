import aws_cdk as cdk
import aws_cdk.aws_sagemaker_alpha as sagemaker
from aws_cdk import aws_ecr as ecr


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        repository = ecr.Repository.from_repository_name(self, "Images", "ranking")
        model = sagemaker.Model(
            self,
            "Model",
            containers=[
                sagemaker.ContainerDefinition(
                    image=sagemaker.ContainerImage.from_ecr_repository(repository),
                    environment={"WORKERS": "2"},
                )
            ],
        )
        config = sagemaker.EndpointConfig(
            self,
            "Config",
            endpoint_config_name="scaled-config",
            instance_production_variants=[
                {"model": model, "variantName": "main", "instanceType": sagemaker.InstanceType.M5_LARGE}
            ],
        )
        endpoint = sagemaker.Endpoint(self, "Endpoint", endpoint_config=config, endpoint_name="scaled")
        variant = endpoint.find_instance_production_variant("main")
        count = variant.auto_scale_instance_count(min_capacity=1, max_capacity=4)
        count.scale_on_invocations("Invocations", max_requests_per_second=30)

app = cdk.App()
Inference(app, "AlphaScaled")
app.synth()
