"""The commands as users call them: what is written where, and the exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import pytest

from smlint import __version__
from smlint.cli import COMMANDS, main

SLOW_SERVERLESS = """\
# smlint: latency=200ms
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    model_name = aws_sagemaker_model.fraud.name
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 20
    }
  }
}
resource "aws_sagemaker_model" "fraud" {
  primary_container {
    image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"
  }
}
"""
HIDDEN = SLOW_SERVERLESS.replace("= 20\n", "= var.most\n") + 'variable "most" {}\n'
FINE = SLOW_SERVERLESS.replace("latency=200ms", "latency=5s")


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs smlint in an empty folder, the top of a repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> Outcome:
        code = main(arguments)
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_a_finding_is_shown_and_fails(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    outcome = run()
    assert outcome.code == 1
    assert outcome.out.startswith("main.tf:5:5: error[SM101 serverless-low-latency] ")
    assert "5 |     serverless_config {\n  |     ^^^^^^^^^^^^^^^^^\n" in outcome.out
    assert "::: main.tf:1:19:" in outcome.out
    assert outcome.out.endswith("1 finding (1 error), 1 endpoint in 1 file\n")
    assert outcome.err == ""


def test_check_is_the_default_command(run: Run) -> None:
    write("infra/main.tf", SLOW_SERVERLESS)
    assert run("infra") == run("check", "infra")
    assert run("check", "infra").out.startswith("infra/main.tf:5:5")


def test_nothing_wrong(run: Run) -> None:
    write("main.tf", FINE)
    assert run() == Outcome(0, "no findings, 1 endpoint in 1 file\n", "")
    assert run("--quiet") == Outcome(0, "", "")


def test_an_empty_folder_says_so(run: Run) -> None:
    outcome = run()
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("no files to check")
    assert run("--format", "json").code == 0


def test_files_without_endpoints(run: Run) -> None:
    write("main.tf", 'resource "aws_s3_bucket" "b" {}\n')
    assert run() == Outcome(0, "no SageMaker endpoints in 1 file\n", "")


def test_a_missing_path_fails_and_costs_the_others_nothing(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    outcome = run("nosuch.tf", "main.tf")
    assert outcome.code == 2
    assert "nosuch.tf: error: there is no such file or directory\n" in outcome.out
    assert outcome.out.startswith("main.tf:5:5: error[SM101")
    assert outcome.out.endswith("1 problem (1 error), 1 endpoint in 1 file\n")


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (FINE, (), 0),
        (SLOW_SERVERLESS, (), 1),
        (SLOW_SERVERLESS, ("nosuch.tf", "main.tf"), 2),
        (HIDDEN, ("--ignore", "SM101"), 0),
        (HIDDEN, ("--ignore", "SM101", "--strict-unknown"), 1),
    ],
)
def test_the_exit_code_does_not_depend_on_the_format(
    run: Run, name: str, text: str, arguments: tuple[str, ...], code: int
) -> None:
    write("main.tf", text)
    assert run("--format", name, *arguments).code == code


def test_the_threshold(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    write("smlint.yaml", "severity: {SM101: warning}\n")
    assert run().code == 1
    assert run("--fail-on", "error").code == 0
    write("smlint.yaml", "severity: {SM101: note}\n")
    assert run().code == 0
    assert run("--fail-on", "note").code == 1


def test_undecided_rules_are_counted_and_can_be_listed(run: Run) -> None:
    write("main.tf", HIDDEN)
    assert "undecided (listed by --show-undecided)" in run().out
    listed = run("--show-undecided").out
    assert "main.tf:7:27: undecided: var.most has no default" in listed


def test_rules_are_chosen_on_the_command_line(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    assert run("--ignore", "latency").code == 0
    assert run("--select", "scaling,cost").code == 0
    assert run("--select", "scaling", "--select", "sm101").code == 1


def test_variables_are_given_by_hand(run: Run) -> None:
    write("main.tf", HIDDEN)
    write("prod.tfvars", "most = 20\n")
    write("../elsewhere.tfvars", "most = 300\n")
    shown = run("inventory", "--var-file", "prod.tfvars", "--var", "most=150").out
    assert "stage prod.tfvars + --var most" in shown
    assert "150 " in shown
    assert "--var most (<command line>:1:12)" in shown
    assert "var-file ../elsewhere" not in shown
    assert "300 " in run("inventory", "--var-file", "../elsewhere.tfvars").out


def test_parameters_are_given_by_hand(run: Run) -> None:
    write(
        "t.yaml",
        """\
