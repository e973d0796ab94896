"""Constraints of requests that documents state and the model of the service does not.

A rule gives the kinds of constraint (`aws_api/kinds.py`), each with its places: every structure of
a request at which it holds, by operation. `""` is the request itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from smlint.aws_api.check import BOUNDS, Refusal, verdicts
from smlint.aws_api.dialects import Path
from smlint.aws_api.kinds import (
    Between,
    Exceeds,
    Kind,
    Needed,
    Never,
    NotAllZero,
    OneOf,
    OnlyFor,
    Ordered,
    Product,
    Several,
    When,
)
from smlint.core.checks import IfWritten
from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Deployed
from smlint.core.resource import MAKES
from smlint.core.rule import DeployedCheck, Doubt, Outcome
from smlint.core.tree import settings_at, steps
from smlint.core.values import Absent, Tree, Unknown
from smlint.rules._requests import Request, requests

Places: TypeAlias = Mapping[str, tuple[str, ...]]
Row: TypeAlias = tuple[Places, Kind]

REQUEST = ("",)
CONFIG: Places = {"CreateEndpointConfig": REQUEST}
VARIANTS: Places = {
    "CreateEndpointConfig": ("ProductionVariants[]", "ShadowProductionVariants[]"),
}
MODEL: Places = {"CreateModel": REQUEST}
CONTAINERS: Places = {"CreateModel": ("PrimaryContainer", "Containers[]")}
COMPONENTS: Places = {"CreateInferenceComponent": REQUEST, "UpdateInferenceComponent": REQUEST}
INVOCATION: Places = {"InvokeEndpointAsync": REQUEST}
JOB: Places = {"CreateTransformJob": REQUEST}
TRACKING: Places = {"PutScalingPolicy": ("TargetTrackingScalingPolicyConfiguration",)}
CAPACITY: Places = {
    "RegisterScalableTarget": ("", "ScheduledActions[].ScalableTargetAction"),
    "PutScheduledAction": ("ScalableTargetAction",),
}


def within(places: Places, *members: str) -> Places:
    """The structures at `members` of those at `places`."""
    return {
        operation: tuple(".".join(filter(None, (path, name))) for path in paths for name in members)
        for operation, paths in places.items()
    }


ROLLOUT: Places = {
    "CreateEndpoint": ("DeploymentConfig",), "UpdateEndpoint": ("DeploymentConfig",),
}  # fmt: skip
BLUE_GREEN = within(ROLLOUT, "BlueGreenUpdatePolicy")
TRAFFIC = within(BLUE_GREEN, "TrafficRoutingConfiguration")
ROLLING = within(ROLLOUT, "RollingUpdatePolicy")


@dataclass(frozen=True, slots=True)
class Documented:
    """A check that puts every request to `rows`."""

    rows: tuple[Row, ...]

    def __call__(self, deployed: Deployed, _: Facts) -> Iterator[Outcome]:
        """What breaks a row, and what leaves one open."""
        for request in requests(deployed):
            for places, kind in self.rows:
                for path in places.get(request.operation, ()):
                    yield from _judged(request, kind, steps(path))


def documented(*rows: Row) -> DeployedCheck:
    """The check of a rule that tells whatever breaks `rows`."""
    places: dict[str, dict[str, None]] = {}
    for where, kind in rows:
        for operation, paths in within(where, _decisive(kind)).items():
            for name in (operation, MAKES.get(operation, operation)):
                places.setdefault(name, {}).update(dict.fromkeys(paths))
    return IfWritten(Documented(rows), {name: tuple(paths) for name, paths in places.items()})


def _decisive(kind: Kind) -> str:
    """The member without which `kind` says nothing of a structure; empty where there is none."""
    match kind:
        case OneOf(first, _, needed):
            return "" if needed else first
        case Needed(_, When(member)) | Between(when=When(member)):
            return member
        case NotAllZero(items, member):
            return f"{items}[].{member}"
        case Product(members):
            return members[0]
        case Never(member) | OnlyFor(member) | Between(member) | Exceeds(member):
            return member
        case Several(member) | Ordered(member):
            return member
        case _:
            return ""


def _judged(request: Request, kind: Kind, path: Path) -> Iterator[Outcome]:
    def name(relative: str) -> str:
        return request.dialect.name((*path, *relative.split(".")))

    for structure in settings_at(request.tree, path):
        found = (structure,) if isinstance(structure, Unknown) else kind.judge(structure, name)
        for outcome in found:
            if isinstance(outcome, Unknown):
                if request.dialect.whole:  # what a library fills in is not for the user to settle
                    yield Doubt(outcome)
            elif not _is_refused(request, kind, outcome.setting):
                instead = None if outcome.instead is None else (path, outcome.instead)
                others = (item for item in outcome.others if not isinstance(item, Absent))
                yield request.match(outcome.setting, outcome.said, instead, others)


def _is_refused(request: Request, kind: Kind, setting: Tree) -> bool:
    """Whether the model's own bounds refuse `setting`: then `api-request-refused` tells it."""
    if not isinstance(kind, (Between, Several)):
        return False
    found = verdicts(request.operation, request.tree, request.dialect)
    refusals = (verdict for verdict in found if isinstance(verdict, Refusal))
    return any(it.kind in BOUNDS and it.setting == setting for it in refusals)
