"""Why an expression has no value that smlint could tell."""

from __future__ import annotations

TOO_LARGE = "this value is too large to be worked out"


class NoValueError(Exception):
    """Evaluation ends without a value."""

    @property
    def reason(self) -> str:
        """Why, as `Unknown.reason` says it."""
        return str(self)


class RefusalError(NoValueError):
    """Terraform would refuse to evaluate this; the message says why, in a sentence's words."""

    @property
    def reason(self) -> str:
        """Why, as `Unknown.reason` says it."""
        return f"terraform would refuse this: {self}"


class ExhaustedError(NoValueError):
    """A value is too large, or takes too many steps, to be worked out."""

    @property
    def reason(self) -> str:
        """Why, as `Unknown.reason` says it."""
        return TOO_LARGE


class UnclearError(NoValueError):
    """Terraform has a result that smlint cannot tell; the message says why, as a reason does."""
