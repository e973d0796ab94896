"""Which files a run looks at, whatever they are called."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from textwrap import indent
from urllib.parse import unquote_to_bytes

import pytest

from tests.cli.running import FINE, SLOW_SERVERLESS, Outcome, Run, write


def test_a_missing_path_fails_and_costs_the_others_nothing(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    outcome = run("nosuch.tf", "main.tf")
    assert outcome.code == 2
    assert "nosuch.tf: error: there is no such file or directory\n" in outcome.out
    assert outcome.out.startswith("main.tf:5:5: error[SM101")
    assert outcome.out.endswith("1 problem (1 error), 1 endpoint in 1 file\n")


def test_documents_are_read_where_that_is_asked_for(run: Run) -> None:
    write("docs/README.md", f"Deploy:\n\n1. ```hcl\n{indent(SLOW_SERVERLESS, ' ' * 3)}\n   ```\n")
    assert run().out.startswith("no files to check")
    outcome = run("--include-docs")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith("docs/README.md:8:8: error[SM101")
    assert run("--include-docs", "docs/README.md").out == outcome.out
    assert "docs/README.md" in run("inventory", "--include-docs").out
    write("smlint.yaml", "include_docs: true")
    assert run().out.splitlines()[:5] == outcome.out.splitlines()[:5]


def test_paths_of_the_configuration_are_relative_to_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("smlint.yaml", "exclude: [infra/old]\npaths: [{match: infra/dev, ignore: [latency]}]\n")
    for folder in ("old", "dev", "prod"):
        write(f"infra/{folder}/main.tf", SLOW_SERVERLESS)
    assert run().out.count("error[SM101") == 1
    monkeypatch.chdir(tmp_path / "infra")
    outcome = run(".")
    assert outcome.out.count("error[SM101") == 1
    assert outcome.out.startswith("prod/main.tf:5:5")


@pytest.mark.parametrize("how", ["../dev", "/dev", "{top}/infra/dev", "../*v", ".."])
def test_paths_are_excluded_however_they_are_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    write("infra/dev/main.tf", SLOW_SERVERLESS)
    write("infra/prod/main.tf", FINE)
    monkeypatch.chdir(tmp_path / "infra" / ("prod" if how.startswith("..") else "."))
    assert run("--exclude", how.format(top=tmp_path), str(tmp_path / "infra")).code == 0
    assert run("--exclude", "prod", str(tmp_path / "infra")).code == 1


def test_excluded_folders_stay_so_from_within(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("smlint.yaml", "exclude: [infra/old, '*/gen/', draft]\n")
    for folder in ("infra/old", "infra/gen/a", "draft"):
        write(f"{folder}/main.tf", SLOW_SERVERLESS)
        monkeypatch.chdir(tmp_path / folder)
        assert run().code == 0
        monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("arguments", [("--exclude", "*.tf"), ("main.tf", "--exclude", "/main.tf")])
def test_if_all_is_excluded_that_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    write("main.tf", SLOW_SERVERLESS)
    said = "no files to check: all files here that smlint reads are excluded\n"
    assert run(*arguments) == Outcome(0, said, "")
    assert run("inventory", *arguments) == Outcome(0, said, "")
    write("smlint.yaml", "exclude: [main.tf, smlint.yaml]\n")
    assert run() == Outcome(0, said, "")


NAMES = (b"\xff.tf", b"a\nb\x1b[2J.tf", "\u2028 \u202e.tf".encode(), b"a  b%2F:,.tf")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [SLOW_SERVERLESS, "resource {\n# aws_sagemaker_"])
def test_files_may_be_called_anything(run: Run, name: bytes, text: str) -> None:
    write(os.fsdecode(name), text)
    code = 1 if text is SLOW_SERVERLESS else 2
    outcome = run()
    assert outcome.code == code
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u202e\ud800-\udfff]", outcome.out)
    for form in ("json", "sarif"):
        written = run("--format", form).out
        strict = json.loads(written)
        assert json.dumps(strict, ensure_ascii=False).encode()
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in strict["runs"][0]["results"]
    ]
    assert all(unquote_to_bytes(place) == name for place in places)
    (line,) = run("--format", "github").out.rstrip("\n").split("\n")
    assert line.startswith("::error file=")
    listing = run("inventory", "--format", "json")
    assert json.dumps(json.loads(listing.out), ensure_ascii=False).encode()
    assert "\x1b" not in run("inventory").out


def test_a_broken_file_that_a_named_one_has_nothing_to_do_with_is_not_told(
    run: Run, tmp_path: Path
) -> None:
    for name, text in (("m", SLOW_SERVERLESS), ("other", f"{SLOW_SERVERLESS}locals {{\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(text, encoding="utf-8")
    assert run("m/main.tf").code == 1
    assert run("other/main.tf").code == 2
    assert run(".").code == 2
