"""A script that is named alone: its values from modules, its callers from beside it."""

from pathlib import Path

import pytest

from smlint.core.report import Report
from smlint.discover import discover
from smlint.examples import ALL_RULES
from smlint.rulebook import book
from smlint.run import lint

LIB = """import boto3
import config
sm = boto3.client("sagemaker")

def deploy_model(name):
    sm.create_endpoint_config(EndpointConfigName=name, ProductionVariants=config.VARIANTS)
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
    boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body=b"")
"""
FILES = {
    "lib.py": LIB,
    "config.py": 'VARIANTS = [{"VariantName": "v", "InstanceType": "ml.g5.xlarge"}]\n',
    "main.py": "from lib import deploy_model\ndeploy_model('fraud')\n",
    "other.py": "print 'sagemaker: model.deploy('\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def report(*paths: str) -> Report:
    return lint(discover(list(paths)), ALL_RULES, book(ALL_RULES))


@pytest.mark.parametrize("named", ["lib.py", "main.py"])
def test_what_a_named_script_deploys_is_judged_as_in_the_whole_run(here: Path, named: str) -> None:
    whole, alone = report("."), report(named)
    found = [finding.rule_name for finding in whole.findings]
    assert "deploy-without-delete" in found
    assert [finding.rule_name for finding in alone.findings] == found
    assert [finding.endpoints for finding in alone.findings] == [("fraud",)] * len(found)
    assert [problem.span.path for problem in whole.problems] == ["other.py"]
    assert alone.problems == ()


def test_who_deletes_it_beside_a_named_script_is_known(here: Path) -> None:
    (here / "end.py").write_text(
        "import boto3\nboto3.client('sagemaker').delete_endpoint(EndpointName='fraud')\n"
    )
    assert "deploy-without-delete" not in [item.rule_name for item in report("main.py").findings]


def test_nothing_out_of_the_repository_is_a_module(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "config.py"
    outside.write_text(FILES["config.py"])
    (here / "config.py").unlink()
    (here / "config.py").symlink_to(outside)
    found = report(".")
    assert all("ml.g5.xlarge" not in finding.message for finding in found.findings)
    assert str(outside) not in found.sources
    assert "config.py" not in found.sources
