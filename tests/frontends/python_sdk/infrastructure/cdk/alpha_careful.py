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
        config = sagemaker.EndpointConfig(self, "Config")
        config.add_instance_production_variant(
            model=model,
            variant_name="main",
            initial_instance_count=2,
            instance_type=sagemaker.InstanceType("ml.p3.2xlarge"),
            container_startup_health_check_timeout=cdk.Duration.minutes(10),
        )
        endpoint = sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)
        endpoint.find_instance_production_variant("main").auto_scale_instance_count(
            max_capacity=10, min_capacity=2
        ).scale_on_invocations(
            "Invocations",
            max_requests_per_second=10,
            safety_factor=0.8,
            scale_in_cooldown=cdk.Duration.seconds(120),
        )

app = cdk.App()
Inference(app, "AlphaCareful")
app.synth()
