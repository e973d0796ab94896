"""The endpoints of the Rosetta cases as programs of the CDK and of Pulumi."""

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"
ROLE = "arn:aws:iam::123456789012:role/fraud"
DATA = "s3://models/fraud/model.tar.gz"

CDK_HEAD = f"""
import aws_cdk as cdk
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sagemaker as sagemaker


class Fraud(cdk.Stack):
    def __init__(self, scope, construct_id, instance_type, count=2):
        super().__init__(scope, construct_id)
        model = sagemaker.CfnModel(
            self,
            "Model",
            model_name="fraud",
            execution_role_arn="{ROLE}",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="{IMAGE}",
                model_data_url="{DATA}",
                environment={{"WORKERS": "2"}},
            ),
        )
"""

CDK_INSTANCES = """
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            endpoint_config_name="fraud",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model.attr_model_name,
                    initial_variant_weight=1,
                    initial_instance_count=count,
                    instance_type=instance_type,
                )
            ],%s
        )
"""

CDK_TARGET = """
        target = scaling.CfnScalableTarget(
            self,
            "Target",
            service_namespace="sagemaker",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
            min_capacity=%d,
            max_capacity=%d,
            role_arn="arn:aws:iam::123456789012:role/scaling",
        )
"""

CDK_ENDPOINT = """
        endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name="fraud",
            endpoint_config_name=config.attr_endpoint_config_name,
        )
"""

CDK_TAIL = """

app = cdk.App()
Fraud(app, "Fraud", "ml.m5.xlarge")
app.synth()
"""

CDK = {
    "serverless": {
        "app.py": CDK_HEAD
        + """
        memory = {"small": 1024, "large": 2048 * 2}
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            endpoint_config_name="fraud",
            production_variants=[
                {
                    "variantName": "AllTraffic",
                    "modelName": model.attr_model_name,
                    "initialVariantWeight": 1,
                    "serverlessConfig": {
                        "memorySizeInMb": memory["large"],
                        "maxConcurrency": 20,
                    },
                }
            ],
        )
"""
        + CDK_ENDPOINT
        + CDK_TAIL
    },
    "realtime": {
        "app.py": CDK_HEAD
        + CDK_INSTANCES % ""
        + CDK_ENDPOINT
        + CDK_TARGET % (2, 6)
        + """
        scaling.CfnScalingPolicy(
            self,
            "Policy",
            policy_name="fraud",
            policy_type="TargetTrackingScaling",
            scaling_target_id=target.ref,
            target_tracking_scaling_policy_configuration={
                "targetValue": 70,
                "predefinedMetricSpecification": {
                    "predefinedMetricType": "SageMakerVariantInvocationsPerInstance"
                },
            },
        )
"""
        + CDK_TAIL
    },
    "async": {
        "app.py": CDK_HEAD
        + CDK_INSTANCES
        % """
            async_inference_config=sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty(
                client_config={"maxConcurrentInvocationsPerInstance": 4},
                output_config=sagemaker.CfnEndpointConfig.AsyncInferenceOutputConfigProperty(
                    s3_output_path="s3://results/ok", s3_failure_path="s3://results/failed"
                ),
            ),"""
        + CDK_ENDPOINT
        + CDK_TARGET % (0, 4)
        + """
        policy = scaling.CfnScalingPolicy(
            self,
            "Wake",
            policy_name="wake",
            policy_type="StepScaling",
            scaling_target_id=target.ref,
            step_scaling_policy_configuration={
                "adjustmentType": "ChangeInCapacity",
                "stepAdjustments": [{"metricIntervalLowerBound": 0, "scalingAdjustment": 1}],
            },
        )
        cloudwatch.CfnAlarm(
            self,
            "Backlog",
            alarm_name="backlog",
            namespace="AWS/SageMaker",
            metric_name="HasBacklogWithoutCapacity",
            dimensions=[
                cloudwatch.CfnAlarm.DimensionProperty(
                    name="EndpointName", value=endpoint.attr_endpoint_name
                )
            ],
            statistic="Average",
            period=60,
            evaluation_periods=2,
            threshold=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="missing",
            alarm_actions=[policy.ref],
        )
"""
        + CDK_TAIL
    },
}

PULUMI_MODEL = f"""
import pulumi
import pulumi_aws as aws

settings = pulumi.Config()
model = aws.sagemaker.Model(
    "fraud",
    name="fraud",
    execution_role_arn="{ROLE}",
    primary_container=aws.sagemaker.ModelPrimaryContainerArgs(
        image="{IMAGE}",
        model_data_url="{DATA}",
        environment={{"WORKERS": "2"}},
    ),
)
"""

PULUMI_INSTANCES = """
config = aws.sagemaker.EndpointConfiguration(
    "fraud",
    name="fraud",
    production_variants=[
        {
            "variant_name": "AllTraffic",
            "model_name": model.name,
            "initial_variant_weight": 1,
            "initial_instance_count": 2,
            "instance_type": settings.require("instanceType"),
        }
    ],%s
)
"""

PULUMI_ENDPOINT = """
endpoint = aws.sagemaker.Endpoint("fraud", name="fraud", endpoint_config_name=config.name)
"""

PULUMI_TARGET = """
target = aws.appautoscaling.Target(
    "fraud",
    service_namespace="sagemaker",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    resource_id=endpoint.name.apply(lambda name: f"endpoint/{name}/variant/AllTraffic"),
    min_capacity=%d,
    max_capacity=%d,
)
"""

PULUMI_PROJECT = {
    "Pulumi.yaml": "name: fraud\nruntime: python\n",
    "Pulumi.main.yaml": "config:\n  fraud:instanceType: ml.m5.xlarge\n",
}

PULUMI = {
    "serverless": {
        **PULUMI_PROJECT,
        "__main__.py": PULUMI_MODEL
        + """
memory = {"small": 1024, "large": 2048 * 2}
config = aws.sagemaker.EndpointConfiguration(
    "fraud",
    name="fraud",
    production_variants=[
        aws.sagemaker.EndpointConfigurationProductionVariantArgs(
            variant_name="AllTraffic",
            model_name=model.name,
            initial_variant_weight=1,
            serverless_config={"memory_size_in_mb": memory["large"], "max_concurrency": 20},
        )
    ],
)
"""
        + PULUMI_ENDPOINT,
    },
    "realtime": {
        **PULUMI_PROJECT,
        "__main__.py": PULUMI_MODEL
        + PULUMI_INSTANCES % ""
        + PULUMI_ENDPOINT
        + PULUMI_TARGET % (2, 6)
        + """
aws.appautoscaling.Policy(
    "fraud",
    name="fraud",
    policy_type="TargetTrackingScaling",
    service_namespace=target.service_namespace,
    scalable_dimension=target.scalable_dimension,
    resource_id=target.resource_id,
    target_tracking_scaling_policy_configuration={
        "target_value": 70,
        "predefined_metric_specification": {
            "predefined_metric_type": "SageMakerVariantInvocationsPerInstance"
        },
    },
)
""",
    },
    "async": {
        **PULUMI_PROJECT,
        "__main__.py": PULUMI_MODEL
        + PULUMI_INSTANCES
        % """
    async_inference_config=aws.sagemaker.EndpointConfigurationAsyncInferenceConfigArgs(
        client_config={"max_concurrent_invocations_per_instance": 4},
        output_config={
            "s3_output_path": "s3://results/ok",
            "s3_failure_path": "s3://results/failed",
        },
    ),"""
        + PULUMI_ENDPOINT
        + PULUMI_TARGET % (0, 4)
        + """
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
""",
    },
}
