import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_applicationautoscaling as scaling


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
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic", initial_instance_count=1, instance_type="ml.g5.2xlarge"
                )
            ],
        )

        endpoint = sagemaker.CfnEndpoint(
            self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name
        )

        component = sagemaker.CfnInferenceComponent(
            self,
            "Component",
            inference_component_name="ranking-component",
            endpoint_name=endpoint.attr_endpoint_name,
            variant_name="AllTraffic",
            specification=sagemaker.CfnInferenceComponent.InferenceComponentSpecificationProperty(
                model_name=model.attr_model_name,
                compute_resource_requirements=sagemaker.CfnInferenceComponent.InferenceComponentComputeResourceRequirementsProperty(
                    number_of_accelerator_devices_required=1, min_memory_required_in_mb=1024
                ),
            ),
            runtime_config=sagemaker.CfnInferenceComponent.InferenceComponentRuntimeConfigProperty(copy_count=2),
        )
        scaling.CfnScalableTarget(
            self,
            "Copies",
            service_namespace="sagemaker",
            scalable_dimension="sagemaker:inference-component:DesiredCopyCount",
            resource_id="inference-component/ranking-component",
            min_capacity=0,
            max_capacity=3,
            role_arn="arn:aws:iam::123456789012:role/scaling",
        )

app = cdk.App()
Inference(app, "Component")
app.synth()
