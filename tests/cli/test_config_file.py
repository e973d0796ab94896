"""Which configuration a run takes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import FINE, SLOW_SERVERLESS, Run, write


@pytest.mark.parametrize("text", [FINE, 'resource "aws_s3_bucket" "b" {}\n'])
@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("selct: [SM101]\n", "smlint.yaml:1:1: selct is not known here\n  = help: did you mean"),
        ("ignore: [no-such-rule]\n", "smlint.yaml:1:10: there is no rule or category called"),
        ("a: [\n", "smlint.yaml:"),
        ("plugins: [no_such_plugin_zz]\n", "smlint.yaml:1:11: there is no module called"),
        ("policies: [nowhere]\n", "smlint.yaml:1:12: there is no folder of policies at nowhere"),
        ("policies: [broken]\n", "broken/x.yaml: it cannot be read (no such file or directory)"),
        ("facts: {no-such-fact: 4}\n", "smlint.yaml:1:9: there is no fact called"),
    ],
)
def test_a_broken_configuration_ends_the_run(run: Run, text: str, config: str, told: str) -> None:
    write("main.tf", text)
    write("smlint.yaml", config)
    Path("broken").mkdir()
    Path("broken/x.yaml").symlink_to("nowhere")
    outcome = run()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"smlint: error: {told}")
    assert run("--no-config").code == 0


def test_a_broken_policy_ends_the_run(run: Run) -> None:
    write("main.tf", FINE)
    write("smlint.yaml", "policies: [rules]\n")
    write("rules/mine.yaml", "id: X\nname: [\n")
    outcome = run()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("smlint: error: rules/mine.yaml:")


def test_the_configuration_is_found_upward_to_the_top_of_the_repository(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("smlint.yaml", "ignore: [SM101]\n")
    write("infra/eu/main.tf", SLOW_SERVERLESS)
    write("scripts/x.py", "")
    assert run("infra/eu/main.tf").code == 0
    monkeypatch.chdir(tmp_path / "infra" / "eu")
    assert run().code == 0
    (tmp_path / "infra" / ".git").mkdir()
    assert run().code == 1


def test_pyproject_counts_when_it_has_the_table(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    write("pyproject.toml", "[tool.other]\n")
    assert run().code == 1
    write("pyproject.toml", '[tool.smlint]\nignore = ["SM101"]\n')
    assert run().code == 0
    write("smlint.yaml", "fail_on: warning\n")
    assert run().code == 1, "smlint.yaml goes before pyproject.toml"
    assert run("--config", "pyproject.toml").code == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[tool]\nsmlint = {ignore = ["SM101"]}\n', 0),
        ('[ tool . smlint ]\nignore = ["SM101"]\n', 0),
        ('tool.smlint.ignore = ["SM101"]\n', 0),
        ('["tool".\'smlint\']\nignore = ["SM101"]\n', 0),
        ('[tool.smlint-x]\nignore = ["SM101"]\n', 1),
        ('[tool.poetry]\ndependencies = ["smlint"]\n', 1),
        ('tool = "smlint"\n', 1),
        ("[tool.smlint\n", 2),
        ("[tool]\nsmlint = 1\n", 2),
    ],
)
def test_the_table_counts_however_it_is_written(run: Run, text: str, code: int) -> None:
    write("main.tf", SLOW_SERVERLESS)
    write("pyproject.toml", text)
    assert run().code == code


@pytest.mark.parametrize("text", [FINE, 'resource "aws_s3_bucket" "b" {}\n'])
def test_a_configuration_that_cannot_be_read_ends_the_run(run: Run, text: str) -> None:
    write("main.tf", text)
    Path("smlint.yaml").mkdir()
    told = "smlint: error: smlint.yaml: the configuration cannot be read (is a directory)\n"
    assert run().err.startswith(f"{told}  = help: make it readable")
    Path("smlint.yaml").rmdir()
    Path("smlint.yaml").symlink_to("nowhere.yaml")
    outcome = run()
    assert (outcome.code, "(no such file or directory)" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbfignore: [SM101]\n", 0),
        (b"ignore:\r\n  - SM101\r\n", 0),
        ("\ufeffignore: [SM101]\n".encode("utf-16-le"), 0),
        (b"", 1),
        (b"# nothing\n", 1),
        (b"select: []\n", 2),
        (b"paths: [{match: a, select: []}]\n", 2),
        (b"\xff\n", 2),
        (b"a\0\n", 2),
        (b"ignore: [SM101]\n---\nignore: []\n", 2),
    ],
)
def test_configurations_of_all_kinds(run: Run, data: bytes, code: int) -> None:
    write("main.tf", SLOW_SERVERLESS)
    Path("smlint.yaml").write_bytes(data)
    outcome = run()
    assert (outcome.code, "Traceback" in outcome.err) == (code, False)
