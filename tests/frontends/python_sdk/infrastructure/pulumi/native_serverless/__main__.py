import pulumi_aws_native as native

model = native.sagemaker.Model(
    "ranking",
    execution_role_arn="arn:aws:iam::123456789012:role/inference",
    primary_container=native.sagemaker.ModelContainerDefinitionArgs(
        image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:1.2",
        environment={"max_batch": "8"},
    ),
)

config = native.sagemaker.EndpointConfig(
    "ranking",
    endpoint_config_name="ranking-serverless",
    production_variants=[
        {
            "variant_name": "AllTraffic",
            "model_name": "ranking",
            "initial_variant_weight": 1,
            "serverless_config": {"max_concurrency": 5, "memory_size_in_mb": 2048},
        }
    ],
)
native.sagemaker.Endpoint("ranking", endpoint_config_name=config.endpoint_config_name)
