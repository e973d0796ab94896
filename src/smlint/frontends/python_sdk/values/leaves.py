"""Values of a script that hold no others: an endpoint, and what no setting can be."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Scalar, Unknown

Name: TypeAlias = "Known[Scalar] | Unknown | Absent"
"""A setting that is no list or mapping."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """An endpoint that the SDK deployed or was pointed to: what `deploy()`, `Predictor()` give.

    `asynchronous`: its predictor sends requests to the queue. `component`: it is about this
    inference component of the endpoint.
    """

    endpoint: Name
    config: Name
    model: Name
    span: Span = field(compare=False)
    asynchronous: bool = False
    component: Name | None = None


@dataclass(frozen=True, slots=True)
class Native:
    """A value of Python that is known and that no setting can be: bytes, a complex number."""

    value: bytes | complex
    span: Span = field(compare=False)
