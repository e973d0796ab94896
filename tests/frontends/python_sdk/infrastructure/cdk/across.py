import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Models(cdk.Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        self.model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            model_name="shared",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:3"
            ),
        )


class Endpoints(cdk.Stack):
    def __init__(self, scope, construct_id, model):
        super().__init__(scope, construct_id)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                {
                    "modelName": model.model_name,
                    "variantName": "AllTraffic",
                    "initialInstanceCount": 1,
                    "initialVariantWeight": 1,
                    "instanceType": "ml.m5.large",
                }
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)


app = cdk.App()
models = Models(app, "Models")
Endpoints(app, "Endpoints", models.model)
app.synth()
