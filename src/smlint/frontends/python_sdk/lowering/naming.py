"""The names of what a `deploy` call of the SageMaker SDK makes."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.values import Absent, Known, Reference, Tree, Unknown, reference_of
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.lowering.components import component_name
from smlint.frontends.python_sdk.lowering.deployment import Deploy
from smlint.frontends.python_sdk.lowering.models import model_name
from smlint.frontends.python_sdk.lowering.structures import given, made_by
from smlint.frontends.python_sdk.values.leaves import Deployed, Name
from smlint.frontends.python_sdk.values.trees import name_of

NAMED_AS_MODEL = frozenset({"MultiDataModel", "PipelineModel"})
"""Classes that call the endpoint what the model is called."""


def names_of(made: Deploy) -> Deployed:
    """The names of the things that the call makes."""
    bound, address, span = made.bound, made.address, made.span
    model = model_name(made.receiver, bound, f"{address}#model", span)
    named = component_name(bound, f"{address}#component", span) if made.components else None
    return Deployed(
        _endpoint_name(made, model),
        _config_name(made, model),
        model,
        span,
        made_by(bound.values.get("async_inference_config"), "AsyncInferenceConfig") is not None,
        named,
    )


def _config_name(made: Deploy, model: Name) -> Name:
    """The configuration is called what the endpoint is; one that updates, what the model is."""
    if made.updates or _is_named_as_model(made):
        return model if _is_given(made, model) else _named(made, "config")
    own = ("endpoint_config_name",) if made.recommended else ()
    return _named(made, "config", *own, "endpoint_name")


def _is_named_as_model(made: Deploy) -> bool:
    return made.owner in NAMED_AS_MODEL and made.bound.lacks("endpoint_name")


def _is_given(made: Deploy, model: Name) -> bool:
    """Whether the model's name is the script's, and not made up by the SDK."""
    return reference_of(model) != Reference(f"{made.address}#model", "ModelName")


def _endpoint_name(made: Deploy, model: Name) -> Name:
    if _is_named_as_model(made) and _is_given(made, model):
        return model
    name = _named(made, "endpoint", "endpoint_name")
    if made.owner == "ModelBuilder" and isinstance(name, Known) and name.value == "endpoint":
        suffix = Unknown("the SDK adds chance to it", name.span, (), (
            Reference(f"{made.address}#endpoint", "EndpointName"),
        ))  # fmt: skip
        return text_of((name, Known("-", name.span), suffix), name.span)
    return name


def _named(made: Deploy, what: str, *arguments: str) -> Name:
    member = "EndpointConfigName" if what == "config" else "EndpointName"
    reference = Reference(f"{made.address}#{what}", member)
    name: Tree = Absent(made.span)
    if arguments:
        name = given(made.bound, made.span, *arguments)
    if isinstance(name, Unknown) and not name.parts:
        return replace(name, parts=(reference,))
    if not isinstance(name, Absent):
        return name_of(name)
    return Unknown(f"the SDK makes up the {what} name", made.span, (), (reference,))
