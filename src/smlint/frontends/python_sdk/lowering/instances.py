"""Instances that a `deploy` call does not name, because something else of the SDK chooses them."""

from __future__ import annotations

from smlint.core.values import Absent, Hop, Known, Tree, Unknown, implied, left
from smlint.frontends.python_sdk.lowering.deployment import Deploy
from smlint.frontends.python_sdk.lowering.origins import constructor_of, trains
from smlint.frontends.python_sdk.lowering.structures import Members, arguments_of, made_by
from smlint.frontends.python_sdk.lowering.variants import ANYWHERE, ON_INSTANCES
from smlint.frontends.python_sdk.values.trees import tree_of

CHOSEN = {**ANYWHERE, **ON_INSTANCES}
"""Arguments that are chosen with the instances, and members that they become."""


def decided_by_sdk(made: Deploy) -> Members:
    """Instance type and count where something else gives them, and they are not written."""
    decided: Members = {}
    source = _other_source(made)
    otherwise = left(source, made.span, "implied")
    if made.bound.lacks("initial_instance_count"):
        if made.owner == "ModelBuilder":
            decided["InitialInstanceCount"] = implied(1, "ModelBuilder.deploy", made.span)
        elif source:
            decided["InitialInstanceCount"] = otherwise
    if source and made.bound.lacks("instance_type"):
        decided["InstanceType"] = _built_type(made, otherwise)
    for name, member in CHOSEN.items():
        if source and made.bound.lacks(name):
            decided[member] = otherwise
    return decided


def _other_source(made: Deploy) -> str:
    """What gives the instances that the call does not name; empty where nothing can."""
    if made.recommended:
        return "the recommendation or package that the model comes with gives it"
    if made.owner.startswith("JumpStart") or made.owner == "ModelBuilder":
        return f"{made.owner} takes it from the model's metadata"
    return "" if made.owner else "what is deployed is not known, and may bring its own"


def _built_type(made: Deploy, otherwise: Unknown) -> Tree:
    """The instance type given to the constructor, unless it is for training; or `otherwise`."""
    constructor = constructor_of(made.receiver)
    if constructor is None or trains(made.owner):
        return otherwise
    value = arguments_of(constructor).get("instance_type")
    compute = made_by(arguments_of(constructor).get("compute"), "Compute")
    if compute is not None:
        value = arguments_of(compute).get("instance_type")
    if value is None or isinstance(value, Absent):
        return otherwise
    tree = tree_of(value)
    if isinstance(tree, Known):
        hop = Hop(f"argument instance_type of {made.owner}", tree.span)
        return Known(tree.value, made.span, (hop, *tree.via))
    return tree
