import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, count, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name="made-elsewhere",
                    variant_name="AllTraffic",
                    initial_instance_count=count,
                    initial_variant_weight=1,
                    instance_type="ml.m5.large" if count > 1 else "ml.t2.medium",
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.ref)


class Service(cdk.Stage):
    def __init__(self, scope, construct_id, count):
        super().__init__(scope, construct_id)
        Inference(self, "Inference", count)


app = cdk.App()
Service(app, "Staging", 1)
Service(app, "Production", count=2)
app.synth()
