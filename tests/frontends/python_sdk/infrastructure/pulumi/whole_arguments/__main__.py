import pulumi
import pulumi_aws as aws

model = aws.sagemaker.Model(
    "ranking",
    execution_role_arn="arn:aws:iam::123456789012:role/inference",
    primary_container=aws.sagemaker.ModelPrimaryContainerArgs(
        image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:1.2",
        model_data_url="s3://models/ranking/model.tar.gz",
        environment={"max_batch": "8"},
    ),
)

config = aws.sagemaker.EndpointConfiguration(
    "ranking",
    aws.sagemaker.EndpointConfigurationArgs(
        name="ranking-whole",
        production_variants=[
            aws.sagemaker.EndpointConfigurationProductionVariantArgs(
                variant_name="AllTraffic", model_name=model.name, initial_instance_count=1, instance_type="ml.c5.large"
            )
        ],
    ),
)

endpoint = aws.sagemaker.Endpoint("ranking", endpoint_config_name=config.name)