Parameters: {Most: {Type: Number}}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - {VariantName: v, InstanceType: ml.m5.large, InitialInstanceCount: !Ref Most}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
""",
    )
    write("../elsewhere.json", '["Most=20"]')
    asked = ("--parameters", "../elsewhere.json", "--parameter-overrides")
    shown = run("inventory", *asked, "Most=150").out
    assert "stage elsewhere.json + --parameter-overrides Most" in shown
    assert "--parameter-overrides Most (<command line>:1:28)" in shown
    assert "<command line>:1:23: error: no template" in run("check", *asked, "Msot=1").out


def test_a_place_on_the_command_line_is_none_in_a_file(run: Run) -> None:
    write("main.tf", HIDDEN)
    asked = ("--var", "tsom=20", "--ignore", "all")
    assert "<command line>:1:7: error: no module" in run(*asked).out
    assert "1 | --var tsom=20\n" in run(*asked).out
    assert run(*asked).code == 2
    told = run(*asked, "--format", "github").out
    assert told.startswith("::error title=smlint::<command line>:1:7: no module")
    (log,) = json.loads(run(*asked, "--format", "sarif").out)["runs"]
    (problem,) = log["invocations"][0]["toolExecutionNotifications"]
    (place,) = problem["locations"]
    assert place == {
        "logicalLocations": [{"fullyQualifiedName": "<command line>:1:7", "kind": "parameter"}]
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--var-file", "nosuch.tfvars"), "nosuch.tfvars: --var-file: it cannot be read"),
        (("--var-file", "."), "--var-file: it cannot be read (is a directory)"),
        (("--var-file", ""), "argument --var-file: nothing is given"),
        (("--var", "most"), 'argument --var: "most" is not written as NAME=VALUE'),
        (("--var", " most=1"), "is not written as NAME=VALUE"),
        (("inventory", "--var", "=1"), "is not written as NAME=VALUE"),
        (("--parameters", "nosuch.json"), "nosuch.json: --parameters: it cannot be read"),
        (("--parameter-overrides", "most"), 'argument --parameter-overrides: "most" is not'),
        (("--select", "no-autoscalling"), "--select: there is no rule or category called"),
        (("--select", "no-autoscalling"), "did you mean no-autoscaling?"),
        (("--format", "xml"), "--format: there is no format called xml"),
        (("--as-of", "soon"), '--as-of: "soon" is not a day'),
        (("--config", "nosuch.yaml"), "nosuch.yaml: the configuration cannot be read"),
        (("--fail-on", "fatal"), "argument --fail-on: invalid choice"),
        (("--nonsense",), "unrecognized arguments: --nonsense"),
        (("inventory", "--format", "sarif"), "there is no format called sarif"),
        (("explain", "no-autoscalling"), "did you mean no-autoscaling?"),
        (("facts", "serverless-paylod"), "did you mean serverless-payload?"),
        (("facts", "ml.g5.xlage"), "did you mean ml.g5.xlarge?"),
        (("facts", "anything"), "`smlint facts` lists them"),
        (("explain",), "the following arguments are required: RULE"),
        (("--format", "json", "inventory"), "inventory is a command, which stands before"),
        (("--output", "no/such/folder/report.txt"), "the report cannot be written"),
        (("--select", ""), "argument --select: no rule is named"),
        (("--select", "SM101", "--select", " ,"), "argument --select: no rule is named"),
        (("--exclude", ""), "argument --exclude: nothing is given"),
        (("--config", ""), "argument --config: nothing is given"),
        (("--output", ""), "argument --output: nothing is given"),
        (("",), "argument PATH: nothing is given"),
        (("chekc",), "there is neither a command nor a path called chekc\n  = help: did you mean"),
        (("inventary", "."), "did you mean inventory?"),
    ],
)
def test_what_cannot_be_done_is_told_on_standard_error(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    write("main.tf", FINE)
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("smlint: error: ")
    assert told in outcome.err


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


def test_suppressions_and_the_day_they_end(run: Run) -> None:
    until = "# smlint: ignore[SM101] the caller retries until=2027-01-31\n"
    write("main.tf", until + SLOW_SERVERLESS)
    assert run("--as-of", "2027-01-31").code == 0
    assert "1 suppressed" in run("--as-of", "2027-01-31").out
    ended = run("--as-of", "2027-02-01")
    assert ended.code == 1
    assert "main.tf:1:18: warning: the suppression of SM101 ended on 2027-01-31" in ended.out
    assert run("--no-ignores").code == 1


def test_a_report_can_go_to_a_file(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    outcome = run("--format", "sarif", "--output", "out.sarif")
    assert (outcome.code, outcome.out) == (1, "")
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_a_dash_is_standard_output(run: Run) -> None:
    write("main.tf", SLOW_SERVERLESS)
    assert run("--output", "-") == run()
    assert run("inventory", "--format", "json", "--output", "-").out.startswith("{")


def test_machine_formats_say_on_standard_error_that_something_failed(run: Run) -> None:
    outcome = run("--format", "json", "nosuch.tf")
    assert outcome.code == 2
    assert json.loads(outcome.out)["problems"][0]["path"] == "nosuch.tf"
    assert outcome.err.startswith("smlint: error: a part of the input could not be checked")


def test_the_inventory(run: Run) -> None:
    write("main.tf", HIDDEN)
    text = run("inventory")
    assert text.code == 0
    assert "variants[0].max_concurrency" in text.out
    endpoint = json.loads(run("inventory", "--format", "json").out)["endpoints"][0]
    assert (endpoint["kind"], endpoint["path"], endpoint["line"]) == ("serverless", "main.tf", 2)
    assert endpoint["variants"][0]["memory_size_in_mb"]["value"] == 2048
    assert run("inventory", "nosuch.tf").code == 2


def test_rules_are_listed_as_a_check_would_run_them(run: Run) -> None:
    everything = {rule["name"] for rule in json.loads(run("rules", "--format", "json").out)}
    for chosen, held, other in (
        (("--select", "latency"), "serverless-low-latency", "no-autoscaling"),
        (("--preset", "cost"), "nonprod-always-on", "no-autoscaling"),
        (("--preset", "all", "--ignore", "latency"), "no-autoscaling", "serverless-low-latency"),
    ):
        listed = json.loads(run("rules", *chosen, "--format", "json").out)
        found = {rule["name"] for rule in listed}
        assert held in found
        assert other not in found
        assert found < everything
    assert run("rules", "--preset", "cheap").code == 2


def test_several_rules_are_explained_and_every_unknown_one_is_named(run: Run) -> None:
    told = run("explain", "no-autoscaling", "SM101").out
    assert "SM301 no-autoscaling" in told
    assert "SM101 serverless-low-latency" in told
    refused = run("explain", "no-autoscalin", "scaling", "SM1")
    assert refused.code == 2
    assert "did you mean no-autoscaling?" in refused.err
    assert "`smlint rules --select scaling`" in refused.err
    assert "no rule called SM1\n  = help: `smlint rules` lists" in refused.err


def test_schemas_are_listed_and_written(run: Run) -> None:
    names = [line.split()[0] for line in run("schema").out.splitlines()]
    assert {"config", "policy", "pack", "facts", "prices", "report"} <= set(names)
    for name in names:
        assert json.loads(run("schema", name).out)["$schema"].startswith("https://json-schema.org")
    assert run("schema", "policy", "--output", "policy.json").code == 0
    assert Path("policy.json").read_text(encoding="utf-8") == run("schema", "policy").out
    refused = run("schema", "polcy")
    assert (refused.code, "one of config, facts" in refused.err) == (2, True)


def test_a_misspelt_option_is_told_its_likely_meaning(run: Run) -> None:
    assert "did you mean --select? `smlint check --help`" in run("--selct", "cost").err
    assert "did you mean --latency? `smlint fit --help`" in run("fit", "--latncy", "1s").err
    assert "  = help: `smlint explain --help`" in run("explain", "SM101", "--quantum").err


def test_a_preset_that_is_not_there_is_refused_where_nothing_is_to_check(run: Run) -> None:
    outcome = run("--preset", "strct")
    assert (outcome.code, outcome.out) == (2, "")
    assert "there is no preset called strct" in outcome.err


def test_rules_and_explain(run: Run) -> None:
    listing = run("rules")
    assert listing.code == 0
    assert "SM101  serverless-low-latency" in listing.out
    (first, *_) = json.loads(run("rules", "--format", "json").out)
    assert first["id"] == "SM101"
    by_id, by_name = run("explain", "sm101"), run("explain", "serverless-low-latency")
    assert by_id == by_name
    assert by_id.out.startswith("SM101 serverless-low-latency: error, latency; presets: ")
    assert "https://docs.aws.amazon.com/" in by_id.out


def test_explain_shows_one_example_of_each_kind_unless_all_are_asked_for(run: Run) -> None:
    short, long = run("explain", "SM101").out, run("explain", "--examples", "SM101").out
    assert short.count("Bad (") == short.count("Good (") == 1
    assert "4 more examples: smlint explain --examples serverless-low-latency" in short
    assert long.count("Bad (") == long.count("Good (") == 3
    assert "more example" not in long
    shared = run("explain", "deploy-without-delete").out
    assert "Bad (Python)" in shared
    assert "Good (Python)" in shared


def test_facts_are_listed_and_shown(run: Run) -> None:
    assert re.search(
        r"^serverless-payload +4 MB +Invoke a serverless endpoint$", run("facts").out, re.MULTILINE
    )
    Path("smlint.yaml").write_text("facts: {serverless-payload: 6MB}\n", encoding="utf-8")
    shown = run("facts", "serverless-payload").out
    assert shown.startswith("serverless-payload: 6 MB (as configured)\n  smlint.yaml:1:29: ")
    assert "Request and response of a serverless endpoint hold at most 4 MB each." in shown
    (fact,) = json.loads(run("facts", "--format", "json", "serverless-payload").out)
    assert (fact["value"], fact["documented"], fact["configured_at"]) == (6, 4, "smlint.yaml:1:29")
    assert "realtime-for-intermittent" in fact["rules"]


def test_facts_of_an_instance_type_are_shown_with_its_prices(run: Run) -> None:
    out = run("facts", "ml.g5.xlarge").out
    assert "accelerators 1 gpu" in out
    assert re.search(r"price +\$1\.4084/h, realtime, in us-east-1; fmbench", out)
    assert "(not in force: Out of date" in run("facts", "ml.p4d.24xlarge").out
    (kind,) = json.loads(run("facts", "--format", "json", "ml.m6g.large").out)
    assert (kind["arm64"], kind["accelerator"], kind["prices"]) == (True, None, [])


def test_explain_tells_the_facts_on_which_a_rule_rests(run: Run) -> None:
    out = run("explain", "async-default-timeout").out
    facts = out.partition("Facts\n")[2].partition("\n\n")[0]
    told = [line.split() for line in facts.splitlines()]
    assert [line[0] for line in told if len(line) > 1] == [
        "async-processing-time",
        "async-default-processing-time",
    ]
    assert all(line[0].startswith("https://") for line in told if len(line) == 1)
    advised = run("explain", "realtime-for-intermittent").out.partition("Facts\n")[2]
    assert "serverless-payload " in advised
    assert "async-payload " in advised  # what fits instead is said by facts too


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_helps_with_examples(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert f"smlint {command}" in outcome.out
    assert "examples:" in outcome.out


def test_help_and_version(run: Run) -> None:
    assert run("--help").code == 0
    assert "exit codes: 0" in run("--help").out
    assert run("--version") == Outcome(0, f"smlint {__version__}\n", "")


def test_a_fault_of_smlint_is_not_taken_for_findings(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.tf", FINE)

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("smlint.run.lint", broken)
    outcome = run()
    assert outcome.code == 2
    assert "ValueError: broken" in outcome.err
    assert "this is a fault of smlint" in outcome.err


def test_an_interrupt_has_its_own_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("smlint.cli.check.run", interrupted)
    assert run().code == 130


def test_a_broken_file_that_a_named_one_has_nothing_to_do_with_is_not_told(
    run: Run, tmp_path: Path
) -> None:
    for name, text in (("m", SLOW_SERVERLESS), ("other", f"{SLOW_SERVERLESS}locals {{\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(text, encoding="utf-8")
    assert run("m/main.tf").code == 1
    assert run("other/main.tf").code == 2
    assert run(".").code == 2


START = "import sys; from smlint.cli import COMMANDS, main; sys.exit(main())"


def process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_process_with_findings(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    done = process(tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("main.tf:5:5: error[SM101")
    assert "\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


SHELL = f"{sys.executable} -c '{START}'"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("check >&-", "smlint: error: standard output is closed\n"),
        ("inventory --format json >&-", "smlint: error: standard output is closed\n"),
        ("check > /dev/full", "smlint: error: standard output cannot be written to (no space left"),
        ("--help > /dev/full", "smlint: error: standard output cannot be written to (no space"),
        ("check --help > /dev/full", "smlint: error: standard output cannot be written to (no"),
        ("check --output /dev/full", "smlint: error: /dev/full: the report cannot be written (no"),
        ("nosuch --format json 2>&- > /dev/null", ""),
        ("--nonsense 2> /dev/full", ""),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, command: str, told: str) -> None:
    (tmp_path / "main.tf").write_text(FINE, encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", f"{SHELL} {command}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_with_nothing_to_say_no_output_is_needed(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(FINE, encoding="utf-8")
    command = f"{SHELL} --quiet >&- && {SHELL} --output report.txt >&- 2>&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith("no findings")


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && {SHELL}"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command}; {SHELL} --version"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr.startswith("smlint: error: the working directory is not there")
    assert done.stdout == f"smlint {__version__}\n"


def on_terminal(folder: Path, environment: dict[str, str]) -> str:
    """What a process writes to a terminal that is its standard output."""
    terminal, writer = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", START], cwd=folder, stdout=writer, env={**os.environ, **environment}
    ) as started:
        os.close(writer)
        written = b""
        try:
            while part := os.read(terminal, 65536):
                written += part
        except OSError:  # how Linux says that the other end is closed
            pass
        assert started.wait(timeout=60) == 1
    os.close(terminal)
    return written.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal_unless_they_are_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    wide = {"COLUMNS": "120", "TERM": "xterm", "NO_COLOR": ""}
    colored = on_terminal(tmp_path, wide)
    plain = on_terminal(tmp_path, wide | {"NO_COLOR": "1"})
    assert "\x1b[1;31merror[SM101 serverless-low-latency]\x1b[0m" in colored
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "\x1b" not in plain
