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

endpoint = aws.sagemaker.Endpoint("ranking", endpoint_config_name=config.name)

name = pulumi.Output.all(endpoint.name, "AllTraffic").apply(
    lambda parts: "endpoint/" + parts[0] + "/variant/" + parts[1]
)

target = aws.appautoscaling.Target(
    "ranking",
    service_namespace="sagemaker",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    resource_id=name,
    min_capacity=1,
    max_capacity=4,
)

aws.appautoscaling.Policy(
    "ranking",
    policy_type="TargetTrackingScaling",
    service_namespace=target.service_namespace,
    scalable_dimension=target.scalable_dimension,
    resource_id=target.resource_id,
    target_tracking_scaling_policy_configuration=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationArgs(
        target_value=70,
        predefined_metric_specification=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs(
            predefined_metric_type="SageMakerVariantInvocationsPerInstance"
        ),
        scale_in_cooldown=300,
    ),
)
