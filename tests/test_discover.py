import os
import zipfile
from pathlib import Path

import pytest

from smlint import contents
from smlint import discover as module
from smlint.core.globs import Patterns
from smlint.discover import discover
from smlint.disk import DiskWorkspace
from smlint.read import read
from smlint.repositories import show

ENDPOINT = 'resource "aws_sagemaker_endpoint" "e" {}\n'


def write(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def excluding(*patterns: str) -> tuple[Patterns]:
    here = os.getcwd()
    return (Patterns(patterns, here, here),)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_directory_gives_files_and_hits_by_language_in_order(here: Path) -> None:
    write(
        here,
        {
            "b/main.tf": ENDPOINT,
            "a/main.tf": "locals {}\n",
            "a/t.yaml": "Type: AWS::SageMaker::Model",
            "a/deploy.py": "model.deploy(1)",
            "a/notes.txt": "AWS::SageMaker::Model",
            "node_modules/x/main.tf": ENDPOINT,
            "env/pyvenv.cfg": "",
            "env/lib/x.py": "x.deploy()",
        },
    )
    found = discover(["."])
    assert found.files["terraform"] == ["a/main.tf", "b/main.tf"]
    assert found.hits["terraform"] == ["b/main.tf"]
    assert found.hits["cloudformation"] == ["a/t.yaml"]
    assert found.hits["python"] == ["a/deploy.py"]
    assert found.selected is None
    assert found.problems == []


def test_excluded_paths_are_not_read_even_if_named(here: Path) -> None:
    write(here, {"a/main.tf": ENDPOINT, "b/main.tf": ENDPOINT})
    assert discover(["."], excluding("a")).hits["terraform"] == ["b/main.tf"]
    assert discover(["a/main.tf"], excluding("a/**")).hits["terraform"] == []


def test_a_named_file_brings_its_neighbours_and_stays_the_one_selected(here: Path) -> None:
    write(here, {"i/main.tf": ENDPOINT, "i/variables.tf": "", "i/envs/prod.tfvars": "a = 1"})
    found = discover(["i/envs/prod.tfvars"])
    assert found.selected == {"i/envs/prod.tfvars"}
    assert found.hits["terraform"] == ["i/main.tf"]
    assert found.files["terraform"] == ["i/envs/prod.tfvars", "i/main.tf", "i/variables.tf"]


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


def test_a_missing_path_is_a_problem_and_costs_nothing_else(here: Path) -> None:
    write(here, {"main.tf": ENDPOINT})
    found = discover(["nowhere", "main.tf"])
    assert [problem[:2] for problem in found.problems] == [
        ("nowhere", "there is no such file or directory")
    ]
    assert found.hits["terraform"] == ["main.tf"]


def test_an_unreadable_file_is_a_problem(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"main.tf": ENDPOINT})

    def refuse(path: str, markers: tuple[bytes, ...]) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(module, "read_content", refuse)  # root may read everything
    ((path, reason, hint),) = discover(["."]).problems
    assert (path, reason) == ("main.tf", "it cannot be read (permission denied)")
    assert "readable" in hint


def test_a_huge_file_is_a_problem_only_if_it_matters(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"data.json": " " * 500, "t.json": " " * 300 + "AWS::SageMaker::Model"})
    found = discover(["."])
    assert [path for path, _, _ in found.problems] == ["t.json"]
    assert found.hits["cloudformation"] == []


def test_links_out_of_the_repository_are_not_followed(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT, "d/main.tf": ENDPOINT})
    (here / "link.tf").symlink_to(outside / "main.tf")
    (here / "linked").symlink_to(outside / "d")
    assert discover(["."]).hits["terraform"] == []


def test_a_named_pipe_or_dangling_link_stops_nobody(here: Path) -> None:
    (here / "gone.tf").symlink_to(here / "nowhere.tf")
    os.mkfifo(here / "pipe.tf")
    write(here, {"main.tf": ENDPOINT})
    assert discover(["."]).hits["terraform"] == ["main.tf"]


