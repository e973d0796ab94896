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
            serverless_production_variant=sagemaker.ServerlessProductionVariantProps(
                model=model, variant_name="main", max_concurrency=10, memory_size_in_mb=2048
            ),
        )
        sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)

app = cdk.App()
Inference(app, "AlphaServerless")
app.synth()
