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

        target = scaling.ScalableTarget(
            self,
            "Target",
            service_namespace=scaling.ServiceNamespace.SAGEMAKER,
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            resource_id="endpoint/" + endpoint.attr_endpoint_name + "/variant/AllTraffic",
            min_capacity=1,
            max_capacity=6,
        )

        metric = cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name="CPUUtilization",
            dimensions_map={"EndpointName": endpoint.attr_endpoint_name, "VariantName": "AllTraffic"},
            statistic="Average",
            period=cdk.Duration.minutes(1),
        )

        target.scale_on_metric(
            "OnCpu",
            metric=metric,
            scaling_steps=[
                scaling.ScalingInterval(upper=10, change=-1),
                scaling.ScalingInterval(lower=50, change=1),
                scaling.ScalingInterval(lower=70, change=3),
            ],
            adjustment_type=scaling.AdjustmentType.CHANGE_IN_CAPACITY,
        )

app = cdk.App()
Inference(app, "StepConstruct")
app.synth()
