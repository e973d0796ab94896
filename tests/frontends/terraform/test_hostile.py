"""Input that is meant to cost much ends soon, with a reason."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from tests.frontends.terraform.evaluating import resources, setting, value_of

from smlint.core.values import Known, Unknown
from smlint.frontends.terraform.data import ExhaustedError, RefusalError

DOUBLING = {
    "text": '"${local.a%d}${local.a%d}"',
    "list": "[local.a%d, local.a%d]",
    "concat": "concat(flatten([local.a%d]), flatten([local.a%d]))",
    "object": "{ x = local.a%d, y = local.a%d }",
    "json": "jsonencode([local.a%d, local.a%d])",
    "replace": 'replace(tostring(local.a%d), "x", "x${length(local.a%d)}xx")',
    "for": "[for x in [1, 2] : [local.a%d, local.a%d]]",
    "conditional": "local.a%d == local.a%d ? [local.a0] : []",
}


@pytest.mark.parametrize("step", DOUBLING.values(), ids=DOUBLING)
def test_doubling_values(step: str) -> None:
    count = 40
    chain = "\n".join(f"  a{n} = {step % (n + 1, n + 1)}" for n in range(1, count))
    text = f"""
    resource "aws_sagemaker_endpoint" "e" {{
      name = jsonencode(local.a1)
    }}
    locals {{
      a0 = ""
    {chain}
      a{count} = "xxxxxxxx"
    }}
    """
    started = time.perf_counter()
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert isinstance(name, (Known, Unknown))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "range(1000000000)",
        'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
        'format("%1000000000d", 1)',
        'indent(1000000000, "a\\n")',
        "setproduct(range(1000), range(1000))",
        "pow(10, 1000000)",
        "1e1000000 * 2",
        "1e300 * 1e300",
        "pow(2, 1e9)",
        'parseint("1", 99)',
        'base64decode("gA==")',
        "-pow(9, 400)",
        'substr("abc", 9999999999999, 1)',
        "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]",
        'tonumber("1e999999999")',
        "log(0.5, 0)",
        "floor(1e300)",
        'split("", "")',
        "chunklist(range(10), 1e18)",
    ],
)  # fmt: skip
def test_expressions_that_ask_for_much(text: str) -> None:
    started = time.perf_counter()
    with suppress(RefusalError, ExhaustedError):
        value_of(text)
    assert time.perf_counter() - started < 10
