"""Terragrunt: each file that deploys a module makes a stage of it."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.resource import Deployment, Reading
from smlint.core.tree import plain
from smlint.core.values import Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.terraform.reader import read
from tests.frontends.terraform.evaluating import setting
from tests.project import endpoints

MODULE = """
variable "type" { default = "by default" }
variable "tags" { default = {} }
resource "aws_sagemaker_endpoint_configuration" "c" {
  tags = var.tags
  production_variants {
    instance_type = var.type
  }
}
"""
SOURCE = 'terraform {\n  source = "../../../modules/m"\n}\n'
UNIT = "live/prod/fraud/terragrunt.hcl"


def reading(files: Mapping[str, str], module: str = "modules/m") -> Reading:
    tree = {f"{module}/main.tf": MODULE, ".git/HEAD": "", **files}
    paths = sorted(path for path in tree if path.endswith((".tf", ".tfvars", "terragrunt.hcl")))
    return read(paths, [path for path in paths if path.endswith(".tf")], MemoryWorkspace(tree))


def deployments(files: Mapping[str, str], module: str = "modules/m") -> dict[str, Deployment]:
    found = reading(files, module)
    assert found.problems == (), found.problems
    return {one.stage.name: one for one in found.deployments}


def type_in(deployment: Deployment) -> Tree:
    return setting(deployment.resources[0], "ProductionVariants[].InstanceType")


def types(files: Mapping[str, str], module: str = "modules/m") -> dict[str, object]:
    return {name: plain(type_in(one)) for name, one in deployments(files, module).items()}


def unit(text: str, source: str = SOURCE, **files: str) -> Tree:
    """The instance type in the unit at `UNIT`."""
    return type_in(deployments({UNIT: source + text, **files})["live/prod/fraud"])


def test_each_unit_is_a_stage_of_its_module() -> None:
    files = {
        UNIT: SOURCE + 'inputs = {\n  type = "p"\n}\n',
        "live/dev/fraud/terragrunt.hcl": SOURCE + 'inputs = { type = "d" }\n',
        "live/terragrunt.hcl": 'inputs = { type = "a parent of nobody" }\n',
    }
    assert types(files) == {"live/dev/fraud": "d", "live/prod/fraud": "p"}
    found = deployments(files)["live/prod/fraud"]
    assert (found.path, str(found.stage.span)) == ("modules/m", f"{UNIT}:1:1")
    assert [(hop.note, str(hop.span), hop.kind) for hop in type_in(found).via] == [
        ("var.type", "modules/m/main.tf:2:1", "reference"),
        (UNIT, f"{UNIT}:5:10", "stage"),
    ]


def test_the_directory_of_a_unit_tells_the_environment() -> None:
    files = {"modules/m/main.tf": MODULE, UNIT: SOURCE, UNIT.replace("prod", "dev"): SOURCE}
    assert {one.stage.name: plain(one.environment) for one in endpoints(files)} == {
        "live/dev/fraud": "non-production",
        "live/prod/fraud": "production",
    }


def test_the_ways_of_naming_a_module() -> None:
    for source in (
        '"../../../modules//m"',
        '"../../..//modules/m"',
        '"${get_terragrunt_dir()}/../../../modules/m"',
        '"${get_repo_root()}/modules//m"',
        '"${get_path_to_repo_root()}/modules/m"',
        '"${dirname(find_in_parent_folders("root.hcl"))}/modules/m"',
        '"${local.top}/${basename("x/m")}"',
    ):
        text = f'locals {{\n  top = "../../../modules"\n}}\nterraform {{\n  source = {source}\n}}\n'
        assert types({UNIT: text, "root.hcl": ""}) == {"live/prod/fraud": "by default"}, source


def test_a_unit_beside_the_files_of_a_module() -> None:
    files = {"a/terragrunt.hcl": 'inputs = { type = "own" }\n'}
    assert types(files, "a") == {"a": "own"}


def test_a_module_from_elsewhere() -> None:
    text = 'terraform {\n  source = "git::https://example.com/%s.git//x?ref=1"\n}\n'
    files = {UNIT: text % "sagemaker", "live/terragrunt.hcl": text % "network"}
    found = reading(files)
    assert [one.stage.name for one in found.deployments] == ["default"]
    (note,) = found.problems
    assert (str(note.span), note.severity) == (f"{UNIT}:2:12", "note")


def test_files_that_are_included() -> None:
    root = """
locals {
  env = split("/", path_relative_to_include())[0]
}
inputs = {
  type = local.env
  tags = { from = "root" }
}
"""
    include = 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n%s}\n'
    files = {UNIT: SOURCE + include % "", "live/root.hcl": root}
    assert types(files) == {"live/prod/fraud": "prod"}
    files[UNIT] += 'inputs = { type = "own", tags = { own = 1 } }\n'
    found = deployments(files)["live/prod/fraud"]
    assert plain(type_in(found)) == "own"
    assert plain(setting(found.resources[0], "Tags")) == {"own": 1}
    files[UNIT] = SOURCE + include % '  merge_strategy = "no_merge"\n'
    assert types(files) == {"live/prod/fraud": "by default"}
    exposed = include % "  expose = true\n" + "inputs = { type = include.root.locals.env }\n"
    assert types({**files, UNIT: SOURCE + exposed}) == {"live/prod/fraud": "prod"}


def test_a_module_that_is_named_by_what_is_included() -> None:
    common = 'terraform {\n  source = "${get_repo_root()}/modules/m"\n}\ninputs = { type = "c" }\n'
    text = (
        'include "c" {\n  path = "${dirname(find_in_parent_folders("root.hcl"))}/_env/m.hcl"\n}\n'
    )
    files = {UNIT: text, "live/root.hcl": "", "live/_env/m.hcl": common}
    assert types(files) == {"live/prod/fraud": "c"}


def test_collections_that_are_merged_deeply_are_unknown() -> None:
    include = 'include {\n  path = "../../root.hcl"\n  merge_strategy = "deep"\n}\n'
    root = 'inputs = { tags = { a = 1 }, type = "r" }\n'
    text = SOURCE + include + "inputs = { tags = { b = 1 } }\n"
    found = deployments({UNIT: text, "live/root.hcl": root})["live/prod/fraud"]
    assert isinstance(setting(found.resources[0], "Tags"), Unknown)
    assert plain(type_in(found)) == "r"


def test_configurations_that_are_read() -> None:
    text = """
