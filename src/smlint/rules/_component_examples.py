"""Inference components that are scaled: what the examples of rules on them start from."""

from __future__ import annotations


def components_tf(
    instances: int | str = 2, copies: int | str = 3, least: int | str = 3, first: str = ""
) -> str:
    """An endpoint with one component in Terraform.

    `instances` is the minimum of managed scaling, `copies` how many copies there are at first and
    `least` the minimum to which they are scaled in; `first` stands before everything.
    """
    return f"""\
{first}resource "aws_sagemaker_endpoint_configuration" "chat" {{
  execution_role_arn = "arn:aws:iam::123456789012:role/chat"
  production_variants {{
    variant_name           = "AllTraffic"
    instance_type          = "ml.g5.xlarge"
    initial_instance_count = 2
    managed_instance_scaling {{
      status             = "ENABLED"
      min_instance_count = {instances}
      max_instance_count = 4
    }}
  }}
}}

resource "aws_sagemaker_endpoint" "chat" {{
  endpoint_config_name = aws_sagemaker_endpoint_configuration.chat.name
}}

resource "awscc_sagemaker_inference_component" "chat" {{
  inference_component_name = "chat"
  endpoint_name            = aws_sagemaker_endpoint.chat.name
  variant_name             = "AllTraffic"
  specification = {{
    model_name = "chat"
    compute_resource_requirements = {{
      number_of_accelerator_devices_required = 1
      min_memory_required_in_mb              = 8192
    }}
  }}
  runtime_config = {{
    copy_count = {copies}
  }}
}}

resource "aws_appautoscaling_target" "chat" {{
  service_namespace  = "sagemaker"
  resource_id        = "inference-component/chat"
  scalable_dimension = "sagemaker:inference-component:DesiredCopyCount"
  min_capacity       = {least}
  max_capacity       = 8
}}
"""


def components_cfn(
    instances: int | str = 2, copies: int | str = 3, least: int | str = 3, first: str = ""
) -> str:
    """The same in CloudFormation; `first` stands before the configuration."""
    return f"""\
Resources:
{first}  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/chat
      ProductionVariants:
        - VariantName: AllTraffic
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 2
          ManagedInstanceScaling:
            Status: ENABLED
            MinInstanceCount: {instances}
            MaxInstanceCount: 4
  ChatEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt ChatConfig.EndpointConfigName
  ChatComponent:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      InferenceComponentName: chat
      EndpointName: !GetAtt ChatEndpoint.EndpointName
      VariantName: AllTraffic
      Specification:
        ModelName: chat
        ComputeResourceRequirements:
          NumberOfAcceleratorDevicesRequired: 1
          MinMemoryRequiredInMb: 8192
      RuntimeConfig:
        CopyCount: {copies}
  ChatTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub inference-component/${{ChatComponent.InferenceComponentName}}
      ScalableDimension: sagemaker:inference-component:DesiredCopyCount
      MinCapacity: {least}
      MaxCapacity: 8
"""
