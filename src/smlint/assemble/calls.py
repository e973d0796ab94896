"""What scripts do with an endpoint: invoke it, update it, delete it or what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import TypeAlias, get_args

from smlint.assemble.identity import Answer, Identity
from smlint.assemble.index import EVERYTHING, Index, Keys, called
from smlint.core.model import INAPPLICABLE, Cleanup
from smlint.core.resource import Call, Reach
from smlint.core.spans import Span
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Known, Many, Setting, Tree, Unknown, first

SUBJECTS = {"DeleteEndpointConfig": "EndpointConfigName", "DeleteModel": "ModelName"}
"""The arguments of calls that are about a configuration or model; others are about an endpoint."""

Subjects: TypeAlias = "Mapping[str, tuple[Identity | Unknown, ...]]"
"""What each such argument may mean of one endpoint; unknown where it may be another's."""


def subject(call: Call) -> tuple[str, Tree]:
    """The argument by which `call` names what it is about: the name of the argument, its value."""
    name = SUBJECTS.get(call.operation, "EndpointName")
    return name, member(call.arguments, name)


def on(
    subjects: Subjects,
    calls: Index[Call],
    names: Callable[[Tree, Identity], Answer],
) -> Many[Call]:
    """Those of `calls`, found by their subject, that are about one of `subjects`."""
    meant = chain.from_iterable(subjects.values())
    keys = (called(item) if isinstance(item, Identity) else EVERYTHING for item in meant)
    return calls.gather(sum(keys, Keys()), lambda call: _means(call, subjects, names))


def resizes(call: Call) -> bool:
    """Whether `call` may change how many instances run."""
    if call.operation != "UpdateEndpointWeightsAndCapacities":
        return False
    asked = elements(member(call.arguments, "DesiredWeightsAndCapacities"))
    counts = (member(one, "DesiredInstanceCount") for one in asked)
    return asked.more is not None or any(not isinstance(count, Absent) for count in counts)


def deleted(calls: Many[Call], doubt: Unknown | None) -> Setting[bool]:
    """Whether anything deletes the endpoint; absent where nothing does.

    `doubt` is why something else may, about which nothing is known.
    """
    for call in calls:
        if call.operation == "DeleteEndpoint":
            return Known(True, call.span)
    unsure = first(calls.more, doubt)
    return INAPPLICABLE if unsure is None else unsure


def cleanup(calls: Many[Call], doubt: Unknown | None, created: Span) -> Setting[Cleanup]:
    """How surely a script deletes the endpoint again that it makes at `created`.

    `doubt` is why something else may, about which nothing is known.
    """
    deletes = [call for call in calls if call.operation == "DeleteEndpoint"]
    surest = min(deletes, key=lambda call: get_args(Reach).index(call.reach), default=None)
    if surest is not None:
        return Known(surest.reach, surest.span)
    unsure = first(calls.more, doubt)
    return Known("none", created) if unsure is None else unsure


def _means(
    call: Call,
    subjects: Subjects,
    names: Callable[[Tree, Identity], Answer],
) -> Answer:
    argument, setting = subject(call)
    answers = [
        meant if isinstance(meant, Unknown) else names(setting, meant)
        for meant in subjects[argument]
    ]
    if True in answers:
        return True
    return next((answer for answer in answers if isinstance(answer, Unknown)), False)
