import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
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

        metric = cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name="CPUUtilization",
            dimensions_map={"EndpointName": endpoint.attr_endpoint_name, "VariantName": "AllTraffic"},
            statistic="Average",
            period=cdk.Duration.minutes(1),
        )

        alarm = cloudwatch.Alarm(
            self,
            "Errors",
            metric=cloudwatch.Metric(
                namespace="AWS/SageMaker",
                metric_name="Invocation5XXErrors",
                dimensions_map={"EndpointName": endpoint.attr_endpoint_name, "VariantName": "AllTraffic"},
                statistic="sum",
            ),
            threshold=5,
            evaluation_periods=2,
            datapoints_to_alarm=1,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            actions_enabled=False,
        )
        metric.create_alarm(self, "Busy", threshold=80, evaluation_periods=5, alarm_name="busy")

app = cdk.App()
Inference(app, "Alarms")
app.synth()
