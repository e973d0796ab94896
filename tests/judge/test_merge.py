"""What is found in several stages is told once, and is known again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from smlint.core.assumption import Assumption
from smlint.core.checks import per_variant
from smlint.core.cost import Cost
from smlint.core.facts import Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.report import Finding, Note, Report
from smlint.core.resource import ENDPOINT_CONFIG, Deployment, Stage
from smlint.core.rule import Match, need
from smlint.core.spans import Span
from smlint.core.values import Hop, HopKind, Known
from tests.build import deployment, resource
from tests.judge.judging import DEFAULT, config, counted, only, rule, verdicts


@per_variant
def _priced(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    count = need(variant.initial_instance_count) or 0
    billed = ((endpoint.stage.name, float(count)),)
    yield Match(DEFAULT, "it costs", cost=Cost(count, None, f"{count} instances", billed))


def test_a_finding_in_two_stages_costs_what_the_dearer_does_and_both_are_billed() -> None:
    found = only(verdicts(config(2, stage="dev"), config(3, stage="test"), rules=(rule(_priced),)))
    assert found.cost == Cost(3, None, "3 instances", (("dev", 2.0), ("test", 3.0)))
    assert Report((found,)).cost == 5


def test_a_finding_on_several_endpoints_of_a_stage_costs_what_all_of_them_do() -> None:
    @per_variant
    def priced(endpoint: Endpoint, variant: Variant, _: Facts) -> Iterator[Match]:
        count = need(variant.initial_instance_count) or 0
        billed = ((endpoint.label, float(count)),)
        yield Match(DEFAULT, "it costs", cost=Cost(count, count / 2, "2 instances", billed))

    first, second = config(counted(2), name="a"), config(counted(2), name="b")
    both = replace(first, resources=(*first.resources, *second.resources))
    found = only(verdicts(both, rules=(rule(priced),)))
    assert found.endpoints == ("a", "b")
    assert found.cost is not None
    assert (found.cost.per_month, found.cost.saves) == (4, 2)


def test_the_same_finding_in_two_stages_is_one_that_names_both() -> None:
    same = counted(3)
    finding = only(verdicts(config(same, stage="dev"), config(same, stage="prod")))
    assert finding.stages == ("dev", "prod")


def test_another_value_in_another_stage_is_another_finding() -> None:
    found = verdicts(config(counted(3), stage="dev"), config(counted(4), stage="prod"))
    assert [(item.message, item.stages) for item in found.findings] == [
        ("3 instances", ("dev",)),
        ("4 instances", ("prod",)),
    ]


def test_fingerprints_hold_no_position_and_tell_findings_apart() -> None:
    here, moved = counted(3), Known(3, Span("main.tf", 99, 1, 99, 2))
    two = verdicts(config(here, counted(5)))
    first, second = (finding.fingerprint for finding in two.findings)
    assert first != second
    assert only(verdicts(config(here))).fingerprint == only(verdicts(config(moved))).fingerprint
    (made,) = config(here).resources
    elsewhere = replace(config(here), path="other", resources=(made,))
    assert only(verdicts(elsewhere)).fingerprint != only(verdicts(config(here))).fingerprint


def test_another_stage_does_not_change_a_fingerprint() -> None:
    same = counted(3)
    dev = config(same, stage="dev", name="fraud-dev")
    prod = config(same, stage="prod", name="fraud-prod")
    both = only(verdicts(dev, prod))
    assert both.endpoints == ("fraud-dev", "fraud-prod")
    assert both.fingerprint == only(verdicts(dev)).fingerprint


@pytest.mark.parametrize(
    ("kinds", "weakest"),
    [
        (("reference", "reference"), "certain"),
        (("reference", "default"), "by-default"),
        (("condition", "reference"), "under-condition"),
        (("default", "condition"), "under-condition"),
    ],
)
def test_merged_findings_are_no_surer_than_any_of_them(
    kinds: tuple[HopKind, ...], weakest: str
) -> None:
    made = (
        config(counted(3, Hop("h", DEFAULT, kind)), stage=f"{number}")
        for number, kind in enumerate(kinds)
    )
    assert only(verdicts(*made)).certainty == weakest


def test_an_address_with_a_position_does_not_reach_the_fingerprint() -> None:
    def script(line: int) -> Deployment:
        variants = [{"VariantName": "v", "InitialInstanceCount": counted(3)}]
        address = f"deploy.py:{line}:5#config"
        return deployment(resource(ENDPOINT_CONFIG, address, ProductionVariants=variants))

    prints = {only(verdicts(script(line))).fingerprint for line in (3, 40)}
    assert len(prints) == 1


def branches(*found: tuple[str, ...], choices: int = 2) -> Finding:
    """What is said of a variant that has two instances in each of the branches `found`."""
    deployments = []
    for outcomes in found:
        assumed = tuple(
            Assumption(f"parameter {name}", outcome, Span("t.yaml", line), choices)
            for line, (name, outcome) in enumerate(zip(("Env", "Size"), outcomes, strict=False), 3)
        )
        made = config(counted(2))
        deployments.append(replace(made, stage=Stage("default", branch=assumed)))
    return only(verdicts(*deployments))


def test_what_holds_whatever_is_assumed_needs_no_condition() -> None:
    finding = branches(("is prod",), ("is dev",))
    assert finding.certainty == "certain"
    assert not finding.related or "only where" not in finding.related[0].text


def test_what_holds_in_one_branch_says_in_which() -> None:
    finding = branches(("is prod",))
    assert finding.certainty == "under-condition"
    assert finding.related[0] == Note(Span("t.yaml", 3), "only where parameter Env is prod")
    assert finding.assumptions == ("parameter Env is prod",)


def test_outcomes_of_one_subject_stand_together() -> None:
    finding = branches(("is prod",), ("is dev",), choices=3)
    assert finding.related[0].text == "only where parameter Env is prod or is dev"


def test_only_the_subject_that_matters_is_named() -> None:
    finding = branches(("is prod", "is small"), ("is prod", "is large"))
    notes = [note.text for note in finding.related if note.text.startswith("only")]
    assert notes == ["only where parameter Env is prod"]
