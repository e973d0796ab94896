"""The plugin's rules show what they should, and smlint uses what the plugin brings."""

import json
from pathlib import Path

import pytest

from smlint.cli import main
from smlint.config import Config, Mention
from smlint.core.rule import Rule
from smlint.core.source import decode
from smlint.core.spans import Span
from smlint.examples import failures
from smlint.plugins import load
from smlint.rulebook import Book, book

PLUGIN = load([Mention("acme_smlint", Span("smlint.yaml"))])
POLICIES = [
    decode(str(path), path.read_bytes())
    for folder in PLUGIN.policies
    for path in sorted(Path(folder).rglob("*.yaml"))
]
BOOK: Book = book(Config(), POLICIES, PLUGIN.rules)
OWN = [rule for rule in BOOK.rules if rule.id.startswith("ACME")]


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.name)
def test_the_examples_show_what_they_should(rule: Rule) -> None:
    assert list(failures(rule, BOOK)) == []


def test_all_rules_are_there() -> None:
    assert [rule.name for rule in OWN] == ["acme-team-tag", "acme-small-serverless"]


REQUEST = {
    "EndpointConfigName": "fraud",
    "ProductionVariants": [
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 80},
        }
    ],
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "smlint.yaml").write_text("plugins: [acme_smlint]\nselect: [cost]\n")
    (tmp_path / "fraud.acme.json").write_text(json.dumps(REQUEST, indent=2))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_frontend_reads_its_rules_judge_and_its_reporter_writes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--format", "markdown"]) == 1
    written = capsys.readouterr().out
    assert "| warning | acme-team-tag | `fraud.acme.json:1:1` |" in written
    assert "| warning | acme-small-serverless | `fraud.acme.json:9:27` |" in written


def test_a_broken_request_is_a_problem_at_its_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "fraud.acme.json").write_text('{"ProductionVariants": [}')
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("fraud.acme.json:1:25: error: ")


def test_explain_knows_its_rules(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "acme-team-tag"]) == 0
    assert "https://handbook.acme.example/tags" in capsys.readouterr().out
