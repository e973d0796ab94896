"""What `deploy()` of the SageMaker SDK does not do with its arguments: drop them, or refuse.

As read in `model.py`, `multidatamodel.py` and `pipeline.py` of 2.257.7, and `model_builder.py` of
3.27.0.
"""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.frontends.python_sdk.lowering.signatures import OTHERS, REQUIRED, Bound, is_a
from smlint.frontends.python_sdk.lowering.structures import Members, made_by
from smlint.frontends.python_sdk.values.objects import Value

OF_COMPONENTS = frozenset({
    "data_capture_config", "async_inference_config", "serverless_inference_config",
    "explainer_config", "accelerator_type",
})  # fmt: skip
OF_MODELS = frozenset({"managed_instance_scaling", "resources", "inference_component_name"})
OF_SERVERLESS = frozenset({
    "instance_type", "initial_instance_count", "volume_size", "model_data_download_timeout",
    "container_startup_health_check_timeout", "routing_config",
})  # fmt: skip

ELSEWHERE = ("serverless_inference_config", "async_inference_config")
"""What some classes have no parameter for, in no version."""

COMPONENTS = "an endpoint of inference components is made without it"
MODELS = "only an endpoint of inference components is made with it"
SERVERLESS = "a serverless endpoint is made without it"
UNHEARD = "{owner}.deploy() has no such parameter, and ignores what it does not know"


def dropped(
    bound: Bound, owner: str, made_with: Mapping[str, Value], *, components: bool | None
) -> Mapping[str, str]:
    """The arguments that are given and make no difference, with the reason for each.

    What only repeats an argument that the object was `made_with` is none of them.
    """
    reasons: dict[str, str] = {}
    serverless = _is_serverless(bound, owner) and not components
    for name in bound.values:
        if not bound.gives(name):
            continue
        if _is_unheard(bound, owner, name):
            if made_with.get(name) == bound.values[name]:
                continue
            reasons[name] = UNHEARD.format(owner=owner)
        elif components and name in OF_COMPONENTS:
            reasons[name] = COMPONENTS
        elif components is False and name in OF_MODELS and owner != "ModelBuilder":
            reasons[name] = MODELS
        elif serverless and name in OF_SERVERLESS:
            reasons[name] = SERVERLESS
    return reasons


def _is_serverless(bound: Bound, owner: str) -> bool:
    name = "serverless_inference_config"
    made = made_by(bound.values.get(name), "ServerlessInferenceConfig")
    return made is not None and not _is_unheard(bound, owner, name)


def _is_unheard(bound: Bound, owner: str, name: str) -> bool:
    """Whether `name` is none of the parameters of a method that takes any argument.

    Estimators hand such arguments to the model that they make, a `ModelBuilder` to its servers.
    """
    if OTHERS not in bound.parameters or not is_a(owner, "Model"):
        return False
    return name not in bound.parameters


def refused(bound: Bound, owner: str, *, components: bool | None) -> str:
    """Why the SDK raises instead of deploying; empty where it does not, or may not."""
    if not bound.parameters or owner in ("", "ModelBuilder") or owner.startswith("JumpStart"):
        return ""
    missing = [
        name
        for name, default in bound.parameters.items()
        if default == REQUIRED and name not in bound.values and bound.open is None
    ]
    if missing:
        return f"{owner}.deploy() raises TypeError: it needs {' and '.join(missing)}"
    if OTHERS not in bound.parameters:
        surplus = next((name for name in ELSEWHERE if bound.gives(name)), "")
        if surplus and surplus not in bound.parameters:
            return f"{owner}.deploy() raises TypeError: it has no parameter {surplus}"
        return ""
    if components and _is_true(bound, "update_endpoint"):
        return f"{owner}.deploy() raises ValueError: an endpoint of components is not updated"
    return _without_instances(bound, owner)


def _without_instances(bound: Bound, owner: str) -> str:
    others = ("serverless_inference_config", "inference_recommendation_id")
    lacking = [name for name in ("instance_type", "initial_instance_count") if bound.lacks(name)]
    if not lacking or not all(bound.lacks(name) for name in others):
        return ""
    needed = " and ".join(lacking)
    return f"{owner}.deploy() raises ValueError: it needs {needed}, or to be serverless"


def _is_true(bound: Bound, name: str) -> bool:
    value = bound.values.get(name)
    return isinstance(value, Known) and value.value is True


def metadata(
    bound: Bound, reasons: Mapping[str, str], refusal: str, span: Span, places: Mapping[str, Span]
) -> Members:
    """What is to be said of the resources of a call whose arguments are not all heeded.

    `places` are those of its arguments, as far as they are written with their names.
    """
    said: Members = {}
    if refusal:
        said["refused"] = Known(refusal, span)
    if reasons:
        members: Members = {
            name: Known(text, places.get(name, bound.values[name].span))
            for name, text in reasons.items()
        }
        said["dropped"] = Known(members, span)
    return said
