"""Choosing rules: who is believed over whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smlint.config import Choice, Config, ConfigError, Mention, PathChoice
from smlint.core.naming import suggestion
from smlint.core.rule import Category, Rule
from smlint.core.spans import Span
from smlint.select import select

SPAN = Span("smlint.yaml", 3, 4)


def rule(identity: str, name: str, category: Category) -> Rule:
    return Rule(
        identity, name, name, category, "warning", (), "", "", (), (), lambda _endpoint, _facts: ()
    )


LATENCY = rule("SM101", "serverless-low-latency", "latency")
SCALING = rule("SM201", "no-autoscaling", "scaling")
COST = rule("SM301", "nonprod-always-on", "cost")
RULES = (LATENCY, SCALING, COST)


def names(*texts: str) -> tuple[Mention, ...]:
    return tuple(Mention(text, SPAN) for text in texts)


def running(config: Config, path: str = "main.tf") -> set[str]:
    selection = select(config, RULES)
    return {rule.id for rule in RULES if selection.severity(rule, path) is not None}


def test_all_rules_run_with_their_own_severity() -> None:
    assert running(Config()) == {"SM101", "SM201", "SM301"}
    assert select(Config(), RULES).severity(COST, "a.tf") == "warning"


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        (("latency",), (), {"SM101"}),
        (("SM101", "no-autoscaling"), (), {"SM101", "SM201"}),
        (("sm101",), (), {"SM101"}),
        ((), (), set()),
        (None, ("cost",), {"SM101", "SM201"}),
        (("all",), ("SM101",), {"SM201", "SM301"}),
        (("SM101",), ("all",), {"SM101"}),
        (("SM101",), ("latency",), {"SM101"}),
        (("latency",), ("SM101",), set()),
        (("SM101",), ("serverless-low-latency",), set()),
    ],
)
def test_the_more_direct_name_is_believed(
    chosen: tuple[str, ...] | None, ignored: tuple[str, ...], expected: set[str]
) -> None:
    choice = Choice(None if chosen is None else names(*chosen), names(*ignored))
    assert running(Config(choice)) == expected


def test_the_command_line_goes_before_the_file() -> None:
    file = Choice(names("latency"), names("SM301"))
    assert running(Config(file, command=Choice(names("SM301")))) == {"SM301"}
    assert running(Config(file, command=Choice(ignore=names("latency")))) == set()
    assert running(Config(command=Choice(names("all"), names("cost")))) == {"SM101", "SM201"}


def test_paths_go_before_the_rest_and_later_entries_first() -> None:
    paths = (
        PathChoice(("envs/dev",), Choice(ignore=names("scaling", "cost"))),
        PathChoice(("envs/dev/fraud.tf",), Choice(names("SM201"))),
    )
    config = Config(Choice(ignore=names("SM101")), paths)
    assert running(config, "envs/prod/main.tf") == {"SM201", "SM301"}
    assert running(config, "envs/dev/main.tf") == set()
    assert running(config, "envs/dev/fraud.tf") == {"SM201"}


def test_the_command_lines_choice_is_not_widened_by_paths() -> None:
    paths = (PathChoice(("envs/dev",), Choice(names("cost"), names("SM101"))),)
    config = Config(paths=paths, command=Choice(names("SM101")))
    assert running(config, "main.tf") == {"SM101"}
    assert running(config, "envs/dev/main.tf") == set()


def test_severities_by_name_category_and_path() -> None:
    everywhere = Choice(
        severities=((Mention("SM101", SPAN), "error"), (Mention("latency", SPAN), "note"))
    )
    here = Choice(severities=((Mention("latency", SPAN), "warning"),))
    selection = select(Config(everywhere, (PathChoice(("dev",), here),)), RULES)
    assert selection.severity(LATENCY, "prod/main.tf") == "error"
    assert selection.severity(LATENCY, "dev/main.tf") == "warning"
    assert selection.severity(COST, "dev/main.tf") == "warning"


def test_rules_that_run_nowhere_need_not_be_executed() -> None:
    paths = (PathChoice(("dev",), Choice(names("SM301"))),)
    config = Config(Choice(ignore=names("all")), paths)
    assert tuple(select(config, RULES).running(RULES)) == (COST,)


@pytest.mark.parametrize("where", ["select", "ignore", "severity", "paths", "command"])
def test_an_unknown_name_is_told_where_it_stands(where: str) -> None:
    mentions = names("no-autoscalling")
    config = {
        "select": Config(Choice(mentions)),
        "ignore": Config(Choice(ignore=mentions)),
        "severity": Config(Choice(severities=((mentions[0], "note"),))),
        "paths": Config(paths=(PathChoice(("dev",), Choice(ignore=mentions)),)),
        "command": Config(command=Choice(mentions)),
    }[where]
    with pytest.raises(ConfigError) as caught:
        select(config, RULES)
    (problem,) = caught.value.problems
    assert problem.span == SPAN
    assert "no-autoscalling" in problem.message
    assert problem.hint == "did you mean no-autoscaling?"


def test_suggestions() -> None:
    assert suggestion("sm102", RULES) == "`smlint rules` lists all rules"
    assert suggestion("latency", RULES).startswith("`smlint rules --select latency` lists")
    assert suggestion("quantum", RULES) == "`smlint rules` lists all rules"


STRICT = replace(rule("SM601", "single-instance-prod", "reliability"), preset="strict")
OPINION = replace(rule("SM602", "burstable-prod", "reliability"), preset="all")
GRADED = (*RULES, STRICT, OPINION)
RECOMMENDED = {rule.id for rule in RULES}


def graded(config: Config) -> set[str]:
    selection = select(config, GRADED)
    return {rule.id for rule in GRADED if selection.severity(rule, "main.tf") is not None}


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (None, RECOMMENDED),
        (("recommended",), RECOMMENDED),
        (("strict",), RECOMMENDED | {"SM601"}),
        (("all",), RECOMMENDED | {"SM601", "SM602"}),
        (("reliability",), {"SM201", "SM601"}),
        (("cost", "security"), {"SM301"}),
    ],
)
def test_a_preset_is_a_set_of_rules(preset: tuple[str, ...] | None, expected: set[str]) -> None:
    presets = None if preset is None else names(*preset)
    assert graded(Config(Choice(presets=presets))) == expected
    assert graded(Config(command=Choice(presets=presets))) == expected


def test_what_is_selected_runs_beside_the_preset() -> None:
    both = Choice(names("SM602"), presets=names("cost"))
    assert graded(Config(both)) == {"SM301", "SM602"}
    assert graded(Config(command=both)) == {"SM301", "SM602"}


def test_a_rule_of_a_preset_can_be_ignored() -> None:
    assert graded(Config(Choice(ignore=names("SM301")))) == RECOMMENDED - {"SM301"}
    everything = Choice(presets=names("all"))
    config = Config(Choice(ignore=names("reliability")), command=everything)
    assert graded(config) == RECOMMENDED


def test_a_preset_of_the_command_line_replaces_what_the_file_asks_for() -> None:
    file = Choice(names("SM602"), presets=names("security"))
    assert graded(Config(file, command=Choice(presets=names("cost")))) == {"SM301"}


def test_a_preset_that_there_is_not_is_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        select(Config(command=Choice(presets=names("strikt"))), RULES)
    (problem,) = refused.value.problems
    assert problem.message == "there is no preset called strikt"
    assert "strict" in problem.hint
