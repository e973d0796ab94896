import pulumi
import pulumi_aws as aws

model = aws.sagemaker.Model(
    "ranking",
    name="ranking",
    execution_role_arn="arn:aws:iam::123456789012:role/inference",
    enable_network_isolation=True,
    vpc_config={"security_group_ids": ["sg-1"], "subnets": ["subnet-1", "subnet-2"]},
    containers=[
        {"image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1", "mode": "MultiModel", "model_data_url": "s3://models/many/"},
        {
            "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/b:latest",
            "model_data_source": {
                "s3_data_sources": [{"s3_uri": "s3://models/b/", "s3_data_type": "S3Prefix", "compression_type": "None"}]
            },
        },
    ],
    inference_execution_config={"mode": "Direct"},
    tags={"team": "ml"},
)
config = aws.sagemaker.EndpointConfiguration(
    "ranking",
    name="ranking-config",
    kms_key_arn="arn:aws:kms:eu-west-1:123456789012:key/abc",
    production_variants=[
        {
            "variant_name": "blue",
            "model_name": model.name,
            "initial_instance_count": 1,
            "initial_variant_weight": 0.5,
            "instance_type": "ml.g5.xlarge",
            "volume_size_in_gb": 60,
            "enable_ssm_access": True,
            "routing_configs": [{"routing_strategy": "LEAST_OUTSTANDING_REQUESTS"}],
            "managed_instance_scaling": {"status": "ENABLED", "min_instance_count": 1, "max_instance_count": 3},
        }
    ],
    shadow_production_variants=[
        {
            "variant_name": "shadow",
            "model_name": model.name,
            "initial_instance_count": 1,
            "initial_variant_weight": 1,
            "instance_type": "ml.g5.xlarge",
        }
    ],
    data_capture_config={
        "enable_capture": True,
        "initial_sampling_percentage": 30,
        "destination_s3_uri": "s3://captured/",
        "capture_options": [{"capture_mode": "Input"}],
    },
    tags={"environment": "staging", "team_name": "ml"},
)
endpoint = aws.sagemaker.Endpoint("ranking", name="ranking", endpoint_config_name=config.name, tags={"owner": "ranking"})
