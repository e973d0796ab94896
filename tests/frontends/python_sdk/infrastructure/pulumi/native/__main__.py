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
    endpoint_config_name="ranking-config",
    production_variants=[
        native.sagemaker.EndpointConfigProductionVariantArgs(
            variant_name="AllTraffic",
            model_name=model.model_name,
            initial_instance_count=2,
            initial_variant_weight=1,
            instance_type="ml.m5.xlarge",
            volume_size_in_gb=30,
        )
    ],
    data_capture_config={
        "enable_capture": True,
        "initial_sampling_percentage": 30,
        "destination_s3_uri": "s3://captured/",
        "capture_options": [{"capture_mode": "Input"}],
    },
    tags=[{"key": "stage", "value": "dev"}],
)
native.sagemaker.Endpoint("ranking", endpoint_name="ranking", endpoint_config_name=config.endpoint_config_name)
