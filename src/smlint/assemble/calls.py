"""What scripts do with an endpoint: invoke it, update it, delete it or what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import TypeAlias, get_args

from smlint.assemble.identity import Answer, Identity
from smlint.assemble.index import EVERYTHING, Index, Keys, called
from smlint.core.model import Cleanup
from smlint.core.resource import Call, Reach
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Known, Many, Setting, Tree, Unknown

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


def cleanup(calls: Many[Call], created: Span) -> Setting[Cleanup]:
    """How surely a script deletes the endpoint again that it makes at `created`."""
    deletes = [call for call in calls if call.operation == "DeleteEndpoint"]
    surest = min(deletes, key=lambda call: get_args(Reach).index(call.reach), default=None)
    if surest is not None:
        return Known(surest.reach, surest.span)
    return Known("none", created) if calls.more is None else calls.more


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
