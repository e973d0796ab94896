"""Input that is meant to cost much ends soon, with a reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from smlint.core import tree
from smlint.core.source import SourceError
from smlint.core.values import Absent, Known, Unknown
from smlint.disk import DiskWorkspace
from smlint.frontends.terraform.evaluation.special import SPECIAL
from smlint.frontends.terraform.functions import FUNCTIONS
from smlint.frontends.terraform.values.errors import ExhaustedError, RefusalError
from tests.frontends.terraform.configs import config
from tests.frontends.terraform.evaluating import reading, resources, setting, value_of
from tests.project import stock
from tests.work import growth

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
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert isinstance(name, (Known, Unknown))


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
def test_expressions_that_ask_for_much_come_to_an_end(text: str) -> None:
    with suppress(RefusalError, ExhaustedError):
        value_of(text)


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


def test_a_file_of_marks_on_a_letter_is_read() -> None:
    assert tree.plain(value_of('length(file("t"))', {"t": "e" + "\u0323\u0301" * 100_000})) == 1


def test_a_template_file_that_looks_like_the_end_of_a_heredoc() -> None:
    files = {"t.tpl": "END" + "_" * 200_000}
    assert tree.plain(value_of('length(templatefile("t.tpl", {}))', files)) == 200_003


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(a+)+$", "a" * 50 + "!", "b"),
        ("(a|aa)+$", "a" * 50 + "!", "b"),
        ("(a|a)*$", "a" * 50 + "!", "a"),
        ("a?" * 40 + "a" * 40, "a" * 40, "a"),
        ("a*a*a*a*a*a*a*a*b", "a" * 500, "b"),
        ("((a{0,30}){0,30}){0,30}b", "a" * 40, "b"),
        (".*.*.*.*.*=.*", "x" * 900, "b"),
    ],
)
def test_patterns_that_may_be_matched_in_many_ways_come_to_an_end(
    pattern: str, text: str, expected: str
) -> None:
    found = stock({"main.tf": config(f'can(regex("{pattern}", "{text}")) ? "a" : "b"')})
    name = found.endpoints[0].config_name
    assert isinstance(name, Known)
    assert name.value == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^([^/]+)/([^:]+):(.*)$", "a.example.com/" + "b" * 100 + ":c", "c"),
        ("^(ml)\\\\.([a-z0-9]+)\\\\.([0-9]*xlarge|large)$", "ml.m5.12xlarge", "12xlarge"),
        ("([[:alpha:]]+)_([a-z]+)-(.*)", "one_two-three", "three"),
    ],
)
def test_patterns_that_people_write_are_matched(pattern: str, text: str, expected: str) -> None:
    name = stock({"main.tf": config(f'regex("{pattern}", "{text}")[2]')}).endpoints[0].config_name
    assert isinstance(name, Known)
    assert name.value == expected


CIRCLES = {
    "local": config("local.a") + "locals {\n  a = local.b\n  b = local.a\n}\n",
    "local in itself": config("local.a") + 'locals {\n  a = "x${local.a}"\n}\n',
    "ladder": config("local.a0")
    + "locals {\n"
    + "".join(f'  a{n} = "${{local.a{n + 1}}}${{local.a{n + 1}}}"\n' for n in range(60))
    + "  a60 = var.unknown\n}\n",
    "variable": config("var.a") + 'variable "a" {\n  default = var.a\n}\n',
    "resource": config("aws_sagemaker_endpoint.e.name")
    + 'resource "aws_sagemaker_endpoint" "e" {\n'
    + "  name = aws_sagemaker_endpoint_configuration.c.name\n}\n",
    "template": config('templatefile("t.tpl", {})'),
    "templates": config('templatefile("u.tpl", {})'),
    "loops": config('templatefile("loops.tpl", { n = range(1000) })'),
}


@pytest.mark.parametrize("text", CIRCLES.values(), ids=CIRCLES)
def test_what_goes_in_circles_is_unknown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.terraform.evaluation.budget.STEP_LIMIT", 30_000)
    loop = "%{ for i in n }"
    files = {
        "t.tpl": '${templatefile("t.tpl", {})}',
        "u.tpl": 'a${templatefile("v.tpl", {})}${templatefile("v.tpl", {})}',
        "v.tpl": 'b${templatefile("u.tpl", {})}${templatefile("u.tpl", {})}',
        "loops.tpl": loop * 4 + "%{ endfor }" * 4,
    }
    found = stock({"main.tf": text, **files})
    assert isinstance(found.endpoints[0].config_name, Unknown)


SIZED: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "arguments": (
        10_000, lambda size: config(more="".join(f"  a{n} = {n}\n" for n in range(size)))
    ),
    "marks on a letter": (50_000, lambda size: config('"e' + "\u0323\u0301" * size + '"')),
    "indented lines": (50_000, lambda size: config("<<-EOT\n" + "   a line\n" * size + "EOT\n")),
    "brackets": (20_000, lambda size: config("[" * size + "]" * size)),
    "terms": (100_000, lambda size: config("1" + " + 1" * size)),
    "digits": (1_000_000, lambda size: config("1" * size)),
    "blocks": (5_000, lambda size: config() + 'x "y" {\n}\n' * size),
}  # fmt: skip


@pytest.mark.parametrize("shape", SIZED)
def test_files_are_read_in_the_work_their_size_takes(shape: str) -> None:
    _, made = SIZED[shape]
    assert growth(lambda size: stock({"main.tf": made(size)}), 100) < 2.5


WIDE = {
    **{shape: made(size) for shape, (size, made) in SIZED.items()},
    "dynamic blocks": config(
        more='dynamic "a" {\n  for_each = range(1000)\n  content {\n' * 9 + "}\n}\n" * 9
    ),
}


@pytest.mark.parametrize("text", WIDE.values(), ids=WIDE)
def test_wide_and_deep_files_are_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.terraform.evaluation.budget.STEP_LIMIT", 30_000)
    found = stock({"main.tf": text})
    assert len(found.endpoints) == 1


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="a device or a pipe"):
        DiskWorkspace([str(tmp_path)]).read(str(tmp_path / "pipe"))


def test_a_device_behind_a_link_is_outside_of_the_tree(tmp_path: Path) -> None:
    (tmp_path / "zero").symlink_to("/dev/zero")
    with pytest.raises(SourceError, match="outside of the repository"):
        DiskWorkspace([str(tmp_path)]).read(str(tmp_path / "zero"))
