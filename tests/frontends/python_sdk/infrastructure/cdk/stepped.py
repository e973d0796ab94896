import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_cloudwatch as cloudwatch


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:1.2",
                model_data_url="s3://models/ranking/model.tar.gz",
            ),
        )

        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=model.attr_model_name,
                    variant_name="AllTraffic",
                    initial_instance_count=2,
                    initial_variant_weight=1,
                    instance_type="ml.m5.xlarge",
                )
            ],
        )

        endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name
        )

        target = scaling.CfnScalableTarget(
            self,
            "Target",
            service_namespace="sagemaker",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
            min_capacity=1,
            max_capacity=5,
            role_arn="arn:aws:iam::123456789012:role/scaling",
        )

        policy = scaling.CfnScalingPolicy(
            self,
            "Step",
            policy_name="step",
            policy_type="StepScaling",
            scaling_target_id=target.attr_id,
            step_scaling_policy_configuration=scaling.CfnScalingPolicy.StepScalingPolicyConfigurationProperty(
                adjustment_type="ChangeInCapacity",
                step_adjustments=[
                    scaling.CfnScalingPolicy.StepAdjustmentProperty(scaling_adjustment=1, metric_interval_lower_bound=0)
                ],
            ),
        )
        cloudwatch.CfnAlarm(
            self,
            "Alarm",
            alarm_name="backlog",
            namespace="AWS/SageMaker",
            metric_name="HasBacklogWithoutCapacity",
            dimensions=[{"name": "EndpointName", "value": endpoint.attr_endpoint_name}],
            statistic="Average",
            period=60,
            evaluation_periods=2,
            datapoints_to_alarm=2,
            threshold=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            treat_missing_data="missing",
            alarm_actions=[policy.ref],
        )

app = cdk.App()
Inference(app, "Stepped")
app.synth()
