"""What scripts do with an endpoint: invoke it, update it, delete it or what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from smlint.assemble.identity import Answer, Identity, known_equal
from smlint.assemble.scaling import gather
from smlint.core.model import Cleanup
from smlint.core.resource import Call
from smlint.core.tree import member
from smlint.core.values import Known, Many, Setting, Tree, Unknown
from smlint.core.workload import NOWHERE

REACHES: tuple[Cleanup, ...] = ("guaranteed", "always", "conditional")
"""From the surest down."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a call may name, of one endpoint; `endpoint` is unknown where it may be another's."""

    endpoint: Identity | Unknown | None
    config: Identity | None
    models: tuple[Identity, ...]

    def of(self, call: Call) -> tuple[Tree, tuple[Identity, ...]]:
        """The argument by which `call` names its subject, and what it might mean here."""
        if call.operation == "DeleteEndpointConfig":
            known = (self.config,) if self.config else ()
            return member(call.arguments, "EndpointConfigName"), known
        if call.operation == "DeleteModel":
            return member(call.arguments, "ModelName"), self.models
        known = (self.endpoint,) if isinstance(self.endpoint, Identity) else ()
        return member(call.arguments, "EndpointName"), known


def on(
    subjects: Subjects,
    own: Sequence[Call],
    elsewhere: Iterable[Call],
    names: Callable[[Tree, Identity], Answer],
) -> Many[Call]:
    """The calls on an endpoint: of its own deployment by identity, of others by known name."""
    here = gather((call, _means(call, subjects, names), None) for call in own)
    others = []
    for call in elsewhere:
        argument, known = subjects.of(call)
        if any(known_equal(argument, identity.name) for identity in known):
            others.append(call)
    return Many((*here, *others), here.more)


def cleanup(calls: Many[Call]) -> Setting[Cleanup]:
    """How surely a script deletes its endpoint again."""
    deletes = {call.reach: call for call in calls if call.operation == "DeleteEndpoint"}
    for reach in REACHES:
        call = next((found for name, found in deletes.items() if name == reach), None)
        if call is not None:
            return Known(reach, call.span)
    return Known("none", NOWHERE.span) if calls.more is None else calls.more


def _means(call: Call, subjects: Subjects, names: Callable[[Tree, Identity], Answer]) -> Answer:
    argument, known = subjects.of(call)
    if not known and isinstance(subjects.endpoint, Unknown):
        return subjects.endpoint
    answers = [names(argument, identity) for identity in known]
    if True in answers:
        return True
    return next((answer for answer in answers if isinstance(answer, Unknown)), False)
