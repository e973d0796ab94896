import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:1.2",
                model_data_url="s3://models/ranking/model.tar.gz",
            ),
        )

        kind = cdk.CfnParameter(self, "InstanceType", type="String", default="ml.m5.2xlarge")
        count = cdk.CfnParameter(self, "InstanceCount", type="Number", default=2)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=model.attr_model_name,
                    variant_name="AllTraffic",
                    initial_instance_count=count.value_as_number,
                    initial_variant_weight=1,
                    instance_type=kind.value_as_string,
                )
            ],
        )

        endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name
        )

app = cdk.App()
Inference(app, "Parameter")
app.synth()
