"""Scripts that delete an inference component, but not the endpoint that they made for it."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_deployment_with
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint, InferenceComponent
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Match, Rule
from smlint.core.tree import member
from smlint.core.values import Gap, Known, Tree, parts_of
from smlint.pricing import endpoint_cost
from smlint.rules._capacity import lowest_capacities
from smlint.rules._conditions import all_in
from smlint.rules._deletions import deletions, parts_made

OPERATION = "DeleteInferenceComponent"


@per_deployment_with(OPERATION)
def check(deployed: Deployed, facts: Facts) -> Iterator[Match]:
    """Match each deletion of a component whose endpoint is never deleted."""
    asked = [call for call in deployed.deployment.calls if call.operation == OPERATION]
    for endpoint in deployed.endpoints:
        for call in asked:
            placed = _placed(call, endpoint)
            if (
                placed is None
                or not all_in((endpoint.cleanup, ("none",)))
                or _scales_to_zero(endpoint)
            ):
                continue
            cost = endpoint_cost(endpoint, facts)
            made = Known(True, endpoint.blocks[-1] if endpoint.blocks else endpoint.span)
            yield Match(
                call.span,
                "this deletes the inference component alone; the endpoint that it is placed on is "
                "never deleted: its instances keep running and are billed",
                (Evidence("the endpoint is made here", made),),
                (call.extent,),
                cost=cost and cost.saving(),
                instead=deletions(
                    endpoint,
                    OPERATION,
                    "DeleteEndpoint",
                    *(word for word, _ in parts_made(endpoint)),
                ),
                endpoints=(endpoint,),
            )


def _placed(call: Call, endpoint: Endpoint) -> InferenceComponent | None:
    """The component on `endpoint` that `call` surely means."""
    name = member(call.arguments, "InferenceComponentName")
    return next((item for item in endpoint.inference_components if _same(name, item.name)), None)


def _same(one: Tree, other: Tree) -> bool:
    parts = parts_of(one)
    return bool(parts) and parts == parts_of(other) and not any(isinstance(p, Gap) for p in parts)


def _scales_to_zero(endpoint: Endpoint) -> bool:
    """Whether instances may go when the last component has gone."""
    return any(
        all_in((count, (0,)))
        for variant in endpoint.variants
        for count in lowest_capacities(variant)
    )


RULE = Rule(
    id="SM505",
    name="delete-predictor-ic",
    title="Inference component deleted, its endpoint kept",
    category="cleanup",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "SageMaker Python SDK 2.257.7, base_predictor.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/base_predictor.py",
            "2026-11-21",
            "Predictor.delete_predictor() of an inference component deletes the component alone; "
            "of any other endpoint, the endpoint.",
        ),
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "Charges stop when the endpoint is deleted.",
        ),
    ),
    explanation=(
        "Models that are placed on an endpoint as inference components share its instances, and it "
        "is the instances that are billed, whether or not a component is left on them. The SDK's "
        "delete_predictor() does one thing or the other: of an endpoint of its own it deletes the "
        "endpoint, of a component only that. The rule looks at scripts that make the endpoint "
        "themselves, delete a component of it and never the endpoint, and stays quiet where "
        "managed instance scaling may take the instances away."
    ),
    remedy="Delete the endpoint when its last inference component is deleted.",
    bad=(
        Example(
            "python",
            """\
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
from sagemaker.enums import EndpointType
from sagemaker.model import Model

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.2xlarge",
    endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    resources=ResourceRequirements(requests={"num_accelerators": 1, "memory": 8192, "copies": 1}),
)
predictor.delete_predictor()  # <- here
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name shared \\
  --execution-role-arn arn:aws:iam::111122223333:role/ml \\
  --production-variants VariantName=AllTraffic,InstanceType=ml.g5.2xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name shared --endpoint-config-name shared
aws sagemaker create-inference-component --inference-component-name fraud \\
  --endpoint-name shared --variant-name AllTraffic --runtime-config CopyCount=1 \\
  --specification 'ModelName=fraud,ComputeResourceRequirements={MinMemoryRequiredInMb=1024}'
aws sagemaker delete-inference-component --inference-component-name fraud # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
from sagemaker.enums import EndpointType
from sagemaker.model import Model

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.2xlarge",
    endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    resources=ResourceRequirements(requests={"num_accelerators": 1, "memory": 8192, "copies": 1}),
)
predictor.delete_predictor(wait=True)
predictor.delete_endpoint()
""",
        ),
    ),
    check_deployed=check,
)
