"""Updates to the configuration that an endpoint has already."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT
from smlint.core.rule import (
    Evidence,
    Example,
    Instead,
    Match,
    Rule,
    Undetermined,
    per_endpoint,
)
from smlint.core.tree import member
from smlint.core.values import Gap, Tree, Unknown, parts_of

SURE = ("always", "guaranteed")
"""How surely a run must come to an update: others may stand for the creation."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match each update that names the configuration which the endpoint was created with."""
    created = [resource for resource in endpoint.resources if resource.type == ENDPOINT]
    if not created:
        return
    first = member(created[0].properties, "EndpointConfigName")
    for call in endpoint.calls:
        if call.operation != "UpdateEndpoint" or call.reach not in SURE:
            continue
        named = member(call.arguments, "EndpointConfigName")
        if not _same(first, named):
            continue
        if isinstance(endpoint.exists, Unknown):
            raise Undetermined(endpoint.exists)
        yield Match(
            named.span,
            "this updates the endpoint to the configuration that it was created with: a "
            "configuration cannot change, so nothing does",
            (Evidence("created with it here", first), Evidence("and updated to it here", named)),
            (call.extent,),
            instead=(Instead("UpdateEndpoint", {"EndpointConfigName": "a-new-name"}),),
        )


def _same(one: Tree, other: Tree) -> bool:
    """Whether two texts are surely the same, be it that of one reference."""
    parts = parts_of(one)
    if any(isinstance(part, Gap) for part in parts):
        return False
    return bool(parts) and parts == parts_of(other)


RULE = Rule(
    id="SM712",
    name="update-same-config",
    title="Update to the same endpoint configuration",
    category="deployment",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "UpdateEndpoint, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html",
            "2026-11-21",
            "To update an endpoint a new endpoint configuration has to be created; one that is in "
            "use must not be deleted.",
        ),
    ),
    explanation=(
        "Endpoint configurations are immutable. An update names another one, and SageMaker brings "
        "up a new fleet for it. Scripts that delete the configuration and make it again under its "
        "old name take away what the running endpoint is described by, and the update then names "
        "what the endpoint seems to have already. The rule speaks where the same run creates the "
        "endpoint and surely updates it to the same name; scripts that create it or else update "
        "it are left alone."
    ),
    remedy=(
        "Give each configuration a name of its own (with a version or a time stamp), and update to "
        "that."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search-1",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
sagemaker.update_endpoint(EndpointName="search", EndpointConfigName="search")  # <- here
""",
        ),
        Example(
            "shell",
            """\
config=search
aws sagemaker create-endpoint-config --endpoint-config-name $config \\
  --production-variants VariantName=v1,ModelName=m1,InstanceType=ml.c5.large,InitialInstanceCount=2
aws sagemaker create-endpoint --endpoint-name search --endpoint-config-name $config
aws sagemaker update-endpoint --endpoint-name search --endpoint-config-name $config # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3
from botocore.exceptions import ClientError

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search-2",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search-2",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
try:
    sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search-2")
except ClientError:
    sagemaker.update_endpoint(EndpointName="search", EndpointConfigName="search-2")
""",
        ),
    ),
    check=check,
)
