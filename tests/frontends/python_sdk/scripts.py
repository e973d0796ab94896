"""Scripts held in memory, and what the frontend makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from smlint.core.resource import Call, Deployment, Reading, Resource
from smlint.core.tree import member, plain
from smlint.core.values import Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read

BOTO = """import boto3
sm = boto3.client("sagemaker")
"""
CONFIG = """sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "v", "InstanceType": it}],
)
"""


def reading(text: str | bytes, path: str = "deploy.py") -> Reading:
    return read([path], [path], MemoryWorkspace({path: text}))


def notebook(cells: Sequence[str | tuple[str, str]], kernel: str = "python") -> str:
    """A notebook of code cells; a pair is a cell of another kind with its text."""
    pairs = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps(
        {
            "metadata": {"kernelspec": {"language": kernel, "name": kernel}},
            "nbformat": 4,
            "cells": [
                {"cell_type": kind, "source": text.splitlines(keepends=True)}
                for kind, text in pairs
            ],
        }
    )


def deployment(text: str | bytes, path: str = "deploy.py") -> Deployment:
    found = reading(text, path)
    assert found.problems == ()
    (only,) = found.deployments
    return only


def resources(text: str, kind: str, path: str = "deploy.py") -> list[Resource]:
    """The resources of type `AWS::…::kind`."""
    found = reading(text, path).deployments
    return [thing for one in found for thing in one.resources if thing.type.endswith(f"::{kind}")]


def config(text: str, path: str = "deploy.py") -> Resource:
    (only,) = resources(text, "EndpointConfig", path)
    return only


def variant(text: str, path: str = "deploy.py") -> Tree:
    """The only production variant of the only endpoint configuration."""
    variants = member(config(text, path).properties, "ProductionVariants")
    assert isinstance(variants, Known)
    assert isinstance(variants.value, tuple)
    (only,) = variants.value
    return only


def value_of(expression: str, before: str = "") -> Tree:
    """What `expression` is, after `before`, where it stands as an instance type."""
    return member(variant(f"{BOTO}{before}\nit = {expression}\n{CONFIG}"), "InstanceType")


def seen(expression: str, before: str = "") -> object:
    """As `value_of`, as plain data; None where it is unknown or absent."""
    return plain(value_of(expression, before))


def reason(tree: Tree) -> str:
    assert isinstance(tree, Unknown), tree
    return tree.reason


def calls(text: str, operation: str, path: str = "deploy.py") -> list[Call]:
    return [call for call in deployment(text, path).calls if call.operation == operation]


def hops(tree: Tree) -> list[tuple[str, str]]:
    """The notes and kinds of the ways by which a value came."""
    return [(hop.note, hop.kind) for hop in tree.via]
