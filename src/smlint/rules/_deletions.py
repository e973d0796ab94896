"""The requests with which a script takes down what it made."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.model import Endpoint
from smlint.core.rule import ENDPOINT_NAME, Instead
from smlint.core.values import Absent, Known, Setting

NAMES: Mapping[str, str] = {
    "DeleteEndpoint": "EndpointName",
    "DeleteEndpointConfig": "EndpointConfigName",
    "DeleteModel": "ModelName",
    "DeleteInferenceComponent": "InferenceComponentName",
}
"""The operations that delete something of an endpoint, and the argument that names it."""


def deletions(endpoint: Endpoint, *operations: str) -> tuple[Instead, ...]:
    """Requests of `operations` for `endpoint`, one after the other, by name where that is known."""
    return tuple(Instead(one, _named(NAMES[one], _name(endpoint, one))) for one in operations)


def _name(endpoint: Endpoint, operation: str) -> Setting[str]:
    """What the only thing is called that `operation` deletes of `endpoint`."""
    if operation == "DeleteEndpoint":
        return endpoint.name
    if operation == "DeleteEndpointConfig":
        return endpoint.config_name
    found = [component.name for component in endpoint.inference_components]
    if operation == "DeleteModel":
        found = [variant.model_name for variant in endpoint.variants]
    return found[0] if len(found) == 1 else Absent(endpoint.span)


def _named(argument: str, name: Setting[str]) -> Mapping[str, str]:
    if isinstance(name, Known):
        return {argument: name.value}
    return {argument: ENDPOINT_NAME} if argument == "EndpointName" else {}
