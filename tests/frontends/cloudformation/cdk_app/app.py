"""Two stages of one service: a serverless endpoint, and one on instances in a nested stack."""

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

IMAGE = "inference/pytorch:2.3-cpu-py311"


class Model(Construct):
    """A model with the role that it needs."""

    def __init__(self, scope: Construct, name: str, *, bucket: s3.IBucket) -> None:
        super().__init__(scope, name)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"))
        self.model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role.role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image=f"{cdk.Aws.ACCOUNT_ID}.dkr.ecr.{cdk.Aws.REGION}.{cdk.Aws.URL_SUFFIX}/{IMAGE}",
                model_data_url=bucket.s3_url_for_object("model.tar.gz"),
            ),
        )


class Ranking(cdk.NestedStack):
    """An endpoint on instances, which scales with its load."""

    def __init__(
        self, scope: Construct, name: str, *, bucket: s3.IBucket, instances: int, most: str
    ) -> None:
        super().__init__(scope, name, parameters={"Most": most})
        most_instances = cdk.CfnParameter(self, "Most", type="Number", default=8)
        model = Model(self, "Model", bucket=bucket)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="main",
                    model_name=model.model.attr_model_name,
                    instance_type="ml.m5.large",
                    initial_instance_count=instances,
                    initial_variant_weight=1,
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
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/main",
            min_capacity=instances,
            max_capacity=most_instances.value_as_number,
        )
        scaling.CfnScalingPolicy(
            self,
            "Policy",
            policy_name="load",
            policy_type="TargetTrackingScaling",
            scaling_target_id=target.ref,
            target_tracking_scaling_policy_configuration=(
                scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
                    target_value=100,
                    predefined_metric_specification=(
                        scaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty(
                            predefined_metric_type="SageMakerVariantInvocationsPerInstance"
                        )
                    ),
                )
            ),
        )


class Inference(cdk.Stack):
    """Whatever one stage of the service needs."""

    def __init__(
        self, scope: Construct, name: str, *, memory: int, instances: int, **options: Any
    ) -> None:
        super().__init__(scope, name, **options)
        bucket = s3.Bucket.from_bucket_name(self, "Models", f"models-{self.region}")
        model = Model(self, "Summary", bucket=bucket)
        config = sagemaker.CfnEndpointConfig(
            self,
            "SummaryConfig",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="main",
                    model_name=model.model.attr_model_name,
                    initial_variant_weight=1,
                    serverless_config=sagemaker.CfnEndpointConfig.ServerlessConfigProperty(
                        memory_size_in_mb=memory, max_concurrency=5
                    ),
                )
            ],
        )
        sagemaker.CfnEndpoint(
            self, "SummaryEndpoint", endpoint_config_name=config.attr_endpoint_config_name
        )
        Ranking(self, "Ranking", bucket=bucket, instances=instances, most="4")


class Service(cdk.Stage):
    """One stage of the service, in an account of its own."""

    def __init__(
        self, scope: Construct, name: str, *, account: str, memory: int, instances: int
    ) -> None:
        super().__init__(scope, name, env=cdk.Environment(account=account, region="eu-west-1"))
        tags = {"team": "search"}
        Inference(self, "Inference", memory=memory, instances=instances, tags=tags)


app = cdk.App()
Service(app, "Staging", account="111111111111", memory=2048, instances=2)
Service(app, "Production", account="222222222222", memory=3000, instances=1)
app.synth()
