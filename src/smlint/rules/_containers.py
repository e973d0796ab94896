"""The containers that a variant runs."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import Container, Model, Variant
from smlint.core.rule import need, need_all


def containers(variant: Variant) -> Iterator[tuple[Model, Container]]:
    """The containers of the model of `variant`, each with its model.

    Raises `Undetermined` after the last known one where there may be others.
    """
    model = need(variant.model)
    if model is not None:
        for container in model.containers:
            yield model, container
        need_all(model.containers)
