"""Scalable targets with the policies and scheduled actions that act on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TypeVar

from smlint.assemble.alarms import acting, acts_on, alarm, pairs
from smlint.assemble.identity import (
    Answer,
    Identity,
    ResourceId,
    is_reference_to,
    resource_id,
    same_text,
)
from smlint.assemble.index import Index, Keys, called, naming
from smlint.assemble.structures import structures, written
from smlint.core.frozen import dataclass
from smlint.core.model import Alarm, ScalableTarget, ScalingPolicy, ScheduledAction
from smlint.core.resource import (
    ALARM,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    Resource,
)
from smlint.core.tree import integer, member, number, text, truth
from smlint.core.values import Data, Known, Many, Tree, Unknown, first

T = TypeVar("T")

NAMESPACE = "sagemaker"
VARIANTS = f"{NAMESPACE}:variant:"
"""What the dimensions begin with in which variants are scaled."""
TYPES = frozenset({SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION})


@dataclass(frozen=True, slots=True)
class Scaled:
    """A scalable target, what it scales, and whether it is sure to exist."""

    target: ScalableTarget
    scales: ResourceId | Unknown
    exists: Unknown | None

    @property
    def of_variants(self) -> bool:
        """Whether it surely scales a variant, though not known which."""
        dimension = self.target.scalable_dimension
        return isinstance(dimension, Known) and dimension.value.startswith(VARIANTS)


def scaled(resources: Sequence[Resource]) -> tuple[Scaled, ...]:
    """The scalable targets among `resources` that scale, or may scale, SageMaker endpoints."""
    addresses = frozenset(resource.address for resource in resources)

    def keys(resource: Resource) -> Keys:
        return _acting(resource.properties, addresses)

    own = [item for item in resources if item.type in TYPES and not _foreign(item.properties)]
    policies = Index((item for item in own if item.type == SCALING_POLICY), keys)
    actions = Index((item for item in own if item.type == SCHEDULED_ACTION), keys)
    alarms = Index(
        (item for item in resources if item.type == ALARM), lambda item: acting(item, addresses)
    )
    found = []
    for resource in own:
        scales = resource_id(text(member(resource.properties, "ResourceId")))
        if resource.type == SCALABLE_TARGET and scales is not None:
            target = _target(resource, policies, actions, alarms)
            found.append(Scaled(target, scales, uncertain(resource)))
    return tuple(found)


def uncertain(resource: Resource) -> Unknown | None:
    """Why it is not sure that `resource` will exist, or None when it is."""
    exists = resource.metadata.get("exists")
    return exists if isinstance(exists, Unknown) else None


def _foreign(properties: Tree) -> bool:
    """Whether a target is surely another service's (ECS, DynamoDB, …)."""
    namespace = text(member(properties, "ServiceNamespace"))
    dimension = text(member(properties, "ScalableDimension"))
    return (isinstance(namespace, Known) and namespace.value != NAMESPACE) or (
        isinstance(dimension, Known) and not dimension.value.startswith(f"{NAMESPACE}:")
    )


def _target(
    resource: Resource,
    policies: Index[Resource],
    actions: Index[Resource],
    alarms: Index[Resource],
) -> ScalableTarget:
    properties = resource.properties
    inline = structures(member(properties, "ScheduledActions"), _scheduled_action)
    apart = _acting_on(resource, actions, _scheduled)
    return ScalableTarget(
        address=resource.address,
        resource_id=text(member(properties, "ResourceId")),
        scalable_dimension=text(member(properties, "ScalableDimension")),
        min_capacity=integer(member(properties, "MinCapacity")),
        max_capacity=integer(member(properties, "MaxCapacity")),
        policies=_acting_on(resource, policies, partial(_policy, alarms=alarms)),
        scheduled_actions=Many((*inline, *apart), first(inline.more, apart.more)),
        span=resource.span,
        extent=resource.extent,
    )


