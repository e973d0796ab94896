"""`smlint check` as users call it: what is written where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import FINE, HIDDEN, SLOW_SERVERLESS, Outcome, Run, write


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.tf", 'resource "aws_sagemaker_endpoint" "search" {\n'),
        ("template.json", '{"Resources": {"A": {"Type": "AWS::SageMaker::Endpoint"}\n'),
        ("template.yaml", "Type: AWS::SageMaker::Endpoint\nResources: [\n"),
        ("manifest.yaml", "apiVersion: sagemaker.services.k8s.aws/v1alpha1\nspec: [\n"),
        (
            "flow.asl.json",
            '{"States": {"A": {"Resource": "arn:aws:states:::sagemaker:createEndpoint"}',
        ),
        ("deploy.py", 'boto3.client("sagemaker").create_endpoint(\n'),
        ("deploy.sh", "aws sagemaker create-endpoint --endpoint-name 'search\n"),
    ],
)
def test_what_cannot_be_read_is_shown(run: Run, name: str, text: str) -> None:
    write(name, text)
    outcome = run()
    assert outcome.code == 2
    place, shown, underlined, *_ = outcome.out.splitlines()
    assert place.startswith(f"{name}:")
    assert shown.split(" | ", 1)[1] in text.splitlines()
    assert "^" in underlined


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


@pytest.mark.parametrize("command", ["check", "rules"])
@pytest.mark.parametrize("asked", ["--ignore all", "--select latency --ignore latency"])
def test_a_choice_that_leaves_no_rule_opens_no_gate(run: Run, command: str, asked: str) -> None:
    write("main.tf", SLOW_SERVERLESS)
    refused = run(command, *asked.split())
    assert (refused.code, refused.out) == (2, "")
    assert "--ignore: no rule is left to run" in refused.err


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
    asked = ("--var", "tsom=20", "--select", "cost")
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
        (("check", "check"), "check is a command, which stands before the options"),
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


@pytest.mark.parametrize("command", ["check", "inventory", "fit"])
@pytest.mark.parametrize(
    ("option", "given", "what"),
    [
        ("--var", "most=1", "files of Terraform"),
        ("--var-file", "given.json", "files of Terraform"),
        ("--parameter-overrides", "Most=1", "templates"),
        ("--parameters", "given.json", "templates"),
    ],
)
def test_what_is_given_to_a_language_that_is_not_read_is_told(
    run: Run, command: str, option: str, given: str, what: str
) -> None:
    write("plan.py", "import boto3\nboto3.client('sagemaker').delete_endpoint(EndpointName='a')\n")
    write("given.json", '{"Most": "1"}')
    outcome = run(command, option, given, option, given, "plan.py")
    told = f"{option} is for {what}, of which none is read here: it has no effect\n"
    assert (outcome.code, (outcome.out + outcome.err).count(told)) == (0, 1)


def test_a_plan_has_its_values(run: Run) -> None:
    write("plan.json", json.dumps({"format_version": "1.2", "terraform_version": "1.9.0",
                                   "planned_values": {}, "x": "aws_sagemaker_"}))  # fmt: skip
    assert "--var is for files of Terraform, of which none is read" in run("--var", "most=1").out


def test_where_nothing_is_read_at_all_what_is_given_is_no_news(run: Run) -> None:
    write("main.tf", 'resource "aws_s3_bucket" "b" {}\n')
    outcome = run("--var", "most=1")
    assert (outcome.code, outcome.out) == (0, "no SageMaker endpoints in 1 file\n")


def test_what_is_given_beside_needs_alone_is_told(run: Run) -> None:
    outcome = run("fit", "--latency", "1s", "--var", "most=1")
    assert (outcome.code, "no PATH is given: --var has no effect" in outcome.err) == (0, True)
