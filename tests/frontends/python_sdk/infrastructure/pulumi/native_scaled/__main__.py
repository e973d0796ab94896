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
        {
            "variant_name": "AllTraffic",
            "model_name": "ranking",
            "initial_variant_weight": 1,
            "initial_instance_count": 1,
            "instance_type": "ml.g5.xlarge",
        }
    ],
)
endpoint = native.sagemaker.Endpoint("ranking", endpoint_name="ranking", endpoint_config_name=config.endpoint_config_name)
target = native.applicationautoscaling.ScalableTarget(
    "ranking",
    service_namespace="sagemaker",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    resource_id=endpoint.endpoint_name.apply(lambda name: f"endpoint/{name}/variant/AllTraffic"),
    min_capacity=1,
    max_capacity=4,
    role_arn="arn:aws:iam::123456789012:role/scaling",
)
native.applicationautoscaling.ScalingPolicy(
    "ranking",
    policy_name="track",
    policy_type="TargetTrackingScaling",
    service_namespace="sagemaker",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    resource_id="endpoint/ranking/variant/AllTraffic",
    target_tracking_scaling_policy_configuration={
        "target_value": 50,
        "predefined_metric_specification": {"predefined_metric_type": "SageMakerVariantInvocationsPerInstance"},
    },
)
native.cloudwatch.Alarm(
    "errors",
    alarm_name="errors",
    namespace="AWS/SageMaker",
    metric_name="Invocation5XXErrors",
    dimensions=[{"name": "EndpointName", "value": "ranking"}, {"name": "VariantName", "value": "AllTraffic"}],
    statistic="Sum",
    period=60,
    evaluation_periods=1,
    threshold=1,
    comparison_operator="GreaterThanThreshold",
)
