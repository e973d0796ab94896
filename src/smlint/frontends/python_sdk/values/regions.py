"""In which region a call does what it does: as its client, session or model was told."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.values import Absent, Tree
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value
from smlint.frontends.python_sdk.values.trees import tree_of

VARIABLE = "AWS_DEFAULT_REGION"
"""The variable of the environment that boto3 asks where nothing else is said."""
SESSIONS = ("sagemaker_session", "boto_session", "boto3_session", "session", "sagemaker_client")
"""Arguments that bring a session or client along, and with it a region."""
DEPTH = 20


def region_of(callee: Opaque, arguments: Arguments) -> Tree | None:
    """The region that `callee(...)`, or what it was obtained from, is given; None where none is."""
    for given in _nearest(callee, arguments):
        tree = tree_of(given)
        if not isinstance(tree, Absent):
            return tree
    return None


def _nearest(value: Value | None, arguments: Arguments | None, depth: int = 0) -> Iterator[Value]:
    """The regions that are given on the way to `value`, the nearest first."""
    while isinstance(value, Opaque) and depth < DEPTH:
        depth += 1
        if arguments is not None:
            yield from _given(value.path, arguments, depth)
        value = value.receiver
        arguments = value.arguments if isinstance(value, Opaque) else None


def _given(path: str, arguments: Arguments, depth: int) -> Iterator[Value]:
    called = path.removesuffix("()")
    second = 1 if called.endswith("client") else None
    first = 0 if called.endswith("Session") else None
    for region in (arguments.get("region_name", second), arguments.get("region")):
        if region is not None:
            yield region
    for name in SESSIONS:
        session = arguments.get(name, first if name == "boto_session" else None)
        if isinstance(session, Opaque):
            yield from _nearest(session, session.arguments, depth)
