"""However a deployment is written, it is the same deployment.

The suite writes a few dozen; `SMLINT_STYLES=1000` in the environment has it write a thousand.
"""

from __future__ import annotations

import atexit
import os
import sys
import types
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smlint.assemble import assemble
from smlint.core.model import Endpoint
from smlint.core.values import Known
from tests.frontends.python_sdk.scripts import reading
from tests.frontends.python_sdk.truth.styles import scripts
from tests.frontends.python_sdk.truth.wanted import Request, Wanted, plain, wanted

RUNTIME = "invoke_endpoint"


class Client:
    """A client that notes what it is asked for."""

    def __init__(self, asked: list[Request]) -> None:
        self._asked = asked

    def __getattr__(self, operation: str) -> Any:
        def send(**request: Any) -> dict[str, Any]:
            self._asked.append((operation, request))
            return {}

        return send


def ran(script: str) -> list[Request]:
    """What `script` asks for when it is run, with what it leaves for its exit."""
    asked: list[Request] = []
    left: list[Any] = []

    class Session:
        def __init__(self, **_: str) -> None:
            pass

        def client(self, service_name: str, **_: str) -> Client:
            del service_name
            return Client(asked)

    boto3, session = types.ModuleType("boto3"), types.ModuleType("boto3.session")
    vars(session)["Session"] = Session
    vars(boto3).update(session=session, Session=Session, client=Session().client)

    def register(function: Any) -> Any:
        left.append(function)
        return function

    fakes = patch.dict(sys.modules, {"boto3": boto3, "boto3.session": session})
    with fakes, patch.object(atexit, "register", register):
        module = types.ModuleType("script")
        vars(module)["__name__"] = "__main__"
        with patch.dict(sys.modules, {"__main__": module}):
            exec(compile(script, "script.py", "exec"), vars(module))
        for function in reversed(left):
            function()
    return asked


def endpoint(script: str) -> Endpoint:
    """The endpoint that smlint reads in `script`."""
    found = reading(script)
    assert found.problems == ()
    (only,) = assemble(found.deployments)
    return only


@st.composite
def written(draw: st.DrawFn) -> tuple[Wanted, str]:
    """A deployment, and a script of it."""
    it = draw(wanted())
    return it, draw(scripts(it))


@given(written())
@settings(
    max_examples=int(os.environ.get("SMLINT_STYLES", "25")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
def test_each_style_is_the_same_deployment(pair: tuple[Wanted, str]) -> None:
    it, script = pair
    deleted = [] if it.cleanup == "none" else [("delete_endpoint", {"EndpointName": it.name})]
    invoked = [(RUNTIME, {"EndpointName": it.name, "Body": "1"})]
    assert ran(script) == [*it.requests(), *invoked, *deleted]
    found = endpoint(script)
    assert found == endpoint(plain(it))
    assert isinstance(found.cleanup, Known)
    assert found.cleanup.value == it.cleanup
