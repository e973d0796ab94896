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
        aws.sagemaker.EndpointConfigurationProductionVariantArgs(
            variant_name="AllTraffic",
            model_name=model.name,
            initial_instance_count=2,
            initial_variant_weight=1,
            instance_type="ml.m5.xlarge",
        )
    ],
)

endpoint = aws.sagemaker.Endpoint(
    "ranking",
    endpoint_config_name=config.name,
    deployment_config=aws.sagemaker.EndpointDeploymentConfigArgs(
        blue_green_update_policy={
            "traffic_routing_configuration": {
                "type": "CANARY",
                "wait_interval_in_seconds": 300,
                "canary_size": {"type": "CAPACITY_PERCENT", "value": 20},
            },
            "termination_wait_in_seconds": 120,
        },
        auto_rollback_configuration={"alarms": [{"alarm_name": "errors"}]},
    ),
    opts=pulumi.ResourceOptions(protect=True),
)
