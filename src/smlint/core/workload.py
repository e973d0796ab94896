"""What an endpoint is for, as its owner declares it: the half of a decision no template holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Literal, TypeVar

from smlint.core import quantity
from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known, Setting

Choice = TypeVar("Choice", bound=str)

Traffic = Literal["steady", "variable", "sporadic", "bulk"]
TRAFFIC: tuple[Traffic, ...] = ("steady", "variable", "sporadic", "bulk")

Environment = Literal["production", "non-production"]
TRUTHS = ("true", "false")
ENVIRONMENTS: tuple[Environment, ...] = ("production", "non-production")

UNDECLARED = Absent(NOWHERE)


@dataclass(frozen=True, slots=True)
class Workload:
    """The declared workload of one endpoint. Everything is optional; nothing is guessed.

    latency: what the caller needs at the 99th percentile, in seconds.
    payload: the largest request or response, in MB (10^6 bytes).
    processing_time: how long one request is worked on at most, in seconds.
    traffic: `steady`, `variable` (always some, with peaks), `sporadic` (idle for long stretches) or
    `bulk` (data sets now and then, nobody waits).
    environment: whether this is production.
    model_size: of the model artefacts, in MB.
    streaming: whether responses are streamed.
    """

    latency: Setting[float] = UNDECLARED
    payload: Setting[float] = UNDECLARED
    processing_time: Setting[float] = UNDECLARED
    traffic: Setting[Traffic] = UNDECLARED
    environment: Setting[Environment] = UNDECLARED
    model_size: Setting[float] = UNDECLARED
    streaming: Setting[bool] = UNDECLARED


MEMBERS = tuple(member.name for member in fields(Workload))
"""What can be declared."""


def parse(
    name: str, written: Known[str], environment: Callable[[str], Environment | None]
) -> Workload:
    """The workload in which the member `name` alone is declared, as `written`.

    `environment` tells which environment a word means. Raises `ValueError`, in words for people,
    for a member that does not exist and for a value that it cannot have.
    """
    text, span, via = written.value.strip(), written.span, written.via
    match name:
        case "latency":
            return Workload(latency=Known(quantity.seconds(text), span, via))
        case "processing_time":
            return Workload(processing_time=Known(quantity.seconds(text), span, via))
        case "payload":
            return Workload(payload=Known(quantity.megabytes(text), span, via))
        case "model_size":
            return Workload(model_size=Known(quantity.megabytes(text), span, via))
        case "traffic":
            return Workload(traffic=Known(_one_of(text, TRAFFIC), span, via))
        case "streaming":
            return Workload(streaming=Known(_one_of(text.lower(), TRUTHS) == "true", span, via))
        case "environment":
            meant = environment(text)
            if meant is None:
                raise ValueError(f'"{text}" is none of the words for an environment')
            return Workload(environment=Known(meant, span, via))
    raise ValueError(f'"{name}" is nothing smlint knows of a workload{suggest(name)}')


def suggest(name: str) -> str:
    """A hint at the member that `name` may be a misspelling of, or the list of all."""
    close = get_close_matches(name.replace("-", "_"), MEMBERS, 1)
    return f"; did you mean {close[0]}?" if close else f"; it is one of {', '.join(MEMBERS)}"


def overlaid(nearer: Workload, farther: Workload) -> Workload:
    """Each member from `nearer` where it is declared there, else from `farther`."""
    chosen = {
        name: getattr(farther, name)
        for name in MEMBERS
        if isinstance(getattr(nearer, name), Absent)
    }
    return replace(nearer, **chosen)


def _one_of(text: str, choices: Sequence[Choice]) -> Choice:
    for choice in choices:
        if choice == text:
            return choice
    raise ValueError(f'"{text}" is none of {", ".join(choices)}')
