"""Inference components that no instance of their variant can hold."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, InferenceComponent, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.values import Setting, Unknown


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match a component that needs more accelerators than an instance of its variant has."""
    for component in endpoint.inference_components:
        needed = need(component.number_of_accelerator_devices_required)
        variant = None if needed is None else _place(endpoint, component)
        if needed is None or variant is None or need_all(variant.instance_pools):
            continue
        name = need(variant.instance_type)
        kind = None if name is None else facts.instance_types.get(name)
        if kind is None or kind.accelerators is None or needed <= kind.accelerators:
            continue
        _together(component.number_of_accelerator_devices_required, variant.instance_type)
        yield Match(
            component.number_of_accelerator_devices_required.span,
            f"each copy of this component needs {needed:g} accelerators, and {name} has "
            f"{kind.accelerators or 'none'}: no copy can be placed",
            (
                Evidence("set here", component.number_of_accelerator_devices_required),
                Evidence("instance type", variant.instance_type),
            ),
            (component.extent,),
            instead=_instead(kind.accelerators),
        )


def _together(*settings: Setting[int] | Setting[float] | Setting[str]) -> None:
    """Raise `Undetermined` where each of `settings` holds under a condition of its own only."""
    if all(any(hop.kind == "condition" for hop in setting.via) for setting in settings):
        reason = "which of several requirements and instance types go together is not known"
        raise Undetermined(Unknown(reason, settings[0].span, settings[0].via))


def _place(endpoint: Endpoint, component: InferenceComponent) -> Variant | None:
    """The variant on which `component` is placed."""
    variants = need_all(endpoint.variants)
    name = need(component.variant_name)
    if len(variants) == 1:
        return variants[0]
    return next((variant for variant in variants if need(variant.name) == name), None)


def _instead(accelerators: int) -> tuple[Instead, ...]:
    requirements = {"NumberOfAcceleratorDevicesRequired": accelerators or None}
    specification = {"Specification": {"ComputeResourceRequirements": requirements}}
    return (Instead("AWS::SageMaker::InferenceComponent", specification),)


RULE = Rule(
    id="SM977",
    name="component-accelerators",
    title="Inference component with more accelerators than an instance has",
    category="correctness",
    severity="error",
    preset="strict",
    sources=(
        Citation(
            "InferenceComponentComputeResourceRequirements, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentComputeResourceRequirements.html",
            "2026-11-21",
            "The accelerators, cores and memory are what a model is given of an instance.",
        ),
        Citation(
            "Deploy models for real-time inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-deploy-models.html",
            "2026-11-21",
            "Models share the instances of an endpoint; a component says which part of the "
            "accelerators, cores and memory its model gets.",
        ),
    ),
    explanation=(
        "A copy of an inference component runs on one instance, with the accelerators set aside "
        "for it there. A component that asks for more of them than the instance type has is "
        "never placed, and its creation waits for instances that would not help. The rule knows "
        "the accelerators of those types for which a document tells their number."
    ),
    remedy="Ask for no more accelerators than the instance type has, or take a larger type.",
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      ProductionVariants:
        - VariantName: AllTraffic
          InstanceType: ml.g5.2xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  ChatEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt ChatConfig.EndpointConfigName
  ChatComponent:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      EndpointName: !GetAtt ChatEndpoint.EndpointName
      VariantName: AllTraffic
      Specification:
        ModelName: chat
        ComputeResourceRequirements:
          NumberOfAcceleratorDevicesRequired: 4 # <- here
          MinMemoryRequiredInMb: 16384
      RuntimeConfig:
        CopyCount: 1
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="chat",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "InstanceType": "ml.c7i.8xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="chat", EndpointConfigName="chat")
sagemaker.create_inference_component(
    InferenceComponentName="chat",
    EndpointName="chat",
    VariantName="AllTraffic",
    Specification={
        "ModelName": "chat",
        "ComputeResourceRequirements": {
            "NumberOfAcceleratorDevicesRequired": 1,  # <- here
            "MinMemoryRequiredInMb": 4096,
        },
    },
    RuntimeConfig={"CopyCount": 1},
)
""",
        ),
    ),
    good=(
        Example(
            "cloudformation",
            """\
Resources:
  ChatConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      ProductionVariants:
        - VariantName: AllTraffic
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  ChatEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt ChatConfig.EndpointConfigName
  ChatComponent:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      EndpointName: !GetAtt ChatEndpoint.EndpointName
      VariantName: AllTraffic
      Specification:
        ModelName: chat
        ComputeResourceRequirements:
          NumberOfAcceleratorDevicesRequired: 4
          MinMemoryRequiredInMb: 16384
      RuntimeConfig:
        CopyCount: 1
""",
        ),
    ),
    check=check,
)
