"""What start-up imports: most runs meet no SageMaker, and must end before anything heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from smlint.frontends import LANGUAGES

LIST = """\
import sys
before = set(sys.modules)
from smlint.cli import main
code = main(sys.argv[1:])
after = set(sys.modules)
import json
sys.stderr.write(json.dumps([code, sorted(after - before)]))
"""

ALLOWED = {
    "argparse", "collections", "contextlib", "copyreg", "enum", "errno", "fnmatch", "functools",
    "gc", "genericpath", "gettext", "importlib", "itertools", "keyword", "locale", "operator", "os",
    "posixpath", "re", "reprlib", "smlint", "stat", "types", "warnings",
}  # fmt: skip
OWN = {
    "smlint", "smlint.cli", "smlint.cli.check", "smlint.cli.configfile", "smlint.cli.options",
    "smlint.contents", "smlint.core", "smlint.core.globs", "smlint.discover", "smlint.frontends",
    "smlint.frontends.modules", "smlint.pruned", "smlint.reporters", "smlint.repositories",
}  # fmt: skip
HEAVY = {"rich", "jsonschema", "pluggy", "hcl2", "lark", "pathlib", "subprocess", "logging"}

PLAIN = 'resource "aws_s3_bucket" "b" {}\n'
ENDPOINT = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    model_name             = "fraud"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
"""


def imported(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", LIST, *arguments],
        cwd=folder, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    code, modules = json.loads(done.stderr)
    return code, set(modules)


def foreign(modules: set[str]) -> set[str]:
    """The packages of other people among `modules`, accelerators in C left out."""
    tops = {name.split(".")[0] for name in modules}
    return {name for name in tops if not name.startswith("_")}


@pytest.mark.parametrize("arguments", [(), ("--quiet",), ("check", "one.tf", "--output", "o.txt")])
def test_a_run_without_endpoints_imports_next_to_nothing(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "one.tf").write_text(PLAIN, encoding="utf-8")
    code, modules = imported(tmp_path, *arguments)
    assert code == 0
    assert foreign(modules) - ALLOWED == set()
    assert {name for name in modules if name.startswith("smlint")} - OWN == set()


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("inventory",)])
def test_a_run_with_an_endpoint_imports_what_it_needs(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "one.tf").write_text(ENDPOINT, encoding="utf-8")
    _, modules = imported(tmp_path, *arguments)
    assert foreign(modules) & HEAVY == set()
    assert "importlib.metadata" not in modules


TEMPLATE = """\
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - {ModelName: fraud, InstanceType: ml.m5.large, InitialInstanceCount: 1}
"""
SCRIPT = """\
import boto3

boto3.client("sagemaker").create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
"""
COMMAND = "aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud\n"


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("main.tf", ENDPOINT, "terraform"),
        ("template.yaml", TEMPLATE, "cloudformation"),
        ("deploy.py", SCRIPT, "python"),
        ("deploy.sh", COMMAND, "shell"),
    ],
)
def test_no_other_language_is_imported(tmp_path: Path, name: str, text: str, language: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    _, modules = imported(tmp_path, "--preset", "all")
    readers = {one.module: one.name for one in LANGUAGES}
    assert [readers[module] for module in modules & readers.keys()] == [language]


def test_facts_and_prices_are_read_once_and_kept(tmp_path: Path) -> None:
    (tmp_path / "one.tf").write_text(ENDPOINT, encoding="utf-8")
    for _ in range(2):
        _, modules = imported(tmp_path)
    read = {"smlint.facts.documents", "smlint.facts.prices", "smlint.facts.price_list", "csv"}
    assert modules & read == set()


def test_the_version_needs_no_command(tmp_path: Path) -> None:
    _, modules = imported(tmp_path, "--version")
    assert {name for name in modules if name.startswith("smlint")} == {"smlint", "smlint.cli"}
    assert "argparse" not in modules
