"""What smlint tells of rules, facts, schemas and endpoints, and of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from smlint import __version__
from smlint.cli import COMMANDS
from tests.cli.running import HIDDEN, Outcome, Run, write


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
