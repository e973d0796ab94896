"""Which files a run is about, and whose they are."""

import os
import zipfile
from pathlib import Path

import pytest

from smlint import contents
from smlint import discover as module
from smlint.discover import discover
from smlint.repositories import show
from tests.discover.tree import ENDPOINT, PLAN, excluding, write


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
            "pkg/testdata/main.tf": ENDPOINT,
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


def test_what_is_left_out_is_counted(here: Path) -> None:
    write(here, {"a/main.tf": ENDPOINT, "b.tf": ENDPOINT, "c.txt": ""})
    found = discover(["."], excluding("a", "*.tf", "*.txt"))
    assert (found.count, found.excluded) == (0, 2)


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
