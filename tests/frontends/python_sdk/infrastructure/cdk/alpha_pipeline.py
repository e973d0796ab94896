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
        model.add_container(image=sagemaker.ContainerImage.from_ecr_repository(repository, "second"))
        config = sagemaker.EndpointConfig(
            self, "Config", instance_production_variants=[sagemaker.InstanceProductionVariantProps(model=model, variant_name="main")]
        )
        sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)

app = cdk.App()
Inference(app, "AlphaPipeline")
app.synth()