def _policy(resource: Resource, alarms: Index[Resource]) -> ScalingPolicy:
    policy = Identity(resource.address, text(member(resource.properties, "PolicyName")))
    found = alarms.gather(called(policy), lambda item: acts_on(item, policy), uncertain)
    return _scaling_policy(resource, Many(tuple(map(alarm, found)), found.more))


def _scheduled(resource: Resource) -> ScheduledAction:
    properties = resource.properties
    if isinstance(properties, Known):
        properties = Known(properties.value, resource.span, properties.via)
        return _scheduled_action(properties)
    return ScheduledAction(
        text(properties), integer(properties), integer(properties), resource.span
    )


def _acting_on(
    target: Resource, resources: Index[Resource], build: Callable[[Resource], T]
) -> Many[T]:
    identity = Identity(target.address, text(member(target.properties, "ResourceId")))
    found = resources.gather(
        called(identity), lambda item: _acts_on(item.properties, target), uncertain
    )
    return Many(tuple(map(build, found)), found.more)


def _acting(properties: Tree, addresses: Collection[str]) -> Keys:
    """What a policy or action is found by: the target it refers to, or the resource it names."""
    reference = naming(member(properties, "ScalingTargetId"), addresses)
    return reference + naming(member(properties, "ResourceId"))


def _acts_on(properties: Tree, target: Resource) -> Answer:
    """Whether a policy or action is one of `target`: by reference, or by resource and dimension."""
    reference = member(properties, "ScalingTargetId")
    resource = member(properties, "ResourceId")
    if is_reference_to(reference, target.address) or is_reference_to(resource, target.address):
        return True
    if isinstance(reference, Unknown) and not isinstance(resource, (Known, Unknown)):
        return False if reference.parts else reference
    same = same_text(resource, member(target.properties, "ResourceId"))
    if same is True:
        dimensions = (
            member(properties, "ScalableDimension"),
            member(target.properties, "ScalableDimension"),
        )
        known = [item.value for item in dimensions if isinstance(item, Known)]
        return len(set(map(str, known))) < 2
    return same


def _scaling_policy(resource: Resource, alarms: Many[Alarm]) -> ScalingPolicy:
    """`PutScalingPolicy`, with the `alarms` that have the policy act."""
    tracking = member(resource.properties, "TargetTrackingScalingPolicyConfiguration")
    steps = member(resource.properties, "StepScalingPolicyConfiguration")
    customized = member(tracking, "CustomizedMetricSpecification")
    return ScalingPolicy(
        address=resource.address,
        name=text(member(resource.properties, "PolicyName")),
        policy_type=text(member(resource.properties, "PolicyType")),
        target_value=number(member(tracking, "TargetValue")),
        predefined_metric=text(
            member(tracking, "PredefinedMetricSpecification", "PredefinedMetricType")
        ),
        customized_metric=text(member(customized, "MetricName")),
        customized_namespace=text(member(customized, "Namespace")),
        customized_statistic=text(member(customized, "Statistic")),
        customized_dimensions=pairs(member(customized, "Dimensions")),
        target_tracking=written(tracking),
        step_scaling=written(steps),
        disable_scale_in=truth(member(tracking, "DisableScaleIn")),
        scale_in_cooldown=integer(member(tracking, "ScaleInCooldown")),
        scale_out_cooldown=integer(member(tracking, "ScaleOutCooldown")),
        cooldown=integer(member(steps, "Cooldown")),
        alarms=alarms,
        span=resource.span,
        extent=resource.extent,
    )


def _scheduled_action(found: Known[Data]) -> ScheduledAction:
    """`PutScheduledAction`, and an entry of a CloudFormation target's `ScheduledActions`."""
    return ScheduledAction(
        text(member(found, "Schedule")),
        integer(member(found, "ScalableTargetAction", "MinCapacity")),
        integer(member(found, "ScalableTargetAction", "MaxCapacity")),
        found.span,
    )
