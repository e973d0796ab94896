"""Instance types that store locally instead of on a volume."""

from __future__ import annotations

from smlint.core.facts import Facts
from smlint.core.model import Variant
from smlint.core.rule import need


def stores_locally(variant: Variant, facts: Facts) -> bool:
    """Whether `variant` runs on instances with storage of their own, as far as documents say.

    Raises `Undetermined` where the instance type is not known.
    """
    name = need(variant.instance_type)
    known = None if name is None else facts.instance_types.get(name)
    return known is not None and bool(known.local_storage)