def test_a_thousand_names_cost_as_little_as_their_directory(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"m{number % 10}/f{number}.tf" for number in range(1000)]
    write(here, dict.fromkeys(names, ENDPOINT))
    listed: list[str] = []
    scandir = os.scandir

    def counting(directory: str) -> object:
        listed.append(directory)
        return scandir(directory)

    monkeypatch.setattr(os, "scandir", counting)
    assert len(discover(names).hits["terraform"]) == 1000
    assert len(listed) < 50


@pytest.mark.parametrize(
    ("given", "shown"), [(".", "."), ("./a/../b.tf", "b.tf"), ("b/", "b"), ("/etc", "/etc")]
)
def test_paths_are_shown_as_the_user_can_open_them(here: Path, given: str, shown: str) -> None:
    assert show(given) == shown
    assert show(str(here / "a.tf")) == "a.tf"


def test_a_link_to_itself_is_a_problem_and_costs_nothing_else(here: Path) -> None:
    (here / "loop.tf").symlink_to("loop.tf")
    write(here, {"main.tf": ENDPOINT})
    for paths in (["."], ["main.tf"], ["main.tf", "."]):
        found = discover(paths)
        assert found.hits["terraform"] == ["main.tf"]
        ((path, reason, _),) = found.problems
        assert (path, reason) == (
            "loop.tf",
            "it cannot be read (too many levels of symbolic links)",
        )
    assert discover(["."], excluding("loop.tf")).problems == []
    assert DiskWorkspace([str(here)]).names("") == ["main.tf"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_counts_too(here: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    call = 'module "m" { source = "../m" }\n'
    write(here, {"live/x.tf": "", "m/main.tf": ""})
    (here / "live/main.tf").write_bytes(f"\ufeff{call}".encode(encoding))
    (here / "m/main.tf").write_bytes(f"\ufeff{ENDPOINT}".encode(encoding))
    assert discover(["live"]).hits["terraform"] == ["m/main.tf"]
    monkeypatch.setattr(contents, "SIZE_LIMIT", 10)
    assert [path for path, _, _ in discover(["m"]).problems] == ["m/main.tf"]


def test_a_place_that_is_no_directory_holds_no_module(here: Path) -> None:
    write(here, {"main.tf": 'module "m" { source = "./main.tf" }\n'})
    assert discover(["."]).problems == []


def test_what_is_left_out_is_counted(here: Path) -> None:
    write(here, {"a/main.tf": ENDPOINT, "b.tf": ENDPOINT, "c.txt": ""})
    found = discover(["."], excluding("a", "*.tf", "*.txt"))
    assert (found.count, found.excluded) == (0, 2)


def test_a_directory_is_read_where_a_named_link_leads(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT})
    (here / "linked").symlink_to(outside)
    write(here, {"a/main.tf": ""})
    (here / "inside").symlink_to(here / "a")
    found = discover(["linked", "inside"])
    assert found.roots == (str(here), str(outside))
    assert found.hits["terraform"] == ["linked/main.tf"]
    workspace = DiskWorkspace(found.roots)
    assert workspace.names("linked") == ["main.tf"]
    assert workspace.read("linked/main.tf").text == ENDPOINT


def test_a_named_link_out_of_the_repository_is_a_problem(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT})
    (here / "link.tf").symlink_to(outside / "main.tf")
    found = discover(["link.tf"])
    assert (found.hits["terraform"], found.count) == ([], 0)
    assert [problem[:2] for problem in found.problems] == [
        ("link.tf", "it is a link out of the repository")
    ]
    assert discover(["link.tf"], excluding("link.tf")).problems == []


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


PLAN = '{"format_version":"1.2","terraform_version":"1.11.4","type":"aws_sagemaker_endpoint"}'


