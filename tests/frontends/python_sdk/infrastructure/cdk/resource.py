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

        config = cdk.CfnResource(
            self,
            "Config",
            type="AWS::SageMaker::EndpointConfig",
            properties={
                "ProductionVariants": [
                    {
                        "ModelName": model.attr_model_name,
                        "VariantName": "AllTraffic",
                        "InitialInstanceCount": 1,
                        "InitialVariantWeight": 1,
                        "InstanceType": "ml.t2.medium",
                    }
                ]
            },
        )
        cdk.CfnResource(
            self,
            "Endpoint",
            type="AWS::SageMaker::Endpoint",
            properties={"EndpointConfigName": config.get_att("EndpointConfigName").to_string()},
        )

app = cdk.App()
Inference(app, "Resource")
app.synth()
