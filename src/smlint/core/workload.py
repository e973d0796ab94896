"""What an endpoint is for, as its owner declares it: the half of a decision no template holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, get_args

from smlint.core import quantity
from smlint.core.frozen import dataclass
from smlint.core.spans import NOWHERE
from smlint.core.values import Absent, Known, Setting

Choice = TypeVar("Choice", bound=str)

Traffic = Literal["steady", "variable", "sporadic", "bulk"]
TRAFFIC: tuple[Traffic, ...] = get_args(Traffic)

Environment = Literal["production", "non-production"]
ENVIRONMENTS: tuple[Environment, ...] = get_args(Environment)

Accelerator = Literal["none", "gpu", "neuron"]
ACCELERATORS: tuple[Accelerator, ...] = get_args(Accelerator)
TRUTHS = ("true", "false")

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
    requests_per_second: at the peak.
    models: how many models answer requests, each by itself.
    frameworks: how many machine learning frameworks these models use.
    accelerator: what the model has to run on: `none`, `gpu` or `neuron` (Inferentia, Trainium).
    vpc: whether the containers have to reach what is in a VPC.
    network_isolation: whether the containers must not reach any network.
    """

    latency: Setting[float] = UNDECLARED
    payload: Setting[float] = UNDECLARED
    processing_time: Setting[float] = UNDECLARED
    traffic: Setting[Traffic] = UNDECLARED
    environment: Setting[Environment] = UNDECLARED
    model_size: Setting[float] = UNDECLARED
    streaming: Setting[bool] = UNDECLARED
    requests_per_second: Setting[float] = UNDECLARED
    models: Setting[int] = UNDECLARED
    frameworks: Setting[int] = UNDECLARED
    accelerator: Setting[Accelerator] = UNDECLARED
    vpc: Setting[bool] = UNDECLARED
    network_isolation: Setting[bool] = UNDECLARED


MEMBERS = tuple(member.name for member in fields(Workload))
"""What can be declared."""

DURATIONS = ("latency", "processing_time")
SIZES = ("payload", "model_size")
NUMBERS = ("requests_per_second",)
COUNTS = ("models", "frameworks")
SWITCHES = ("streaming", "vpc", "network_isolation")
CHOICES: Mapping[str, Sequence[str]] = {"traffic": TRAFFIC, "accelerator": ACCELERATORS}
"""What the members are, for all who read, check or show them; `environment` is a word of its own.
"""


def parse(
    name: str, written: Known[str], environment: Callable[[str], Environment | None]
) -> Workload:
    """The workload in which the member `name` alone is declared, as `written`.

    `environment` tells which environment a word means. Raises `ValueError`, in words for people,
    for a member that does not exist and for a value that it cannot have.
    """
    text = written.value.strip()
    if name not in MEMBERS:
        raise ValueError(f'"{name}" is nothing smlint knows of a workload{suggest(name)}')
    value = environment(text) if name == "environment" else _value(name, text)
    if value is None:
        raise ValueError(f'"{text}" is none of the words for an environment')
    declared: Mapping[str, Any] = {name: Known(value, written.span, written.via)}
    return replace(Workload(), **declared)


def show(name: str, value: object) -> str:
    """The value of the member `name`, for people: `200 ms`, `10 MB`, `true`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if name in DURATIONS:
            return quantity.show_seconds(value)
        return quantity.show_megabytes(value) if name in SIZES else quantity.show_number(value)
    return str(value)


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


def _value(name: str, text: str) -> object:
    if name in DURATIONS:
        return quantity.seconds(text)
    if name in SIZES:
        return quantity.megabytes(text)
    if name in NUMBERS:
        return quantity.number(text)
    if name in COUNTS:
        return quantity.count(text)
    if name in SWITCHES:
        return _one_of(text.lower(), TRUTHS) == "true"
    return _one_of(text, CHOICES[name])


def _one_of(text: str, choices: Sequence[Choice]) -> Choice:
    for choice in choices:
        if choice == text:
            return choice
    raise ValueError(f'"{text}" is none of {", ".join(choices)}')
