from aws_cdk import App, CfnTag, Stack
from aws_cdk.aws_applicationautoscaling import CfnScalableTarget
from aws_cdk.aws_sagemaker import CfnEndpoint, CfnEndpointConfig, CfnModel

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/%s:%d"


def container(name, version=1, **environment):
    return CfnModel.ContainerDefinitionProperty(image=IMAGE % (name, version), environment=environment)


def deploy(stack, name, *, minimum=1, maximum=3, **variant):
    model = CfnModel(
        stack, f"{name}Model", execution_role_arn="arn:aws:iam::123456789012:role/r",
        primary_container=container(name, 2, WORKERS="4"),
    )
    settings = {"variant_name": name, "initial_variant_weight": 1, "initial_instance_count": minimum, **variant}
    config = CfnEndpointConfig(
        stack,
        f"{name}Config",
        production_variants=[
            CfnEndpointConfig.ProductionVariantProperty(model_name=model.attr_model_name, **settings)
        ],
        tags=[CfnTag(key="name", value=name)],
    )
    endpoint = CfnEndpoint(stack, f"{name}Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
    if maximum > minimum:
        CfnScalableTarget(
            stack,
            f"{name}Target",
            service_namespace="sagemaker",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            resource_id="endpoint/{}/variant/{}".format(endpoint.attr_endpoint_name, name),
            min_capacity=minimum,
            max_capacity=maximum,
            role_arn="arn:aws:iam::123456789012:role/scaling",
        )
    return endpoint


app = App()
stack = Stack(app, "Functional")
deploy(stack, "ranking", instance_type="ml.m5.xlarge")
deploy(stack, "search", instance_type="ml.c5.2xlarge", minimum=2, maximum=2)
app.synth()
