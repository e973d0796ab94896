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
            "initial_instance_count": 1,
            "instance_type": "ml.g4dn.xlarge",
        }
    ],
    async_inference_config={
        "client_config": {"max_concurrent_invocations_per_instance": 4},
        "output_config": {
            "s3_output_path": "s3://results/ok",
            "s3_failure_path": "s3://results/failed",
            "notification_config": {"error_topic": "arn:aws:sns:eu-west-1:123456789012:errors"},
        },
    },
)

endpoint = aws.sagemaker.Endpoint("ranking", endpoint_config_name=config.name)

target = aws.appautoscaling.Target(
    "ranking",
    service_namespace="sagemaker",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    resource_id=endpoint.name.apply(lambda name: f"endpoint/{name}/variant/AllTraffic"),
    min_capacity=0,
    max_capacity=4,
)
policy = aws.appautoscaling.Policy(
    "wake",
    name="wake",
    policy_type="StepScaling",
    service_namespace=target.service_namespace,
    scalable_dimension=target.scalable_dimension,
    resource_id=target.resource_id,
    step_scaling_policy_configuration={
        "adjustment_type": "ChangeInCapacity",
        "step_adjustments": [{"metric_interval_lower_bound": "0", "scaling_adjustment": 1}],
    },
)
aws.cloudwatch.MetricAlarm(
    "backlog",
    name="backlog",
    namespace="AWS/SageMaker",
    metric_name="HasBacklogWithoutCapacity",
    dimensions={"EndpointName": endpoint.name},
    statistic="Average",
    period=60,
    evaluation_periods=2,
    threshold=1,
    comparison_operator="GreaterThanOrEqualToThreshold",
    treat_missing_data="missing",
    alarm_actions=[policy.arn],
)
