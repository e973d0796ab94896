"""Input that is meant to cost much ends soon, with a reason."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from smlint.core import tree
from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.terraform.data import ExhaustedError, RefusalError
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.special import SPECIAL
from tests.frontends.terraform.evaluating import reading, resources, setting, value_of
from tests.project import stock

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


NINES = "9" * 5000
LARGE = {
    "number": NINES,
    "text": f'"{NINES}"',
    "fraction": f'"0.{NINES}"',
    "exponent": f'"1e{NINES}"',
    "hexadecimal": f'parseint("{"f" * 5000}", 16)',
    "negative": f'-parseint("{"f" * 5000}", 16)',
    "octal": f'"0o{"7" * 5000}"',
    "width": f'"%{NINES}d"',
    "precision": f'"%.{NINES}s"',
    "position": f'"%[{NINES}]d"',
    "repetition": f'"a{{{NINES}}}"',
    "index": f"[1].{NINES}",
}
SHAPES = ("{f}({x})", "{f}({x}, 1)", "{f}(1, {x})", "{f}([{x}], {x})", "{f}({x}, [1], {x})")


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE)
def test_numbers_of_thousands_of_digits(large: str) -> None:
    calls = [shape.format(f=name, x=large) for name in (*FUNCTIONS, *SPECIAL) for shape in SHAPES]
    others = (
        "{x} + 1",
        "2 * {x}",
        "[1][{x}]",
        "{{ ({x}) = 1 }}",
        '"a-${{{x}}}"',
        "{x} > 1 ? 2 : 3",
    )
    for expression in (*calls, *(other.format(x=large) for other in others)):
        with suppress(RefusalError, ExhaustedError):
            found = value_of(expression)
            assert isinstance(tree.text(found), (Known, Unknown, Absent)), expression
            assert isinstance(tree.integer(found), (Known, Unknown, Absent)), expression


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x.tfvars", f"amount = {NINES}\n"),
        ("x.tfvars", f'amount = "{NINES}"\n'),
        ("x.tfvars", 'amount = "1e999"\n'),
        ("x.tfvars.json", f'{{"amount": {NINES}}}'),
        ("x.tfvars.json", f'{{"amount": "{NINES}"}}'),
        ("x.tfvars.json", '{"amount": -1e999}'),
        ("terraform.tfvars.json", f'{{"amount": 1, "{NINES}": [{{"a": {NINES}}}]}}'),
    ],
)
@pytest.mark.parametrize("kind", ["", "type = number", "type = string"])
def test_a_var_file_with_a_number_too_large(path: str, text: str, kind: str) -> None:
    main = f"""
    variable "amount" {{
      {kind}
    }}
    resource "aws_sagemaker_endpoint_configuration" "c" {{
      production_variants {{
        initial_instance_count = var.amount
      }}
    }}
    """
    found = reading({"main.tf": main, path: text})
    assert not found.problems
    (one,) = found.deployments
    count = tree.integer(setting(one.resources[0], "ProductionVariants[].InitialInstanceCount"))
    assert isinstance(count, Known) if path.startswith("terraform") else isinstance(count, Unknown)


@pytest.mark.parametrize("expression", ['format("%9999d", 1)', 'indent(9999, "a\\nb")'])
def test_a_text_too_wide_to_be_made_is_unknown_and_not_another(expression: str) -> None:
    config = 'resource "aws_sagemaker_endpoint_configuration" "c" {\n  name = %s\n}\n'
    (endpoint,) = stock({"main.tf": config % expression}).endpoints
    assert isinstance(endpoint.config_name, Unknown)


def test_a_template_file_that_looks_like_the_end_of_a_heredoc() -> None:
    files = {"t.tpl": "END" + "_" * 200_000}
    started = time.perf_counter()
    assert tree.plain(value_of('length(templatefile("t.tpl", {}))', files)) == 200_003
    assert time.perf_counter() - started < 5
