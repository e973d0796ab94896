"""The models of an endpoint's variants, and the kinds of containers in them."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import Container, Model, Variant
from smlint.core.rule import need, need_all

MULTI_MODEL = "MultiModel"
DIRECT = "Direct"


def containers_of(variant: Variant) -> tuple[Container, ...]:
    """The containers of the model of `variant`; none where it names no model."""
    model = need(variant.model)
    return () if model is None else need_all(model.containers)


def hosts_many(container: Container) -> bool:
    """Whether `container` loads models as they are asked for."""
    return need(container.mode) == MULTI_MODEL


def multi_model(variant: Variant) -> Iterator[Container]:
    """The multi-model containers of `variant`."""
    return (item for item in containers_of(variant) if hosts_many(item))


def runs_direct(model: Model) -> bool:
    """Whether each request to `model` names the container that is to answer."""
    return need(model.execution_mode) == DIRECT
