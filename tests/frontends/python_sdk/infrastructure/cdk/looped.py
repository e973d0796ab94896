import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        kinds = {"small": "ml.m5.large", "large": "ml.m5.4xlarge"}
        for size, kind in kinds.items():
            model = sagemaker.CfnModel(
                self,
                f"Model-{size}",
                execution_role_arn="arn:aws:iam::123456789012:role/inference",
                primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                    image=f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{size}:1"
                ),
            )
            variants = [
                dict(
                    model_name=model.attr_model_name,
                    variant_name=f"variant-{number}",
                    initial_instance_count=number + 1,
                    initial_variant_weight=1,
                    instance_type=kind,
                )
                for number in range(2)
            ]
            config = sagemaker.CfnEndpointConfig(
                self,
                f"Config-{size}",
                production_variants=[
                    sagemaker.CfnEndpointConfig.ProductionVariantProperty(**variant) for variant in variants
                ],
            )
            sagemaker.CfnEndpoint(
                self, f"Endpoint-{size}", endpoint_name=f"endpoint-{size}", endpoint_config_name=config.attr_endpoint_config_name
            )

app = cdk.App()
Inference(app, "Looped")
app.synth()
