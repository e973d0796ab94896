import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            enable_network_isolation=True,
            vpc_config=sagemaker.CfnModel.VpcConfigProperty(security_group_ids=["sg-1"], subnets=["subnet-1", "subnet-2"]),
            inference_execution_config=sagemaker.CfnModel.InferenceExecutionConfigProperty(mode="Direct"),
            containers=[
                sagemaker.CfnModel.ContainerDefinitionProperty(
                    image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1", mode="MultiModel",
                    model_data_url="s3://models/many/",
                ),
                sagemaker.CfnModel.ContainerDefinitionProperty(
                    image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/b:2",
                    model_data_source=sagemaker.CfnModel.ModelDataSourceProperty(
                        s3_data_source=sagemaker.CfnModel.S3DataSourceProperty(
                            s3_uri="s3://models/b/", s3_data_type="S3Prefix", compression_type="None"
                        )
                    ),
                ),
            ],
        )

        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=model.attr_model_name,
                    variant_name="AllTraffic",
                    initial_instance_count=2,
                    initial_variant_weight=1,
                    instance_type="ml.m5.xlarge",
                )
            ],
        )

        endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name
        )

app = cdk.App()
Inference(app, "MultiModel")
app.synth()
