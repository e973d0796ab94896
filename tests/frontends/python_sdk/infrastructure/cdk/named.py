import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            model_name="ranking",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            primary_container={
                "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:latest",
                "modelDataUrl": "s3://models/ranking/model.tar.gz",
                "environment": {"MAX_BATCH": "8", "log_level": "debug"},
            },
        )
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            endpoint_config_name="ranking-config",
            production_variants=[
                {
                    "modelName": model.model_name,
                    "variantName": "blue",
                    "initialInstanceCount": 1,
                    "initialVariantWeight": 0.9,
                    "instanceType": "ml.g5.xlarge",
                    "volumeSizeInGb": 60,
                },
                {
                    "modelName": "older-ranking",
                    "variantName": "green",
                    "initialInstanceCount": 1,
                    "initialVariantWeight": 0.1,
                    "instanceType": "ml.m5.large",
                },
            ],
        )
        config.add_dependency(model)
        endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_name="ranking", endpoint_config_name=config.endpoint_config_name
        )
        endpoint.add_dependency(config)

app = cdk.App()
Inference(app, "Named")
app.synth()
