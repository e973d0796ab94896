"""The requests with which a script takes down what it made."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.model import Endpoint
from smlint.core.rule import ENDPOINT_NAME, Instead
from smlint.core.values import Known

NAMES: Mapping[str, str] = {
    "DeleteEndpoint": "EndpointName",
    "DeleteEndpointConfig": "EndpointConfigName",
    "DeleteModel": "ModelName",
    "DeleteInferenceComponent": "InferenceComponentName",
}
"""The operations that delete something of an endpoint, and the argument that names it."""

TO_FILL_IN: Mapping[str, str] = {
    "DeleteEndpoint": ENDPOINT_NAME,
    "DeleteEndpointConfig": "ENDPOINT_CONFIG",
    "DeleteModel": "MODEL",
    "DeleteInferenceComponent": "INFERENCE_COMPONENT",
}
"""What stands for a name that only the script knows."""


def deletions(endpoint: Endpoint, *operations: str) -> tuple[Instead, ...]:
    """Requests of `operations` for `endpoint`, one after the other, by name where that is known."""
    return tuple(Instead(one, {NAMES[one]: _name(endpoint, one)}) for one in operations)


def _name(endpoint: Endpoint, operation: str) -> str:
    """What the only thing is called that `operation` deletes; else what is to be filled in."""
    if operation == "DeleteEndpoint":
        found = [endpoint.name]
    elif operation == "DeleteEndpointConfig":
        found = [endpoint.config_name]
    elif operation == "DeleteModel":
        found = [variant.model_name for variant in endpoint.variants]
    else:
        found = [component.name for component in endpoint.inference_components]
    only = found[0] if len(found) == 1 else None
    return only.value if isinstance(only, Known) else TO_FILL_IN[operation]
