"""Alarms: what they watch, and which scaling policies they have act."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from smlint.assemble.identity import Answer, Identity, is_reference_to, same_text
from smlint.assemble.index import Keys, naming
from smlint.core.model import Alarm
from smlint.core.resource import Resource
from smlint.core.tree import elements, integer, member, number, text, truth
from smlint.core.values import Absent, Known, Setting, Tree, Unknown, first, parts_of, reference_of

ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")


def acting(alarm: Resource, addresses: Collection[str]) -> Keys:
    """What an alarm is found by: the policies, among `addresses`, that its actions may name."""
    keys = Keys()
    for action in _actions(alarm):
        thing = _property_of(action)
        if not _is_other(action) and (thing is None or thing in addresses):
            keys += naming(action, addresses)
    return keys


def acts_on(alarm: Resource, policy: Identity) -> Answer:
    """Whether one of the alarm's states has `policy` act."""
    doubt: Unknown | None = None
    for action in _actions(alarm):
        answer = _means(action, policy)
        if answer is True:
            return True
        doubt = first(doubt, answer if isinstance(answer, Unknown) else None)
    return False if doubt is None else doubt


def watched(alarm: Resource) -> Setting[str]:
    """The name of the endpoint that the alarm's metric is measured of."""
    dimensions = pairs(member(alarm.properties, "Dimensions"))
    if not isinstance(dimensions, Known):
        return dimensions
    return dimensions.value.get("EndpointName", Absent(dimensions.span))


def _actions(alarm: Resource) -> Iterator[Tree]:
    """What the alarm does, and a list that is not known as one action that is not."""
    for name in ACTIONS:
        listed = member(alarm.properties, name)
        if isinstance(listed, Known) and isinstance(listed.value, tuple):
            yield from listed.value
        else:
            yield listed


def _means(action: Tree, policy: Identity) -> Answer:
    """Whether the ARN `action` is that of `policy`."""
    if is_reference_to(action, policy.address):
        return True
    if _property_of(action) is not None or _is_other(action):
        return False
    return action if isinstance(action, Unknown) else same_text(action, policy.name)


def _property_of(action: Tree) -> str | None:
    """The address of what is deployed, where `action` is a property of it."""
    reference = reference_of(action)
    if reference is None or not reference.attribute[:1].isupper():
        return None
    return reference.address


def _is_other(action: Tree) -> bool:
    """Whether `action` is surely no ARN of a scaling policy."""
    return isinstance(action, Absent) or _service(action) not in ("", "autoscaling")


def _service(arn: Tree) -> str:
    """The service that the ARN `arn` names; empty where that is not known."""
    pieces = (part if isinstance(part, str) else "" for part in parts_of(arn))
    scheme, _, rest = "".join(pieces).partition(":")
    return rest.split(":")[1] if scheme == "arn" and rest.count(":") else ""


def pairs(found: Tree) -> Setting[Mapping[str, Setting[str]]]:
    """A list of `{Name, Value}` as a mapping."""
    if not isinstance(found, Known):
        return found
    listed = elements(found)
    if listed.more is not None:
        return listed.more
    items: dict[str, Setting[str]] = {}
    for item in listed:
        name = text(member(item, "Name"))
        if isinstance(name, Unknown):
            return name
        if isinstance(name, Known):
            items[name.value] = text(member(item, "Value"))
    return Known(items, found.span, found.via)


def alarm(resource: Resource) -> Alarm:
    """`PutMetricAlarm`."""
    properties = resource.properties
    return Alarm(
        address=resource.address,
        name=text(member(properties, "AlarmName")),
        namespace=text(member(properties, "Namespace")),
        metric_name=text(member(properties, "MetricName")),
        dimensions=pairs(member(properties, "Dimensions")),
        statistic=text(member(properties, "Statistic")),
        period=integer(member(properties, "Period")),
        evaluation_periods=integer(member(properties, "EvaluationPeriods")),
        datapoints_to_alarm=integer(member(properties, "DatapointsToAlarm")),
        threshold=number(member(properties, "Threshold")),
        comparison_operator=text(member(properties, "ComparisonOperator")),
        treat_missing_data=text(member(properties, "TreatMissingData")),
        actions_enabled=truth(member(properties, "ActionsEnabled")),
        span=resource.span,
        extent=resource.extent,
    )
