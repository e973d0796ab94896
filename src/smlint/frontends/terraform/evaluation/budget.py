"""What a root module may cost, so that a run ends soon whatever is written in it."""

from __future__ import annotations

from smlint.frontends.terraform.values.errors import ExhaustedError

STEP_LIMIT = 300_000
"""Evaluating one setting takes no more steps than this."""
WORK_LIMIT = 1_000_000
"""Evaluating a root module in all of its stages takes no more steps than this."""
INSTANCE_LIMIT = 20_000
"""A root module makes no more instances of resources and modules than this in all of its stages."""


class CrowdedError(Exception):
    """A root module makes more instances than are followed."""


class Budget:
    """What is left of the limits."""

    def __init__(self) -> None:
        self.begin()

    @property
    def exhausted(self) -> bool:
        """Whether values of the root module are left unknown because others took all steps."""
        return self._work < 0

    def begin(self) -> None:
        """Begin a root module."""
        self._work = WORK_LIMIT
        self._instances = INSTANCE_LIMIT
        self.renew()

    def renew(self) -> None:
        """Begin a value of its own."""
        self._steps = STEP_LIMIT

    def spend(self, steps: int) -> None:
        """Count `steps` of evaluation; raises `ExhaustedError` when there are fewer left."""
        if steps > self._steps:
            self._steps = 0
            raise ExhaustedError
        self._steps -= steps
        self._work -= steps
        if self.exhausted:
            raise ExhaustedError

    def make(self) -> None:
        """Count one more instance; raises `CrowdedError` when there are too many."""
        self._instances -= 1
        if self._instances < 0:
            raise CrowdedError
