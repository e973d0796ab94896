"""What a named file brings along: its project and its callers; the rest are strangers."""

from pathlib import Path

import pytest

from smlint import contents
from smlint.discover import discover
from smlint.disk import DiskWorkspace
from smlint.read import read
from tests.discover.tree import ENDPOINT, PLAN, excluding, write


def test_a_named_file_brings_its_neighbours_and_stays_the_one_selected(here: Path) -> None:
    write(here, {"i/main.tf": ENDPOINT, "i/variables.tf": "", "i/envs/prod.tfvars": "a = 1"})
    found = discover(["i/envs/prod.tfvars"])
    assert found.selected == {"i/envs/prod.tfvars"}
    assert found.hits["terraform"] == ["i/main.tf"]
    assert found.files["terraform"] == ["i/envs/prod.tfvars", "i/main.tf", "i/variables.tf"]


def test_a_file_named_beside_a_folder_brings_neighbours_that_nobody_asked_for(here: Path) -> None:
    write(
        here,
        {
            "m/main.tf": ENDPOINT,
            "live/main.tf": 'module "m" { source = "../m" }',
            "far/main.tf": ENDPOINT,
            "far/variables.tf": "",
        },
    )
    found = discover(["live", "far/main.tf", "nosuch.tf"])
    assert found.selected == {"live/main.tf", "m/main.tf", "far/main.tf"}
    assert "far/variables.tf" in found.files["terraform"]
    assert discover(["live", "live/main.tf"]).selected is None


def test_a_root_without_a_marker_brings_the_module_that_it_calls(here: Path) -> None:
    write(
        here,
        {
            "live/main.tf": 'module "m" { source = "../modules/a" }',
            "modules/a/main.tf": 'module "m" { source = "../b" }',
            "modules/b/main.tf": ENDPOINT,
        },
    )
    assert discover(["live"]).hits["terraform"] == ["modules/b/main.tf"]


def test_a_named_module_file_brings_its_callers_from_all_over_the_repository(here: Path) -> None:
    write(
        here,
        {"m/main.tf": ENDPOINT, "far/away/main.tf": 'module "m" { source = "../../m" }'},
    )
    assert "far/away/main.tf" in discover(["m/main.tf"]).files["terraform"]


def test_what_has_nothing_to_do_with_a_named_file_is_a_stranger(here: Path) -> None:
    call = 'module "m" {\n  source = "%s"\n}\n'
    write(
        here,
        {
            "m/main.tf": ENDPOINT,
            "app/main.tf": call % "../m" + call % "../helper",
            "helper/main.tf": ENDPOINT,
            "live/prod/terragrunt.hcl": 'terraform {\n  source = "../../m"\n}\n',
            "live/terragrunt.hcl": "",
            "other/main.tf": ENDPOINT,
            "other/terragrunt.hcl": "",
            "other/prod.tfvars": "",
        },
    )
    assert discover(["m/main.tf"]).strangers == {"other/main.tf", "other/terragrunt.hcl"}
    assert discover(["other/main.tf", "m/main.tf"]).strangers == set()
    assert discover(["other/prod.tfvars", "m/main.tf"]).strangers == set()
    assert discover(["."]).strangers == set()


def test_callers_and_modules_in_json_syntax_count_as_well(here: Path) -> None:
    call = '{"module": {"m": {"source"\n: "../../m"}}}'
    write(here, {"m/main.tf.json": f"/* {ENDPOINT} */", "far/away/main.tf.json": call})
    assert "far/away/main.tf.json" in discover(["m/main.tf.json"]).files["terraform"]
    assert discover(["far"]).hits["terraform"] == ["m/main.tf.json"]


@pytest.mark.parametrize(
    ("name", "text", "hit"),
    [
        (
            "main.tf",
            'module "m" {\n  source = "acme/sagemaker-endpoint/aws"\n}\n',
            True,
        ),
        ("main.tf.json", '{"module": {"m": {"source": "git::https://x/SageMaker.git"}}}', True),
        ("terragrunt.hcl", 'terraform {\n  source = "git::https://x/sagemaker.git"\n}\n', True),
        ("main.tf", 'module "m" {\n  source = "./sagemaker"\n}\n', False),
        ("main.tf", 'module "m" {\n  source = "x/y/aws"\n  name = "sagemaker"\n}\n', False),
        ("main.tf", 'locals {\n  source = "sagemaker/x.tar.gz"\n}\n', False),
        ("main.py", 'module(source = "x/sagemaker")\n', False),
    ],
)
def test_a_module_from_elsewhere_that_seems_to_make_endpoints_counts(
    here: Path, name: str, text: str, hit: bool
) -> None:
    write(here, {name: text})
    assert any(discover(["."]).hits.values()) is hit


def test_a_named_file_of_terragrunt_brings_what_it_deploys(here: Path) -> None:
    unit = 'terraform {\n  source = "${get_repo_root()}/m"\n}\n'
    write(here, {"live/prod/terragrunt.hcl": unit, "m/main.tf": ENDPOINT})
    found = discover(["live/prod/terragrunt.hcl"])
    assert found.hits["terraform"] == ["m/main.tf"]
    assert found.selected == {"live/prod/terragrunt.hcl"}
    assert "live/prod/terragrunt.hcl" in discover(["m/main.tf"]).files["terraform"]


