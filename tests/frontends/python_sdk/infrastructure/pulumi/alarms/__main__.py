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

topic = aws.sns.Topic("errors")
aws.cloudwatch.MetricAlarm(
    "errors",
    namespace="AWS/SageMaker",
    metric_name="Invocation5XXErrors",
    dimensions={"EndpointName": endpoint.name, "VariantName": "AllTraffic"},
    statistic="Sum",
    period=300,
    evaluation_periods=1,
    datapoints_to_alarm=1,
    threshold=5,
    comparison_operator="GreaterThanThreshold",
    actions_enabled=False,
)
