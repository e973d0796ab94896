"""What is documented of instance types: other ones, what changing to them saves, their storage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from smlint.core.cost import Cost
from smlint.core.facts import Facts, InstanceType
from smlint.core.model import INAPPLICABLE, Endpoint, Kind, Variant
from smlint.core.resource import TRANSFORM_JOB
from smlint.core.rule import Instead, need
from smlint.core.values import Known, Setting
from smlint.pricing import monthly_cost

SMALL = {"medium": 0.25, "large": 0.5, "xlarge": 1}


def kind_of(setting: Setting[str], facts: Facts) -> InstanceType | None:
    """What is documented of the instance type `setting`; None where it is unknown or no type."""
    return facts.instance_types.get(setting.value) if isinstance(setting, Known) else None


def stores_locally(variant: Variant, facts: Facts) -> bool:
    """Whether `variant` runs on instances with storage of their own, as far as documents say.

    Raises `Undetermined` where the instance type is not known.
    """
    name = need(variant.instance_type)
    known = None if name is None else facts.instance_types.get(name)
    return known is not None and bool(known.local_storage)


def smallest(family: str, accelerators: int, facts: Facts, size: float = 0) -> InstanceType | None:
    """The smallest type of `family`, of `size` at the least, that has `accelerators` or more."""
    enough = (
        one
        for one in facts.instance_types.values()
        if one.family == family and (one.accelerators or 0) >= accelerators and size_of(one) >= size
    )
    return min(enough, key=size_of, default=None)


def size_of(one: InstanceType) -> float:
    """How large a type is within its family: an `xlarge` is 1."""
    size = one.name.rpartition(".")[2]
    return SMALL.get(size) or float(size.removesuffix("xlarge"))


def cost_beside(
    endpoint: Endpoint, variant: Variant, other: InstanceType | None, facts: Facts
) -> Cost | None:
    """What `variant` costs, and what it saves to run it on as many instances of type `other`.

    What is saved is left open where the other type has no price, or is not the cheaper one.
    """
    cost = monthly_cost(endpoint, variant, facts)
    if cost is None or other is None or not isinstance(variant.instance_type, Known):
        return cost
    changed = replace(variant, instance_type=replace(variant.instance_type, value=other.name))
    then = monthly_cost(endpoint, changed, facts)
    if then is None or then.per_month >= cost.per_month:
        return cost
    return cost.saving(1 - then.per_month / cost.per_month)


def on_type(
    types: Collection[InstanceType | None], kind: Setting[Kind] = INAPPLICABLE
) -> tuple[Instead, ...]:
    """A configuration whose variant runs on the first of `types` that there is.

    For an endpoint whose `kind` is batch, the transform job that it is.
    """
    name = next((one.name for one in types if one is not None), None)
    if name is None:
        return ()
    if isinstance(kind, Known) and kind.value == "batch":
        return (Instead(TRANSFORM_JOB, {"TransformResources": {"InstanceType": name}}),)
    members = {"ProductionVariants": [{"InstanceType": name}]}
    return (Instead("AWS::SageMaker::EndpointConfig", members),)