locals {
  env  = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  none = read_terragrunt_config("nosuch.hcl", { inputs = { type = "fallback" } })
  file = yamldecode(file("${get_terragrunt_dir()}/../sizes.yaml"))
}
inputs = {
  type = "${local.env.locals.name}-${local.none.inputs.type}-${local.file.size}"
}
"""
    files = {
        "live/prod/env.hcl": 'locals {\n  name = "prod"\n}\n',
        "live/prod/sizes.yaml": "size: 3\n",
    }
    assert plain(unit(text, SOURCE, **files)) == "prod-fallback-3"


def test_names_of_directories_are_known_though_their_paths_are_not() -> None:
    names = '"${basename(get_terragrunt_dir())}-${basename(dirname(get_terragrunt_dir()))}"'
    assert plain(unit(f"inputs = {{ type = {names} }}\n")) == "fraud-prod"
    assert plain(unit("inputs = { type = get_path_from_repo_root() }\n")) == "live/prod/fraud"
    assert isinstance(unit("inputs = { type = basename(get_repo_root()) }\n"), Unknown)


def test_what_is_known_only_when_terragrunt_runs() -> None:
    for value, reason in (
        ("dependency.vpc.outputs.type", "the outputs of a dependency are known only after"),
        ('get_env("TYPE", "x")', "smlint does not evaluate get_env()"),
        ('run_cmd("echo", "x")', "smlint does not evaluate run_cmd()"),
        ("get_terragrunt_dir()", "it is a path of the machine that terragrunt runs on"),
        ('"${get_repo_root()}/x"', "it is a path of the machine that terragrunt runs on"),
        ("local.type", "terraform would refuse this"),
    ):
        found = unit(f"inputs = {{ type = {value} }}\n")
        assert isinstance(found, Unknown)
        assert found.reason.startswith(reason), found.reason


def test_what_may_give_any_variable_leaves_none_to_its_default() -> None:
    for text in (
        'include {\n  path = get_env("ROOT")\n}\n',
        'include {\n  path = "../nosuch.hcl"\n}\n',
        "inputs = merge(dependency.x.outputs, {})\n",
    ):
        assert isinstance(unit(text), Unknown), text
    own = 'include {\n  path = "../nosuch.hcl"\n}\ninputs = { type = "own" }\n'
    assert plain(unit(own)) == "own"


def test_var_files_go_before_inputs() -> None:
    inputs = 'inputs = { type = "input" }\n'
    assert (
        plain(unit(inputs, **{"live/prod/fraud/terraform.tfvars": 'type = "beside"\n'})) == "beside"
    )
    extra = """terraform {
  source = "../../../modules/m"
  extra_arguments "vars" {
    commands           = get_terraform_commands_that_need_vars()
    required_var_files = %s
  }
}
"""
    found = unit(inputs, extra % '["../eu.tfvars"]', **{"live/prod/eu.tfvars": 'type = "eu"\n'})
    assert plain(found) == "eu"
    assert isinstance(unit(inputs, extra % '[get_env("FILE")]'), Unknown)


def test_circles_end() -> None:
    circle = "locals {\n  a = local.b\n  b = local.a\n}\n"
    assert isinstance(unit(f"{circle}inputs = {{ type = local.a }}\n"), Unknown)
    text = 'locals {\n  me = read_terragrunt_config("terragrunt.hcl")\n}\n'
    assert isinstance(unit(f"{text}inputs = {{ type = local.me.inputs.type }}\n"), Unknown)
    assert isinstance(unit('include {\n  path = "terragrunt.hcl"\n}\n'), Unknown)


def test_deep_chains_end() -> None:
    nested = "upper(" * 30 + "local.a%d" + ")" * 30
    chain = "".join(f"  a{n} = {nested % (n + 1)}\n" for n in range(45))
    found = unit(f'locals {{\n{chain}  a45 = "x"\n}}\ninputs = {{ type = local.a0 }}\n')
    assert isinstance(found, Unknown)
    reads = "".join(f'  r{n} = read_terragrunt_config("terragrunt.hcl")\n' for n in range(5))
    inputs = "".join(f"  i{n} = local.r{n}.inputs\n" for n in range(5))
    text = f"locals {{\n{reads}}}\ninputs = {{\n{inputs}  type = local.r0.inputs.type\n}}\n"
    assert isinstance(unit(text), Unknown)


def test_a_module_that_is_called_too_is_judged_both_ways() -> None:
    files = {
        UNIT: SOURCE + 'inputs = { type = "unit" }\n',
        "app/main.tf": 'module "m" {\n  source = "../modules/m"\n  type   = "call"\n}\n',
    }
    assert types(files) == {"default": "call", "live/prod/fraud": "unit"}


def test_a_damaged_file_that_deploys_nothing_of_the_tree_is_no_error() -> None:
    found = reading({"live/x/terragrunt.hcl": "inputs = {\n", UNIT: SOURCE + "inputs = {\n"})
    severities = {item.span.path: item.severity for item in found.problems}
    assert severities == {"live/x/terragrunt.hcl": "warning", UNIT: "error"}
