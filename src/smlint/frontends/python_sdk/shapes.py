"""Which members the structures of the AWS API have, and what a script calls them."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.aws_api.requests import requests, structures
from smlint.core.spans import Span
from smlint.core.values import Known, Tree, Unknown

PIECES = (
    "ProductionVariant", "ContainerDefinition", "ProductionVariantServerlessConfig",
    "AsyncInferenceConfig", "DataCaptureConfig", "TargetTrackingScalingPolicyConfiguration",
)  # fmt: skip
"""The structures that scripts put together by `**`."""

MEMBERS: Mapping[str, tuple[str, ...]] = {
    **requests(),
    **{
        name: members
        for service in ("sagemaker", "application-autoscaling")
        for name, members in structures(service).items()
        if name in PIECES
    },
}
"""The members of requests, and of those structures."""

SPELLINGS = {
    "EnableSsmAccess": "EnableSSMAccess",
    "MaxPayloadInMb": "MaxPayloadInMB",
    "MemorySizeInMb": "MemorySizeInMB",
    "OkActions": "OKActions",
    "RoleArn": "RoleARN",
    "VolumeSizeInGb": "VolumeSizeInGB",
}
"""What the API writes in capitals, among the members that a program declares."""


def api_name(name: str) -> str:
    """The member of the API that a program calls `name`: in snake case, or in camel case."""
    camel = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return SPELLINGS.get(camel, camel)


def opened(given: Mapping[str, Tree], hidden: Unknown, span: Span) -> Tree:
    """A mapping that may hold more than `given`, for the reason given by `hidden`.

    Where these are members of the API, those that are not given become unknown: they are neither
    absent nor known. Of any other mapping nothing is known then.
    """
    fitting = [names for names in MEMBERS.values() if given and set(given) <= set(names)]
    if not fitting:
        return hidden
    missing = {name: hidden for names in fitting for name in names}
    return Known({**missing, **given}, span)
