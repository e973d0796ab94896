"""More instances than anybody has are told, and not all made."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from smlint.core.values import Known, Unknown
from tests.frontends.terraform.configs import config
from tests.project import stock

MODULE = 'module "%s" {\n  source = "%s"\n  %s\n}\n'
MANY = 'for_each = toset([for n in range(1000) : "x${n}"])'
FAN = {
    "modules in modules": {
        "main.tf": MODULE % ("a", "./a", MANY),
        "a/main.tf": MODULE % ("b", "./b", MANY),
        "a/b/main.tf": config(),
    },
    "modules that call the next one twice": {
        "main.tf": MODULE % ("a", "./m0", ""),
        **{
            f"m{n}/main.tf": MODULE % ("a", f"../m{n + 1}", "") + MODULE % ("b", f"../m{n + 1}", "")
            for n in range(30)
        },
        "m30/main.tf": config(),
    },
}


@pytest.mark.parametrize("files", FAN.values(), ids=FAN)
def test_more_instances_than_anybody_has_are_an_error(
    files: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smlint.frontends.terraform.evaluation.budget.INSTANCE_LIMIT", 2000)
    found = stock(files)
    assert not found.endpoints
    (problem,) = found.problems
    assert problem.severity == "error"
    assert problem.message.startswith("there are more than ")


def test_keys_too_many_to_be_listed_are_said_to_be() -> None:
    keys = "".join(f'k{number} = "ml.m5.large"\n' for number in range(20_000))
    found = stock({"main.tf": config(more=f"for_each = {{\n{keys}}}")})
    (problem,) = found.problems
    assert problem.message.endswith("what each has of its own was not checked")


def test_one_of_too_many_instances_stands_for_all_and_that_is_said() -> None:
    found = stock({"main.tf": config('"c-${count.index}"', "count = 1000000000")})
    assert [endpoint.address for endpoint in found.endpoints] == [
        "aws_sagemaker_endpoint_configuration.c[?]"
    ]
    (problem,) = found.problems
    assert problem.message == (
        "there are 1,000,000,000 instances; smlint tells up to 1,000 apart: "
        "what each has of its own was not checked"
    )


def test_all_values_of_a_module_together_take_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.terraform.evaluation.budget.WORK_LIMIT", 50_000)
    costly = 'join("", [for x in range(1000) : [for y in range(10) : "x"][0]])'
    text = "".join(config(costly, label=f"c{number}") for number in range(100))
    found = stock({"main.tf": text})
    (problem,) = found.problems
    assert "steps to be evaluated" in problem.message
    names = [endpoint.config_name for endpoint in found.endpoints]
    assert isinstance(names[0], Known)
    assert isinstance(names[-1], Unknown)
