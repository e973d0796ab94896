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
                    image=sagemaker.ContainerImage.from_ecr_repository(repository, "1.2"),
                    environment={"WORKERS": "2"},
                )
            ],
        )
        config = sagemaker.EndpointConfig(
            self,
            "Config",
            instance_production_variants=[
                sagemaker.InstanceProductionVariantProps(model=model, variant_name="first"),
                sagemaker.InstanceProductionVariantProps(
                    model=model,
                    variant_name="second",
                    initial_instance_count=2,
                    initial_variant_weight=3,
                    instance_type=sagemaker.InstanceType.G4_DN_2_XLARGE,
                ),
            ],
        )
        config.add_instance_production_variant(
            model=model, variant_name="third", instance_type=sagemaker.InstanceType.of("ml.c5.large")
        )
        sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)

app = cdk.App()
Inference(app, "Alpha")
app.synth()
