from pulumi import Output
from pulumi_aws import appautoscaling, sagemaker
from pulumi_aws.sagemaker import EndpointConfigurationProductionVariantArgs as Variant


def deploy(name, *, minimum=1, maximum=3, **variant):
    model = sagemaker.Model(
        name,
        execution_role_arn="arn:aws:iam::123456789012:role/inference",
        primary_container={"image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/%s:%d" % (name, 2)},
    )
    config = sagemaker.EndpointConfiguration(
        name,
        production_variants=[
            Variant(variant_name=name, model_name=model.name, initial_instance_count=minimum, **variant)
        ],
    )
    endpoint = sagemaker.Endpoint(name, endpoint_config_name=config.name)
    if maximum > minimum:
        appautoscaling.Target(
            name,
            service_namespace="sagemaker",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            resource_id=Output.concat("endpoint/", endpoint.name, "/variant/", name),
            min_capacity=minimum,
            max_capacity=maximum,
        )
    return endpoint


deploy("ranking", instance_type="ml.m5.xlarge")
deploy("search", instance_type="ml.c5.2xlarge", minimum=2, maximum=2)