@pytest.mark.parametrize("asked", [".", "terragrunt.hcl"])
@pytest.mark.parametrize(
    "source",
    [
        "../../..//modules/m",
        "${get_terragrunt_dir()}/../../../modules/m",
        "${get_repo_root()}//modules/m",
        "${get_path_to_repo_root()}/modules//m",
    ],
)
def test_the_module_of_a_unit_is_found_from_where_the_unit_is(
    here: Path, monkeypatch: pytest.MonkeyPatch, source: str, asked: str
) -> None:
    unit = f'terraform {{\n  source = "{source}"\n}}\n'
    files = {"live/prod/x/terragrunt.hcl": unit, "modules/m/main.tf": ENDPOINT, ".git/HEAD": ""}
    write(here, files)
    assert discover(["live"]).hits["terraform"] == ["modules/m/main.tf"]
    monkeypatch.chdir(here / "live/prod/x")
    found = discover([asked])
    assert "../../../modules/m/main.tf" in found.hits["terraform"]
    workspace = DiskWorkspace(found.roots)
    stages = [one.stage.name for one in read(found, workspace).deployments]
    assert "." in stages


def test_a_named_file_brings_the_var_files_of_all_stages(here: Path) -> None:
    write(here, {"main.tf": ENDPOINT, "envs/prod/terraform.tfvars": "a = 1\n"})
    assert "envs/prod/terraform.tfvars" in discover(["main.tf"]).files["terraform"]


def test_a_place_that_is_no_directory_holds_no_module(here: Path) -> None:
    write(here, {"main.tf": 'module "m" { source = "./main.tf" }\n'})
    assert discover(["."]).problems == []


def test_an_excluded_file_is_no_neighbour(here: Path) -> None:
    write(here, {"main.tf": ENDPOINT, "old.tf": "", "m/a.tf": "", "m/old.tf": ""})
    workspace = DiskWorkspace([str(here)], excluding("old.tf", "m"))
    assert workspace.names("") == workspace.names(".") == ["main.tf"]
    assert workspace.names("m") == ["a.tf", "old.tf"]
    assert DiskWorkspace([str(here)], excluding("old.tf")).names("m") == ["a.tf"]


def test_modules_that_call_each_other_in_a_circle_are_followed_once(here: Path) -> None:
    call = 'module "m" { source = "../%s" }\n'
    write(
        here,
        {
            "live/main.tf": call % "a",
            "a/main.tf": call % "b",
            "b/main.tf": call % "a" + ENDPOINT,
        },
    )
    found = discover(["live"])
    assert found.files["terraform"] == ["a/main.tf", "b/main.tf", "live/main.tf"]
    assert found.hits["terraform"] == ["b/main.tf"]


def test_a_named_plan_needs_neither_neighbours_nor_callers(here: Path) -> None:
    write(here, {"i/plan.json": PLAN, "i/main.tf": ENDPOINT, "i/t.json": "", "far/main.tf": ""})
    found = discover(["i/plan.json"])
    assert found.hits["terraform"] == ["i/plan.json"]
    assert found.count == 1


def test_the_manifests_beside_a_named_one_are_found(here: Path) -> None:
    text = "apiVersion: sagemaker.services.k8s.aws/v1alpha1"
    write(here, {"k/a.yaml": text, "k/b.yaml": text, "c.yaml": text})
    found = discover(["k/a.yaml"])
    assert found.hits["kubernetes"] == ["k/a.yaml", "k/b.yaml"]
    assert found.selected == {"k/a.yaml"}


DEPLOY = "import boto3\ndef deploy(sm): sm.create_endpoint_config(EndpointConfigName='c')\n"


def test_a_named_script_brings_those_beside_it_but_not_below_it(here: Path) -> None:
    write(
        here,
        {
            "a/lib.py": DEPLOY,
            "a/main.py": "from lib import deploy\n",
            "a/other.py": DEPLOY,
            "a/n.ipynb": "{}",
            "a/below/deep.py": DEPLOY,
            "b/far.py": DEPLOY,
        },
    )
    for named in ("a/lib.py", "a/main.py"):
        found = discover([named])
        assert found.selected == {named}
        assert found.files["python"] == ["a/lib.py", "a/main.py", "a/n.ipynb", "a/other.py"]
        assert found.hits["python"] == ["a/lib.py", "a/other.py"]
        assert found.strangers == {"a/n.ipynb", "a/other.py"}


def test_beside_a_named_script_without_sagemaker_there_are_no_strangers(here: Path) -> None:
    write(here, {"a/x.py": "x = 1\n", "a/y.py": "y = 1\n"})
    assert discover(["a/x.py"]).strangers == set()
    assert not any(discover(["a/x.py"]).hits.values())


def test_a_large_neighbour_is_told_where_it_has_to_do_with_the_named_script(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    large = "create_endpoint\n" + "#" * 200
    write(here, {"a.py": "import boto3, big", "big.py": large, "other.py": large})
    assert [path for path, _, _ in discover(["a.py"]).problems] == ["big.py"]
    assert {path for path, _, _ in discover(["."]).problems} == {"big.py", "other.py"}
