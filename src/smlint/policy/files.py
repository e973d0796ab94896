"""Where the policies lie that smlint brings along."""

from __future__ import annotations

import os
from collections.abc import Iterator

from smlint.core.problem import Problem
from smlint.core.spans import Span
from smlint.policy.policies import PolicyError


def policy_files() -> dict[str, str]:
    """The paths of the bundled policies, by names that begin with `policies/`.

    They lie inside the package in a wheel and beside `src` in a checkout. Raises `PolicyError`
    where there are none: an installation without rules finds nothing wrong with anything.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    for home in (package, checkout):
        paths = sorted(_yaml(os.path.join(home, "policies")))
        if paths:
            return {os.path.relpath(path, home).replace(os.sep, "/"): path for path in paths}
    missing = Problem(Span(package), "smlint is installed without its policies", "install it again")
    raise PolicyError((missing,))


def _yaml(directory: str) -> Iterator[str]:
    for parent, _, names in os.walk(directory):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                yield os.path.join(parent, name)
