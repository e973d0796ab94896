"""What the rule finds that a policy becomes, and where it points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smlint.assemble import assemble
from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, SCALABLE_TARGET, Call, Resource
from smlint.core.rule import Doubt, Evidence, Match
from smlint.core.source import Source
from smlint.core.values import Known, Many
from smlint.policy.check import rule_of
from smlint.policy.load import read_policies
from tests.build import call, deployment, reference, resource, unknown
from tests.policy.written import (
    DECLARED,
    FACTS,
    POLICY,
    SERVERLESS,
    declaring,
    endpoint,
    match,
    outcomes,
    policy,
    rule,
)


def test_a_match_points_at_the_subject_and_says_why() -> None:
    found = declaring(endpoint(SERVERLESS, EndpointConfigName="ocr"), DECLARED)
    (variant,) = found.variants
    assert match(POLICY, found) == Match(
        variant.serverless_config.span,
        "ocr is asked for 200 ms",
        match(POLICY, found).because,
        (found.extent, variant.extent),
    )
    assert [item.note for item in match(POLICY, found).because] == [
        "serverless_config is set",
        "latency is 200 ms",
    ]
    assert match(POLICY, found).because[1].setting.span == DECLARED.span


def test_a_limit_that_the_configuration_sets_is_shown_as_such() -> None:
    fact = replace(FACTS.by_name["sub-second-latency"], value=0.5, overridden=True)
    facts = Facts({**FACTS.by_name, fact.name: fact})
    (read,) = read_policies([Source("acme.yaml", POLICY)], facts)
    loaded = rule_of(read, facts)
    assert loaded.title == "Serverless, and 500 ms (as configured) asked for"
    half = declaring(endpoint(SERVERLESS), Known(0.5, DECLARED.span))
    assert list(loaded.check(half, facts)) == []


def test_nothing_is_found_where_nothing_is_declared() -> None:
    assert outcomes(POLICY, endpoint(SERVERLESS)) == []


def test_a_hidden_setting_leaves_the_policy_undecided() -> None:
    hidden = unknown("var.config has no value")
    found = declaring(endpoint({"ServerlessConfig": hidden}), DECLARED)
    (outcome,) = outcomes(POLICY, found)
    assert isinstance(outcome, Doubt)
    assert outcome.unknown.reason == "var.config has no value"


def test_at_says_where_to_point() -> None:
    found = endpoint(SERVERLESS)
    (variant,) = found.variants
    when = "{setting: variant.serverless_config.max_concurrency, eq: 5}"
    for at, span in (
        ("variant", variant.span),
        ("endpoint", found.span),
        ("variant.serverless_config", variant.serverless_config.span),
        ("endpoint.variants", variant.span),
        ("endpoint.async_inference_config", found.async_inference_config.span),
    ):
        assert match(policy(when, for_each="variant", at=at), found).at == span


def test_without_a_setting_of_the_subject_it_points_at_the_subject() -> None:
    found = declaring(endpoint(SERVERLESS), DECLARED)
    assert match(policy("{setting: workload.latency, lt: 1s}"), found).at == found.span


def test_lists_are_counted() -> None:
    found = endpoint({"VariantName": "a"}, {"VariantName": "b"})
    text = policy(
        "{count: endpoint.variants, gt: {fact: serverless-variants}}",
        message="'{count:endpoint.variants} variants, {fact:async-payload}, {endpoint.kms_key_id}'",
    )
    assert match(text, found).message == "2 variants, 1024 MB, not set"
    (counted,) = match(text, found).because
    first, _ = found.variants
    assert (counted.note, counted.setting.span) == ("variants: 2", first.span)


def test_what_is_not_written_is_a_reason_where_it_would_stand() -> None:
    found = endpoint(SERVERLESS)
    when = "{setting: endpoint.enable_network_isolation, set: false}"
    (missing,) = match(policy(when), found).because
    assert missing == Evidence(
        "enable_network_isolation is not set", found.enable_network_isolation
    )


def test_what_could_never_be_written_is_no_reason() -> None:
    when = "{setting: workload.latency, set: false}"
    assert match(policy(when), endpoint(SERVERLESS)).because == ()


def test_every_container_is_judged() -> None:
    model = resource(
        MODEL, "model", Containers=[{"Image": "a:latest"}, {"Image": "b:1"}, {"Image": unknown()}]
    )
    variant = {"ModelName": reference("model", "ModelName")}
    config = resource(ENDPOINT_CONFIG, "config", ProductionVariants=[variant])
    (found,) = assemble([deployment(model, config)])
    text = policy('{setting: container.image, matches: ":latest$"}', for_each="container",
                  message="'{container.image}'")  # fmt: skip
    first, second = outcomes(text, found)
    assert isinstance(first, Match)
    assert first.message == "a:latest"
    assert isinstance(second, Doubt)


def scaled(**variant: object) -> Endpoint:
    config = resource(ENDPOINT_CONFIG, "config",
                      ProductionVariants=[{"VariantName": "main", **variant}])  # fmt: skip
    parts: list[Resource] = [
        config,
        resource(ENDPOINT, "ep", EndpointName="ep", EndpointConfigName=reference("config")),
        resource(
            SCALABLE_TARGET,
            "scalable_target",
            ServiceNamespace="sagemaker",
            ResourceId="endpoint/ep/variant/main",
            ScalableDimension="sagemaker:variant:DesiredInstanceCount",
            MinCapacity=3,
            MaxCapacity=2,
        ),
    ]
    (found,) = assemble([deployment(*parts)])
    return found


def test_settings_are_compared_with_each_other() -> None:
    when = "{setting: scalable_target.min_capacity, gt: {setting: scalable_target.max_capacity}}"
    found = match(policy(when, for_each="scalable_target"), scaled())
    assert [item.note for item in found.because] == ["min_capacity is 3", "max_capacity is 2"]


def test_a_target_sees_its_variant() -> None:
    text = policy(
        r'{setting: variant.instance_type, matches: "^ml\\.t2\\."}',
        for_each="scalable_target",
        at="scalable_target",
    )
    assert match(text, scaled(InstanceType="ml.t2.medium"))
    assert outcomes(text, scaled(InstanceType="ml.m5.large")) == []


def test_every_call_is_judged() -> None:
    calls: tuple[Call, ...] = (call("InvokeEndpoint"), call("InvokeEndpointAsync"))
    found = replace(endpoint(SERVERLESS), calls=Many(calls))
    text = policy("{setting: call.operation, eq: InvokeEndpoint}", for_each="call",
                  message="'{call.operation}'")  # fmt: skip
    outcome = match(text, found)
    assert (outcome.at, outcome.message) == (calls[0].span, "InvokeEndpoint")
    assert outcome.because == ()


@pytest.mark.parametrize(
    ("when", "fires"),
    [
        ("{some: {in: endpoint.variants, where: {setting: variant.instance_type, matches: g5}}}",
         True),
        ("{every: {in: endpoint.variants, where: {setting: variant.instance_type, matches: g5}}}",
         False),
        ("{every: {in: endpoint.variants, where: {setting: variant.instance_type, set: true}}}",
         True),
        (("{not: {some: {in: endpoint.variants, where: {setting: variant.instance_type,"
         " matches: p4}}}}"), True),
    ],
)  # fmt: skip
def test_elements_of_lists(when: str, fires: bool) -> None:
    found = list(rule(policy(when)).check(
        endpoint({"InstanceType": "ml.m5.large"}, {"InstanceType": "ml.g5.xlarge"}), FACTS
    ))  # fmt: skip
    assert len(found) == fires


def test_what_is_asked_about_twice_is_evidence_once() -> None:
    when = "{setting: variant.initial_instance_count, gt: 1, lt: 5}"
    found = match(policy(when, for_each="variant"), endpoint({"InitialInstanceCount": 3}))
    assert [evidence.note for evidence in found.because] == ["initial_instance_count is 3"]


def test_the_element_that_decides_is_evidence() -> None:
    when = "{some: {in: endpoint.variants, where: {setting: variant.instance_type, matches: g5}}}"
    found = match(
        policy(when), endpoint({"InstanceType": "ml.m5.large"}, {"InstanceType": "ml.g5.xlarge"})
    )
    assert [evidence.note for evidence in found.because] == ["instance_type is ml.g5.xlarge"]
