import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        settings = self.node.try_get_context("inference")
        count = self.node.try_get_context("count") or 2
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name="made-elsewhere",
                    variant_name="AllTraffic",
                    initial_instance_count=count,
                    initial_variant_weight=1,
                    instance_type=settings["instanceType"],
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)


app = cdk.App()
Inference(app, "Context")
app.synth()
