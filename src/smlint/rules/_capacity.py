"""What keeps the number of a variant's instances from being fixed."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import ManagedInstanceScaling, Variant
from smlint.core.rule import need, need_all
from smlint.core.values import Setting


def managed_scaling(variant: Variant) -> ManagedInstanceScaling | None:
    """The managed instance scaling of `variant`; None where it has none or has it disabled."""
    managed = need(variant.managed_instance_scaling)
    if managed is None or need(managed.status) == "DISABLED":
        return None
    return managed


def instance_counts(variant: Variant) -> Iterator[Setting[int]]:
    """How many instances `variant` begins with, and how many it may be scaled out to.

    Raises `Undetermined` in the end, where further targets may scale it.
    """
    yield variant.initial_instance_count
    managed = managed_scaling(variant)
    if managed is not None:
        yield managed.max_instance_count
    for target in variant.scalable_targets:
        yield target.max_capacity
    need_all(variant.scalable_targets)


def lowest_capacities(variant: Variant) -> Iterator[Setting[int]]:
    """The lower bounds between which the instances of `variant` are scaled, as far as is known."""
    for target in variant.scalable_targets:
        yield target.min_capacity
    managed = managed_scaling(variant)
    if managed is not None:
        yield managed.min_instance_count
