"""Scripts that delete an endpoint's configuration while the endpoint still uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Match, Rule, need_all
from smlint.rules._conditions import all_in
from smlint.rules._deletions import deletions

SEQUENTIAL = ("python", "shell")
"""Languages whose calls are in the order of the run; states of a machine lead to each other."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a deletion of the configuration on the straight path to that of the endpoint."""
    early = _too_early(endpoint.calls) if endpoint.language in SEQUENTIAL else []
    if not early or not all_in((endpoint.cleanup, ("always",))):
        return
    need_all(endpoint.calls)
    for call in early:
        yield Match(
            call.span,
            "this deletes the configuration of an endpoint that still runs on it, and is deleted "
            "only afterwards",
            (Evidence("the endpoint is deleted here", endpoint.cleanup),),
            (call.extent,),
            instead=deletions(endpoint, "DeleteEndpoint", "DeleteEndpointConfig"),
        )


def _too_early(calls: Iterable[Call]) -> list[Call]:
    """The deletions of a configuration that come before that of its endpoint, in one file.

    An update that is come to first may have given the endpoint another configuration. What the SDK
    deletes together, in one call, is none of the script's doing.
    """
    early: list[Call] = []
    for call in calls:
        if call.operation == "UpdateEndpoint":
            return []
        if call.operation == "DeleteEndpoint":
            return [
                one
                for one in early
                if one.extent != call.extent and one.span.path == call.span.path
            ]
        if call.operation == "DeleteEndpointConfig" and call.reach == "always":
            early.append(call)
    return []


RULE = Rule(
    id="SM503",
    name="delete-config-before-endpoint",
    title="Endpoint configuration deleted before its endpoint",
    category="cleanup",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "A configuration is not to be deleted while its endpoint is live, or being made or "
            "updated: on which instances the endpoint runs may no longer be seen then.",
        ),
        Citation(
            "DeleteEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html",
            "2026-11-21",
            "A configuration must not be deleted while an endpoint uses it; charges go on until "
            "the endpoint is deleted.",
        ),
    ),
    explanation=(
        "A configuration must not be deleted while an endpoint uses it. Where it is, the endpoint "
        "goes on running without it: what it runs on, and what it costs, can no longer be looked "
        "up. If the script fails between the two calls, that is what is left. The SDK looks the "
        "configuration up when it deletes an endpoint, and raises an error where it is gone. The "
        "rule speaks where both deletions are on the straight path of one file, in the wrong "
        "order, and no update comes before them."
    ),
    remedy="Delete the endpoint first, then its configuration, then its model.",
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
sagemaker.delete_endpoint_config(EndpointConfigName="fraud")  # <- here
sagemaker.delete_endpoint(EndpointName="fraud")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name fraud --production-variants \\
  VariantName=AllTraffic,ModelName=fraud,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud
aws sagemaker delete-endpoint-config --endpoint-config-name fraud # <- here
aws sagemaker delete-endpoint --endpoint-name fraud
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
sagemaker.delete_endpoint(EndpointName="fraud")
sagemaker.delete_endpoint_config(EndpointConfigName="fraud")
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_endpoint(delete_endpoint_config=True)
""",
        ),
    ),
    check=check,
)
