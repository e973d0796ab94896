"""What options are, and why one fits a need or does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from smlint.core.facts import Citation, Facts
from smlint.core.values import Unknown
from smlint.core.workload import Workload

Option = Literal[
    "real-time", "serverless", "asynchronous", "batch transform", "multi-model", "multi-container"
]
OPTIONS: tuple[Option, ...] = get_args(Option)
"""The first three are kinds of endpoints; the last two are real-time endpoints of many models."""

Verdict = Literal["fits", "unknown", "does not fit"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""From the best to the worst: of several reasons the worst counts."""


class Reason(NamedTuple):
    """What one declared `need` means for an option, in words, and the documents that say so.

    `condition` is what an option that fits needs besides; `missing` is the value that is not known,
    where that is why nothing is decided.
    """

    verdict: Verdict
    need: str
    text: str
    sources: tuple[Citation, ...]
    condition: str = ""
    missing: Unknown | None = None


class Requirement(NamedTuple):
    """What an option asks of a workload. `judge` gives None where nothing declared decides it."""

    needs: tuple[str, ...]
    judge: Callable[[Workload, Facts], Reason | None]


class Advice(NamedTuple):
    """What documents recommend (`favours`) or advise against, where `holds` is true."""

    favours: bool
    need: str
    holds: Callable[[Workload, Facts], bool]
    text: str
    source: Citation
