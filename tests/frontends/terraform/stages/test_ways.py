"""Var-files: which are loaded always, and which make a stage."""

from __future__ import annotations

from smlint.core.resource import DEFAULT_STAGE
from smlint.core.spans import Span
from smlint.core.tree import plain
from smlint.core.values import Unknown
from tests.frontends.terraform.evaluating import deployment, reading, setting

MAIN = """
variable "type" { default = "ml.t2.medium" }
variable "count_" {}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type          = var.type
    initial_instance_count = var.count_
  }
}
"""


def types(files: dict[str, str]) -> dict[str, object]:
    return {
        one.stage.name: plain(setting(one.resources[0], "ProductionVariants[].InstanceType"))
        for one in reading({"main.tf": MAIN, **files}).deployments
    }


def test_without_var_files_there_is_the_default_stage() -> None:
    assert types({}) == {"default": "ml.t2.medium"}
    assert reading({"main.tf": MAIN}).deployments[0].stage is DEFAULT_STAGE


def test_automatic_files_in_terraforms_order() -> None:
    files = {
        "terraform.tfvars": 'type = "1"\n',
        "terraform.tfvars.json": '{"type": "2"}',
    }
    assert types(files) == {"default": "2"}
    files["b.auto.tfvars"] = 'type = "b"\n'
    files["a.auto.tfvars"] = 'type = "a"\n'
    assert types(files) == {"default": "b"}
    files["z.auto.tfvars.json"] = '{"type": "z"}'
    assert types(files) == {"default": "z"}


def test_each_other_var_file_is_a_stage_and_wins() -> None:
    files = {
        "a.auto.tfvars": 'type = "auto"\n',
        "dev.tfvars": "count_ = 1\n",
        "envs/prod.tfvars": 'type = "ml.m5.large"\n',
    }
    assert types(files) == {"dev.tfvars": "auto", "prod.tfvars": "ml.m5.large"}


def test_the_stage_is_named_as_a_hop_and_points_to_its_file() -> None:
    found = deployment({"main.tf": MAIN, "envs/prod.tfvars": 'type = "x"\n'}, "prod.tfvars")
    assert found.stage.span == Span("envs/prod.tfvars")
    type_ = setting(found.resources[0], "ProductionVariants[].InstanceType")
    assert [(hop.note, str(hop.span), hop.kind) for hop in type_.via] == [
        ("var.type", "main.tf:2:1", "reference"),
        ("prod.tfvars", "envs/prod.tfvars:1:8", "stage"),
    ]
    count = setting(found.resources[0], "ProductionVariants[].InitialInstanceCount")
    assert isinstance(count, Unknown)
    assert count.reason == "var.count_ has no default, and no value in prod.tfvars"
    assert {name: plain(value) for name, value in found.inputs.items()} == {
        "type": "x",
        "count_": None,
    }


def test_files_called_alike_are_told_apart_by_their_path() -> None:
    files = {
        "environments/dev/terraform.tfvars": 'type = "d"\n',
        "environments/prod/terraform.tfvars": 'type = "p"\n',
    }
    assert types(files) == {
        "environments/dev": "d",
        "environments/prod": "p",
    }


def test_directories_of_var_files_name_their_stages() -> None:
    files = {
        "envs/dev/terraform.tfvars": 'type = "d"\n',
        "envs/prod/prod.auto.tfvars": 'type = "p"\n',
        "test/x.tfvars": 'type = "t"\n',
        "docs/x.tfvars": 'type = "no stage"\n',
    }
    assert types(files) == {"envs/dev": "d", "envs/prod": "p", "x.tfvars": "t"}
    two = {"envs/dev/terraform.tfvars": "", "envs/dev/dev.auto.tfvars": ""}
    assert list(types(two)) == ["envs/dev/dev.auto.tfvars", "envs/dev/terraform.tfvars"]


def test_var_files_beside_the_directory_of_a_root() -> None:
    files = {
        "infra/main.tf": MAIN,
        "tfvars/prod.tfvars": 'type = "p"\n',
        "tfvars/network.tfvars": 'type = "n"\ncidr = 1\n',
        "envs/main.tf": "",
    }
    found = reading(files)
    assert [one.stage.name for one in found.deployments] == ["prod.tfvars"]
    assert found.problems == ()


def test_a_var_file_of_strange_variables_is_a_stage_by_its_name() -> None:
    files = {"prod.tfvars": 'nobody = "x"\ntags = {}\n', "dev.tfvars.json": '{"stage": "dev"}'}
    assert types(files) == {"prod.tfvars": "ml.t2.medium", "dev.tfvars.json": "ml.t2.medium"}
    first, second = reading({"main.tf": MAIN, **files}).problems
    assert (str(first.span), first.severity) == ("dev.tfvars.json:1:2", "note")
    assert (str(second.span), second.severity) == ("prod.tfvars:1:1", "note")
    assert second.message.endswith("the variables that are set here: nobody, tags")


def test_a_var_file_of_strange_variables_in_another_directory_is_left_out() -> None:
    deep = {"config/network/a.tfvars": "cidr = 1\n"}
    near = {"config/prod.tfvars": "".join(f"cidr{number} = 1\n" for number in range(9))}
    assert types({**near, **deep}) == {"default": "ml.t2.medium"}
    assert not reading({"main.tf": MAIN, **deep}).problems
    (problem,) = reading({"main.tf": MAIN, **near}).problems
    assert (str(problem.span), problem.severity) == ("config/prod.tfvars:1:1", "note")
    names = "cidr0, cidr1, cidr2, cidr3, cidr4, …"
    assert problem.message.endswith(f"set here: {names}; the file makes no stage of it")


def test_a_block_in_a_var_file_is_an_error() -> None:
    found = reading({"main.tf": MAIN, "prod.tfvars": 'type = "p"\ntags {\n  a = 1\n}\n'})
    assert [(problem.severity, str(problem.span)) for problem in found.problems] == [
        ("error", "prod.tfvars:2:1")
    ]
    assert [one.stage.name for one in found.deployments] == ["prod.tfvars"]


def test_var_files_of_others_make_no_stage() -> None:
    files = {
        "envs/dev/main.tf": "",
        "envs/dev/dev.tfvars": 'type = "own root"\n',
        "elsewhere/prod.tfvars": 'type = "x"\n',
        "terraform.tfvars.example": 'type = "x"\n',
    }
    assert types(files) == {"default": "ml.t2.medium"}


def test_a_broken_var_file_costs_itself() -> None:
    found = reading({"main.tf": MAIN, "prod.tfvars.json": "{", "dev.tfvars": 'type = "d"\n'})
    assert [(problem.severity, problem.span.path) for problem in found.problems] == [
        ("error", "prod.tfvars.json")
    ]
    assert "dev.tfvars" in [one.stage.name for one in found.deployments]


def test_a_root_below_another_directory_has_its_own_var_files() -> None:
    files = {
        "infra/main.tf": MAIN,
        "infra/envs/prod.tfvars": 'type = "p"\n',
        "prod.tfvars": 'type = "x"\n',
    }
    (found,) = reading(files).deployments
    assert (found.path, found.stage.name) == ("infra", "prod.tfvars")
    assert plain(setting(found.resources[0], "ProductionVariants[].InstanceType")) == "p"
