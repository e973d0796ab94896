"""Whether a script takes down what it made, and the requests with which it would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG, MODEL
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


PARTS = (
    (ENDPOINT_CONFIG, "DeleteEndpointConfig", "its configuration"),
    (MODEL, "DeleteModel", "its model"),
)
"""What an endpoint is made of, what deletes that, and what people call it."""


def deletions(endpoint: Endpoint, *operations: str) -> tuple[Instead, ...]:
    """Requests of `operations` for `endpoint`, one after the other, by name where that is known."""
    return tuple(Instead(one, {NAMES[one]: _name(endpoint, one)}) for one in operations)


def in_any_case(requests: Iterable[Instead]) -> tuple[Instead, ...]:
    """`requests` that are to be sent though something fails before them."""
    return tuple(request._replace(always=True) for request in requests)


def parts_made(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """What the script makes of `endpoint` beside it: what deletes that, and what it is called."""
    made = {resource.type for resource in endpoint.resources}
    return ((operation, part) for kind, operation, part in PARTS if kind in made)


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
