"""The models that an endpoint serves, their containers, and what kinds of them there are."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import Container, Model, Variant
from smlint.core.rule import need, need_all
from smlint.core.values import Known, left_to

MULTI_MODEL = "MultiModel"
DIRECT = "Direct"
ARCHIVES_ONLY = ("serverless", "batch")
"""The kinds of endpoints that take no `ModelDataSource`, though they host one model."""


def own_model(variant: Variant) -> Model | None:
    """The model of `variant`, if these files make it and tell which one it is."""
    return variant.model.value if isinstance(variant.model, Known) else None


def own_containers(model: Model) -> tuple[Container, ...]:
    """The containers of `model`, as far as this project makes it."""
    more = model.containers.more
    if more is not None and left_to(more, "elsewhere"):
        return model.containers.items
    return need_all(model.containers)


def containers(variant: Variant) -> Iterator[tuple[Model, Container]]:
    """The containers of the model of `variant`, each with its model.

    Raises `Undetermined` after the last known one where there may be others.
    """
    model = need(variant.model)
    if model is not None:
        for container in model.containers:
            yield model, container
        need_all(model.containers)


def hosts_many(container: Container) -> bool:
    """Whether `container` loads models as they are asked for."""
    return need(container.mode) == MULTI_MODEL


def runs_direct(model: Model) -> bool:
    """Whether each request to `model` names the container that is to answer."""
    return need(model.execution_mode) == DIRECT
