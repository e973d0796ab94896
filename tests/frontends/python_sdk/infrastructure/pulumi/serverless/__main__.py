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
    production_variants=[
        {
            "variant_name": "AllTraffic",
            "model_name": model.name,
            "initial_variant_weight": 1,
            "serverless_config": aws.sagemaker.EndpointConfigurationProductionVariantServerlessConfigArgs(
                max_concurrency=20, memory_size_in_mb=3000, provisioned_concurrency=2
            ),
        }
    ],
)

endpoint = aws.sagemaker.Endpoint("ranking", endpoint_config_name=config.name)