def test_what_terraform_shows_is_terraform_s_though_it_is_json(here: Path) -> None:
    write(
        here,
        {
            "plan.json": PLAN,
            "other.json": PLAN.replace("sagemaker", "lambda"),
            "template.json": '{"Type": "AWS::SageMaker::Endpoint", "aws_sagemaker_x": 1}',
            "terraform.tfstate": '{"version": 4, "terraform_version": "1", "x": "aws_sagemaker_x"}',
            "empty.tfstate": "{}",
        },
    )
    found = discover(["."])
    assert found.hits["terraform"] == ["plan.json", "terraform.tfstate"]
    assert found.files["cloudformation"] == ["other.json", "template.json"]
    assert found.hits["cloudformation"] == ["template.json"]


def test_a_plan_in_utf_16_counts_too(here: Path) -> None:
    (here / "plan.json").write_bytes(f"\ufeff{PLAN}".encode("utf-16-le"))
    assert discover(["."]).hits["terraform"] == ["plan.json"]


def test_a_named_plan_needs_neither_neighbours_nor_callers(here: Path) -> None:
    write(here, {"i/plan.json": PLAN, "i/main.tf": ENDPOINT, "i/t.json": "", "far/main.tf": ""})
    found = discover(["i/plan.json"])
    assert found.hits["terraform"] == ["i/plan.json"]
    assert found.count == 1


def test_every_file_is_opened_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"plan.json": PLAN, "t.json": "", "main.tf": ENDPOINT, "a.tfstate": "{}"})
    read: list[str] = []
    original = contents.read_content

    def counting(path: str, words: set[bytes]) -> contents.Content:
        read.append(path)
        return original(path, words)

    monkeypatch.setattr(module, "read_content", counting)
    discover(["plan.json", "main.tf", "t.json", "."])
    assert sorted(read) == ["a.tfstate", "main.tf", "plan.json", "t.json"]


def test_a_plan_that_is_too_large_is_a_problem(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"plan.json": PLAN.replace(":", ":" + " " * 60), "t.json": " " * 500})
    ((path, reason, hint),) = discover(["."]).problems
    assert path == "plan.json"
    assert reason.startswith("it is larger than")
    assert "leave out" in hint


def test_a_notebook_that_is_too_large_is_a_problem(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"a.ipynb": '{"cells": []}' + " " * 100 + ".deploy(", "b.ipynb": " " * 500})
    ((path, _, hint),) = discover(["."]).problems
    assert (path, hint) == ("a.ipynb", "clear its outputs, or exclude it")


@pytest.mark.parametrize("name", ["tfplan", "plan.out", "plan.json"])
def test_a_plan_that_only_terraform_reads_is_told_when_named(here: Path, name: str) -> None:
    with zipfile.ZipFile(here / name, "w") as archive:
        archive.writestr("tfplan", b"\0")
    assert discover(["."]).problems == []
    ((path, reason, hint),) = discover([name]).problems
    assert path == name
    assert "terraform show -json" in hint
    assert reason == "it is a plan in the form that only terraform reads"
    assert discover([name], excluding(name)).problems == []


def test_a_named_file_of_no_language_is_passed_over(here: Path) -> None:
    write(here, {"notes.txt": "a plan: tfplans"})
    assert discover(["notes.txt"]).problems == []


def test_where_languages_share_a_suffix_the_markers_decide(here: Path) -> None:
    manifest = "apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1\n"
    write(
        here,
        {
            "k/target.yaml": manifest + "scalableDimension: sagemaker:variant:DesiredInstanceCount",
            "k/endpoint.yaml": "apiVersion: sagemaker.services.k8s.aws/v1alpha1",
            "k/other.yaml": "kind: Service",
            "t/main.tf.json": '{"manifest": "sagemaker.services.k8s.aws/v1alpha1"}',
            "t/template.yaml": "AWS::SageMaker::Endpoint",
        },
    )
    found = discover(["."])
    assert found.hits["kubernetes"] == ["k/endpoint.yaml", "k/target.yaml"]
    assert found.files["kubernetes"] == found.hits["kubernetes"]
    assert found.hits["cloudformation"] == ["t/template.yaml"]
    assert found.files["terraform"] == ["t/main.tf.json"]


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
