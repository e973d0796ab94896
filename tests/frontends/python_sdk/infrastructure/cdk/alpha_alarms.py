import aws_cdk as cdk
import aws_cdk.aws_sagemaker_alpha as sagemaker
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_cloudwatch as cloudwatch


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        repository = ecr.Repository.from_repository_name(self, "Images", "ranking")
        model = sagemaker.Model(
            self,
            "Model",
            containers=[
                sagemaker.ContainerDefinition(
                    image=sagemaker.ContainerImage.from_ecr_repository(repository),
                    environment={"WORKERS": "2"},
                )
            ],
        )
        config = sagemaker.EndpointConfig(
            self,
            "Config",
            instance_production_variants=[
                sagemaker.InstanceProductionVariantProps(model=model, variant_name="main", instance_type=sagemaker.InstanceType.C5_XLARGE)
            ],
        )
        endpoint = sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)
        main = endpoint.find_instance_production_variant("main")
        main.metric_model_latency(period=cdk.Duration.minutes(1)).create_alarm(
            self, "Slow", threshold=100000, evaluation_periods=3
        )
        cloudwatch.Alarm(
            self,
            "Failing",
            metric=main.metric_invocation_response_code(sagemaker.InvocationHttpResponseCode.INVOCATION_5XX_ERRORS),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        )
        main.metric_cpu_utilization(statistic="Maximum").create_alarm(
            self, "Hot", threshold=90, evaluation_periods=2, treat_missing_data=cloudwatch.TreatMissingData.BREACHING
        )

app = cdk.App()
Inference(app, "AlphaAlarms")
app.synth()
