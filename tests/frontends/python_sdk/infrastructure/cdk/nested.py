import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Models(cdk.NestedStack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name="made-elsewhere",
                    variant_name="AllTraffic",
                    initial_instance_count=1,
                    initial_variant_weight=1,
                    instance_type="ml.m5.large",
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        Models(self, "Models")


app = cdk.App()
Inference(app, "Parent")
app.synth()
