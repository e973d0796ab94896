"""Where the policies lie that smlint brings along."""

from __future__ import annotations

import os

from smlint.core.problem import Problem
from smlint.core.spans import Span
from smlint.kept.store import beneath
from smlint.policy.policies import PolicyError

FOLDER, SUFFIXES = "policies", (".yaml", ".yml")


def policy_files() -> dict[str, str]:
    """The paths of the bundled policies, by names that begin with `policies/`.

    They lie inside the package in a wheel and beside `src` in a checkout. Raises `PolicyError`
    where there are none: an installation without rules finds nothing wrong with anything.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    for home in (package, checkout):
        if os.path.isdir(os.path.join(home, FOLDER)):
            found = dict(sorted(beneath(home, FOLDER, SUFFIXES)))
            if found:
                return found
    missing = Problem(Span(package), "smlint is installed without its policies", "install it again")
    raise PolicyError(missing)
