"""One `deploy` call of the SageMaker SDK: what is asked for, of what."""

from __future__ import annotations

import re
from collections.abc import Container

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Known, Reference
from smlint.frontends.python_sdk.lowering.components import is_components
from smlint.frontends.python_sdk.lowering.origins import owner_class, signature_of
from smlint.frontends.python_sdk.lowering.signatures import Bound
from smlint.frontends.python_sdk.lowering.structures import made_by
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value

RECOMMENDATIONS = ("inference_recommendation_id", "recommendation_id", "recommendation")
BY_INFERENCE_CONFIG = {
    "ServerlessInferenceConfig": "serverless_inference_config",
    "AsyncInferenceConfig": "async_inference_config",
    "ResourceRequirements": "resources",
}
"""What a `ModelBuilder` makes of its `inference_config`."""


CHOOSING = re.compile(r"\.right_size\(\)|\bJumpStart\w*\(\)\.register\(\)")
"""How a model comes by instances of its own."""


@dataclass(frozen=True, slots=True)
class Deploy:
    """One `deploy` call: its arguments by name, its class, and where it stands.

    `components`: whether the model is put on the endpoint as an inference component, None where
    that is not known. `updates`: whether an endpoint that is there gets a new configuration.
    `recommended`: whether an inference recommendation chooses the instances, or a package that was
    made of a JumpStart model, whose registration says on which it runs.
    """

    bound: Bound
    owner: str
    receiver: Value | None
    span: Span
    address: str
    components: bool | None
    updates: bool
    recommended: bool


def asked(
    receiver: Value | None,
    arguments: Arguments,
    span: Span,
    address: str,
    sized: Container[Reference],
) -> Deploy:
    """What `receiver.deploy(...)` asks for; `sized` are models that were given `right_size()`."""
    owner = owner_class(receiver)
    bound = Bound(arguments, signature_of(owner), "deploy")
    wanted = bound.values.get("inference_config")
    components = is_components(bound.get("endpoint_type"), wanted)
    for made, argument in BY_INFERENCE_CONFIG.items():
        if wanted is not None and made_by(wanted, made) is not None:
            bound.values[argument] = wanted
    if isinstance(receiver, Opaque) and ".optimize()" in receiver.path and not components:
        components = None
    update = bound.values.get("update_endpoint")
    updates = isinstance(update, Known) and update.value is True
    recommended = any(name in bound.values for name in RECOMMENDATIONS) or (
        isinstance(receiver, Opaque)
        and (receiver.reference in sized or CHOOSING.search(receiver.path) is not None)
    )
    return Deploy(bound, owner, receiver, span, address, components, updates, recommended)
