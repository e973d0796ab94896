"""Calls of the SageMaker SDK as the requests in which they end."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import ExitStack

from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering import (
    deletions,
    deploy,
    monitoring,
    predictors,
    resource_classes,
    session,
    transform,
)
from smlint.frontends.python_sdk.lowering.origins import is_stand_in
from smlint.frontends.python_sdk.values.objects import Arguments, Choice, Opaque, Value

METHODS = frozenset(
    {*session.METHODS, *session.DELETIONS, *predictors.PREDICTIONS, *predictors.CHANGES}
    | {"deploy", "transform", "transformer", "create", "delete", "delete_predictor", "update"}
)
"""Names of methods of the SDK that end in a request of interest."""

BY_NAME: Mapping[str, Callable[[Machine, Opaque, Arguments, ast.Call], Value | None]] = {
    "__init__": predictors.begin,
    "create_monitoring_schedule": monitoring.lower,
    "deploy": deploy.lower,
    "right_size": deploy.note_size,
    "transform": transform.lower,
    "transformer": transform.lower,
}
"""What methods do that only one kind of thing has."""


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """What a call of the SDK gives, with its requests noted; None where it is no such call."""
    owner, _, name = callee.path.rpartition(".")
    receiver = callee.receiver
    if name in BY_NAME:
        return BY_NAME[name](machine, callee, arguments, node)
    created = resource_classes.create(machine, callee, arguments, node)
    if created is not None or resource_classes.change(machine, callee, arguments, node):
        return created
    deployed = list(predictors.deployed_by(machine, receiver))
    if deployed:
        with ExitStack() as stack:
            if len(deployed) > 1 or isinstance(receiver, Choice):
                stack.enter_context(machine.within("branch", machine.span(node)))
            for one in deployed:
                predictors.lower(machine, one, name, arguments, node)
        return None
    if predictors.stands_for_one(callee):
        return predictors.predictor(machine, callee, arguments, node)
    if is_stand_in(receiver):
        return None
    if receiver is not None and session.is_session(machine, owner, name, arguments):
        return session.lower(machine, owner, name, arguments, node)
    deletions.note(machine, callee, arguments, node)
    return None
