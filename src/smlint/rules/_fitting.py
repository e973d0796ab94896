"""Whether another option would surely do the work of an endpoint."""

from __future__ import annotations

from smlint.core.facts import Facts
from smlint.core.fit import fit
from smlint.core.fit.evidence import needs, option_of
from smlint.core.fit.reasons import Option
from smlint.core.model import Endpoint
from smlint.core.rule import Undetermined


def surely_fits(option: Option, endpoint: Endpoint, facts: Facts) -> bool:
    """Whether `option` fits the needs of `endpoint` as it is, on no condition.

    False where documents leave it open, and for an endpoint that serves several models already;
    raises `Undetermined` where an unknown value leaves it open.
    """
    if option_of(endpoint) in ("multi-model", "multi-container"):
        return False
    found = fit(option, needs(endpoint, facts), facts)
    missing = next((one.missing for one in found.decisive if one.missing is not None), None)
    if missing is not None and found.verdict == "unknown":
        raise Undetermined(missing)
    return found.verdict == "fits" and not found.conditions
