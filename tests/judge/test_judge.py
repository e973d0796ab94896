"""What rules say becomes findings, undecided rules and problems, each told where it stands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from smlint.assemble import assemble, deployed
from smlint.core.checks import per_deployment, per_endpoint, per_resource, per_variant
from smlint.core.facts import Fact, Facts
from smlint.core.model import Deployed, Endpoint, Variant
from smlint.core.problem import Severity
from smlint.core.report import Note
from smlint.core.resource import ENDPOINT_CONFIG, MODEL, Resource
from smlint.core.rule import DeployedCheck, Match, Rule, need
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Setting, left
from smlint.core.workload import Environment, Workload
from smlint.judge import judge
from tests.build import deployment, resource, span, unknown
from tests.judge.judging import DEFAULT, _many, config, counted, only, rule, verdicts


@per_endpoint
def _broken(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    yield Match(endpoint.span, "first")
    raise RuntimeError("boom")


@per_variant
def _above(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    yield Match(variant.span, f"more than {facts.value('most'):g}")


@pytest.mark.parametrize("at", [DEFAULT, None])
def test_a_finding_that_rests_on_a_fact_of_the_configuration_says_so(at: Span | None) -> None:
    fact = Fact("most", 3, "count", (), overridden=at is not None, documented=2, at=at)
    other = Fact("other", 3, "count", (), overridden=True, documented=2, at=DEFAULT)
    found = deployed((config(2),), assemble((config(2),)))
    facts = Facts({"most": fact, "other": other})
    told = judge(found, (rule(_above),), facts, lambda rule, _: rule.severity, str)
    notes = [Note(DEFAULT, "most is 3 here, as configured; documented: 2")] if at else []
    assert list(only(told).related) == notes


@per_variant
def _beyond(_: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    if (need(variant.initial_instance_count) or 0) > facts.value("most"):
        yield Match(variant.span, "too many")


@pytest.mark.parametrize(("documented", "decisive"), [(4, False), (7, True)])
def test_a_fact_that_changes_nothing_is_not_told(documented: int, *, decisive: bool) -> None:
    fact = Fact("most", 3, "count", (), overridden=True, documented=documented, at=DEFAULT)
    found = deployed((config(5),), assemble((config(5),)))
    told = judge(found, (rule(_beyond),), Facts({"most": fact}), lambda rule, _: rule.severity, str)
    assert [note.span for note in only(told).related] == [DEFAULT] * decisive


def test_the_hops_of_the_evidence_are_related_places_and_tell_the_certainty() -> None:
    default = Hop("default of var.count", DEFAULT, "default")
    finding = only(verdicts(config(counted(3, Hop("var.count", span()), default))))
    assert [note.text for note in finding.related] == ["var.count", "default of var.count"]
    assert finding.certainty == "by-default"
    assert only(verdicts(config(counted(3)))).certainty == "certain"


def test_an_endpoint_that_may_not_be_created_is_judged_under_that_condition() -> None:
    made = config(counted(3))
    doubtful = replace(made.resources[0], metadata={"exists": unknown("var.enabled is not set")})
    finding = only(verdicts(replace(made, resources=(doubtful,))))
    assert finding.certainty == "under-condition"
    assert any("var.enabled is not set" in note.text for note in finding.related)


def test_an_unknown_leaves_its_variant_undecided_and_no_other() -> None:
    found = verdicts(config(unknown("var.count has no default"), counted(3)))
    assert only(found).message == "3 instances"
    (doubt,) = found.undecided
    assert doubt.reason == "var.count has no default"


def test_a_rule_that_fails_becomes_a_problem_and_stops_nothing() -> None:
    found = verdicts(config(counted(3)), rules=(rule(_broken, "broken"), rule()))
    assert {finding.message for finding in found.findings} == {"first", "3 instances"}
    (problem,) = found.problems
    assert "broken failed on this endpoint: RuntimeError: boom" in problem.message


def test_the_severity_is_that_of_the_file_in_which_the_finding_stands() -> None:
    paths: list[str] = []

    def applies(_: Rule, path: str) -> Severity | None:
        paths.append(path)
        return "note" if path == "main.tf" else None

    made = [config(counted(3))]
    found = deployed(made, assemble(made))
    assert only(judge(found, (rule(),), Facts(), applies, str)).severity == "note"
    assert paths == ["main.tf"]


def test_of_hops_at_one_place_the_last_is_told() -> None:
    default = Hop("default of --count", DEFAULT, "default")
    finding = only(verdicts(config(counted(3, Hop("attribute count", DEFAULT), default))))
    assert [note.text for note in finding.related] == ["default of --count"]


@per_resource
def _named(resource: Resource, _: Deployed, __: Facts) -> Iterator[Match]:
    if resource.type != ENDPOINT_CONFIG:
        yield Match(resource.span, "this is no configuration")


def _whole(check: DeployedCheck) -> Rule:
    return Rule("SM998", "whole", "T", "cost", "warning", (), "", "", (), (), check_deployed=check)


def test_a_resource_that_belongs_to_no_endpoint_is_judged_too() -> None:
    model = resource(MODEL, "m", ModelName="alone")
    found = only(verdicts(deployment(model), rules=(_whole(_named),)))
    assert (found.endpoints, found.address) == ((), "m")


def test_a_finding_on_a_resource_names_the_endpoints_it_is_a_part_of() -> None:
    model = resource(MODEL, "m", ModelName="fraud")
    variants = [{"VariantName": "v", "ModelName": "fraud"}]
    made = resource(ENDPOINT_CONFIG, "c", EndpointConfigName="fraud", ProductionVariants=variants)
    found = only(verdicts(deployment(model, made), rules=(_whole(_named),)))
    assert (found.endpoints, found.address) == (("fraud",), "m")


def test_a_rule_may_look_at_all_endpoints_of_a_deployment_together() -> None:
    @per_deployment
    def several(deployed: Deployed, _: Facts) -> Iterator[Match]:
        yield Match(deployed.endpoints[0].span, "several", endpoints=deployed.endpoints)

    found = only(verdicts(config(1), rules=(_whole(several),)))
    assert found.endpoints == ("fraud",)


def test_a_failing_rule_about_a_whole_deployment_becomes_a_problem() -> None:
    @per_deployment
    def broken(deployed: Deployed, _: Facts) -> Iterator[Match]:
        if deployed.endpoints:
            raise RuntimeError("boom")
        yield Match(deployed.deployment.resources[0].span, "nothing is made")

    found = verdicts(config(1), rules=(_whole(broken),))
    assert [problem.message for problem in found.problems] == [
        "rule SM998 whole failed on this project: RuntimeError: boom"
    ]


LATENCY = Workload(latency=Known(0.3, Span("main.tf", 1, 1, 1, 2)))


@pytest.mark.parametrize(
    ("workload", "environment", "problems"),
    [
        (Workload(), unknown(), 0),
        (LATENCY, Absent(Span("main.tf")), 0),
        (LATENCY, unknown(), 1),
        (LATENCY, Known("production", Span("main.tf")), 1),
    ],
)
def test_a_rule_is_asked_where_what_it_needs_is_there_or_unknown(
    workload: Workload, environment: Setting[Environment], problems: int
) -> None:
    needs = ("workload.latency", "endpoint.environment")
    made = config(1)
    (bare,) = assemble((made,))
    endpoint = replace(bare, workload=workload, environment=environment)
    needing = replace(rule(_broken), needs=needs)
    found = judge(
        (Deployed(made, (endpoint,)),), (needing,), Facts(), lambda it, _: it.severity, str
    )
    assert len(found.problems) == problems


def test_what_a_library_decides_is_no_question() -> None:
    counts = left("the library decides it", DEFAULT, "implied"), unknown()
    (doubt,) = verdicts(config(*counts)).undecided
    assert doubt.reason == "it is hidden"


def test_what_several_rules_want_to_know_is_asked_once_for_the_gravest() -> None:
    graver = replace(rule(name="graver"), id="SM998", severity="error")
    (doubt,) = verdicts(config(unknown()), rules=(rule(), graver)).undecided
    assert doubt.rules == (("SM998", "graver"), ("SM999", "many"))


def test_what_settles_a_question_is_told() -> None:
    asked = replace(unknown(), hint="give it a value")
    (doubt,) = verdicts(config(asked)).undecided
    assert doubt.hint == "give it a value"


@per_variant
def _in_production(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    if need(endpoint.environment) == "production":
        yield from _many.check(endpoint, variant, facts)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("count", "asked"), [(1, []), (2, ["no tag"]), (unknown(), ["no tag"])])
def test_the_environment_is_asked_only_where_it_makes_a_difference(
    count: object, asked: list[str]
) -> None:
    made = config(count)
    (bare,) = assemble((made,))
    endpoint = replace(bare, environment=left("no tag", DEFAULT, "elsewhere"))
    one = replace(rule(_in_production), needs=("endpoint.environment",))
    found = judge((Deployed(made, (endpoint,)),), (one,), Facts(), lambda it, _: it.severity, str)
    assert ([doubt.reason for doubt in found.undecided], found.findings) == (asked, ())
