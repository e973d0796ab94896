import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

SIZES = {"dev": ("ml.t2.medium", 1), "prod": ("ml.m5.xlarge", 3)}


class Hosting(Construct):
    def __init__(self, scope: Construct, construct_id: str, image: str, kind: str, count: int = 1):
        super().__init__(scope, construct_id)
        self.model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(image=image),
        )
        self.config = sagemaker.CfnEndpointConfig(
            self, "Config", production_variants=[self._variant(kind, count)]
        )
        self.endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_config_name=self.config.attr_endpoint_config_name
        )

    def _variant(self, kind, count):
        return sagemaker.CfnEndpointConfig.ProductionVariantProperty(
            model_name=self.model.attr_model_name,
            variant_name="AllTraffic",
            initial_instance_count=count,
            initial_variant_weight=1,
            instance_type=kind,
        )


class Inference(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str, *, environment: str, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        kind, count = SIZES[environment]
        Hosting(self, "Ranking", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:3", kind, count)
        if environment == "prod":
            Hosting(self, "Search", image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/search:1", kind="ml.c5.xlarge")
        cdk.Tags.of(self).add("stage", environment)


app = cdk.App()
for environment in SIZES:
    Inference(app, f"Inference-{environment}", environment=environment)
app.synth()
