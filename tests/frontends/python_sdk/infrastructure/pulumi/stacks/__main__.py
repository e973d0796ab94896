import pulumi
import pulumi_aws as aws

settings = pulumi.Config()
kind = settings.get("instanceType") or "ml.t2.medium"
count = settings.get_int("count") or 1
production = settings.get_bool("production")
scale = settings.require_object("scale")
image = pulumi.Config("images").require("ranking")
model = aws.sagemaker.Model(
    "ranking",
    name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
    execution_role_arn="arn:aws:iam::123456789012:role/inference",
    primary_container={"image": image},
)
config = aws.sagemaker.EndpointConfiguration(
    "ranking",
    production_variants=[
        {
            "variant_name": "AllTraffic",
            "model_name": model.name,
            "initial_instance_count": count,
            "instance_type": kind,
        }
    ],
    tags={"stage": pulumi.get_stack()},
)
endpoint = aws.sagemaker.Endpoint("ranking", endpoint_config_name=config.name)
if production:
    aws.appautoscaling.Target(
        "ranking",
        service_namespace="sagemaker",
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        resource_id=endpoint.name.apply(lambda name: f"endpoint/{name}/variant/AllTraffic"),
        min_capacity=scale["min"],
        max_capacity=scale["max"],
    )
