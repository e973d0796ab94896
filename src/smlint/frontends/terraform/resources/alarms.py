"""Which alarms have to do with endpoints: most have not, and are not read any further."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.resource import SCALING_POLICY
from smlint.core.values import Absent, Known, Tree, Unknown, reference_of
from smlint.frontends.terraform.language.nodes import Body
from smlint.frontends.terraform.resources.shapes import SHAPES
from smlint.frontends.terraform.values.data import unlisted

NAMESPACES = ("aws/sagemaker", "/aws/sagemaker")
"""What the namespaces of an endpoint's own metrics begin with, in lower case."""
ACTIONS = ("alarm_actions", "ok_actions", "insufficient_data_actions")
WORTHWHILE = re.compile(r"sagemaker|scaling|\b(var|local|each|count|module)\b", re.IGNORECASE)
"""What stands in every expression that may come to SageMaker's namespace, or to a policy."""
POLICIES = tuple(f"{name}." for name, shape in SHAPES.items() if shape.type == SCALING_POLICY)


def may_matter(body: Body) -> bool:
    """Whether an alarm is worth evaluating, by its text: cheap to tell, and never wrongly no."""
    return any(
        WORTHWHILE.search(item.source.text, item.start, item.end)
        for item in body.attributes
        if item.name == "namespace" or item.name in ACTIONS
    )


def matters(settings: Mapping[str, Tree]) -> bool:
    """Whether an alarm watches a metric of SageMaker's, or may have a scaling policy act."""
    namespace = settings.get("namespace")
    if isinstance(namespace, Unknown):
        return True
    if isinstance(namespace, Known) and str(namespace.value).lower().startswith(NAMESPACES):
        return True
    actions = (settings[name] for name in ACTIONS if name in settings)
    return any(_may_be_policy(action) for listed in actions for action in _each(listed))


def _each(listed: Tree) -> tuple[Tree, ...]:
    """The elements of a list, or why they are not known."""
    unknown = unlisted(listed)
    if unknown is not None:
        return (unknown,)
    if isinstance(listed, Known) and isinstance(listed.value, tuple):
        return listed.value
    return (listed,)


def _may_be_policy(action: Tree) -> bool:
    """Whether `action` is, or may be, the ARN of a scaling policy."""
    if isinstance(action, Known):
        return ":autoscaling:" in str(action.value)
    reference = reference_of(action)
    if reference is None or not reference.attribute[:1].isupper():
        return not isinstance(action, Absent)
    return any(policy in f"{reference.address}." for policy in POLICIES)
