"""What is no policy is refused at the place of the fault, by the loader and by the schema."""

from __future__ import annotations

import re

import pytest

from smlint.core.source import Source
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml
from smlint.policy.check import rule_of
from smlint.policy.load import bundled_sources, read_policies
from smlint.policy.policies import PolicyError
from tests.policy.written import (
    FACTS,
    FINE,
    POLICY,
    SCHEMA,
    policy,
    rule,
)

BROKEN = [
    ("{setting: endpoint.kinds, eq: async}", "8:17", 'there is no setting "endpoint.kinds"'),
    ("{setting: endpoint.kind, eq: asynch}", "8:36", 'endpoint.kind is never "asynch"'),
    ("{setting: endpoint.kind, equals: async}", "8:32", '"equals" means nothing here'),
    ("{setting: endpoint.kind, gt: async}", "8:32", "gt is not for endpoint.kind"),
    ("{setting: endpoint.name, eq: 5}", "8:36", "endpoint.name is a text"),
    ("{setting: endpoint.kind}", "8:7", "endpoint.kind is compared with nothing"),
    ("{setting: endpoint.variants, gt: 1}", "8:17", "endpoint.variants is a list"),
    ("{count: endpoint.kind, eq: 1}", "8:15", "endpoint.kind is not a list"),
    ("{count: endpoint.variants, set: true}", "8:34", "set is not for endpoint.variants"),
    ("{setting: variant.name, eq: a}", "8:17", "does not start at something"),
    ("{setting: endpoint, set: true}", "8:17", "endpoint is always there"),
    ("{setting: endpoint.vpc_config, set: maybe}", "8:43", '"maybe" is not true or false'),
    ("{setting: endpoint.vpc_config, eq: a}", "8:38", "eq is not for endpoint.vpc_config"),
    ("{setting: workload.latency, lt: 1}", "8:39", "1 has no unit"),
    ("{setting: workload.latency, lt: 1MB}", "8:39", '"MB" in "1MB" is not a unit'),
    ("{setting: workload.latency, lt: [1s]}", "8:39", "a list stands where a single value"),
    ("{setting: workload.latency, in: 1s}", "8:39", '"1s" stands where a list is expected'),
    ("{setting: workload.latency, lt: {fact: sub-second}}", "8:46", 'no fact "sub-second"'),
    ("{setting: workload.latency, lt: {fact: async-payload}}", "8:46", "is in s, and the fact"),
    ("{setting: endpoint.name, eq: {fact: async-payload}}", "8:43", "a fact is a number"),
    ("{setting: workload.latency, lt: {setting: workload.payload}}", "8:49", "a number in MB"),
    ("{setting: workload.latency, lt: {setting: endpoint.vpc_config}}", "8:49", "a structure"),
    ("{setting: endpoint.name, matches: '('}", "8:41", "not a regular expression"),
    ("{all: []}", "8:13", "the list is empty"),
    ("{all: {setting: endpoint.kind, eq: async}}", "8:13", "where a list is expected"),
    ("{evry: []}", "8:7", "this is not a condition"),
    (
        "{not: {setting: endpoint.kind, eq: async}, any: []}",
        "8:7",
        "not and any stand side by side",
    ),
    ("true", "8:7", "where a mapping is expected"),
    ("{some: [{setting: endpoint.kind, eq: async}]}", "8:14", "where a mapping is expected"),
    ("{some: {in: endpoint.variants}}", "8:15", "where is missing"),
    ("{some: {in: endpoint.kind, where: {setting: item, eq: a}}}", "8:19", "not a list"),
    (
        "{every: {in: endpoint.variants, where: {setting: variant.instance_typ, eq: a}}}",
        "8:56",
        'no setting "variant.instance_typ"',
    ),
    (
        "{some: {in: endpoint.variants, where: {setting: variant, set: true}}}",
        "8:55",
        "always there",
    ),
    (
        "{some: {in: endpoint.variants, as: workload, where: {setting: endpoint.kind, set: true}}}",
        "8:42",
        "the name of something else",
    ),
    (
        "{some: {in: endpoint.variants, as: A B, where: {setting: endpoint.kind, set: true}}}",
        "8:42",
        "no name for an element",
    ),
    (
        (
            "{all: [{some: {in: endpoint.variants, where: {setting: variant.name, set: true}}}, "
            "{setting: variant.name, set: true}]}"
        ),
        "8:100",
        "does not start",
    ),
]


@pytest.mark.parametrize(
    ("instead", "column", "message"),
    [
        ("{AWS::SageMaker::EndpointConf: {}}", 11, "neither a type nor an operation"),
        ("{DeleteEndpont: {}}", 11, "neither a type nor an operation"),
        ("{DeleteEndpoint: {Name: a}}", 28, 'no member "Name" of DeleteEndpoint'),
        (
            "{AWS::SageMaker::EndpointConfig: {ProductionVariants: [{InstanceTyp: a}]}}",
            66,
            'no member "InstanceTyp" of ProductionVariants',
        ),
        (
            '{AWS::SageMaker::EndpointConfig: {ProductionVariants: [{InitialInstanceCount: "1"}]}}',
            88,
            'ProductionVariants.InitialInstanceCount is "1": the API takes a whole number',
        ),
        ("{RegisterScalableTarget: {ScalableDimension: instances}}", 55, "ScalableDimension is"),
    ],
)
def test_what_the_api_does_not_have_is_not_written_instead(
    instead: str, column: int, message: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        rule(f"instead: {instead}\n{POLICY}")
    (problem,) = caught.value.problems
    assert (problem.span.line, problem.span.column) == (1, column)
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(("when", "place", "message"), BROKEN)
def test_a_broken_condition_is_refused_at_its_place(when: str, place: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        rule(policy(when))
    (problem,) = caught.value.problems
    assert str(problem.span) == f"acme.yaml:{place}"
    assert message in problem.message
    assert problem.severity == "error"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("id", "SM1", "does not have the right form"),
        ("name", "Not_Kebab", "does not have the right form"),
        ("category", "speed", '"speed" is not a category'),
        ("severity", "fatal", '"fatal" is not a severity'),
        ("for_each", "model", '"model" is not what a rule can be about'),
        ("at", "endpoint.kin", "there is no setting"),
        ("at", "workload.latency", "a finding points at what is deployed"),
        ("title", "''", "nothing is written here"),
        ("title", "[a]", "a list stands where a single value is expected"),
        ("message", "'{endpoint.nam}'", "there is no setting"),
        ("message", "'{fact:x}'", 'there is no fact "x"'),
        ("message", "'{endpoint.variants}'", "has no text"),
        ("message", "'{count:endpoint.kind}'", "has no text"),
        ("message", "'{workload}'", "has no text"),
        ("message", "'a } b'", 'a lone "}" in the text'),
        ("remedy", "'{endpoint.kind}'", "differs from endpoint to endpoint"),
        ("explanation", "'{endpoint}'", "{endpoint} differs from endpoint to endpoint"),
        ("sources", "[]", "the list is empty"),
        ("sources", "[{fact: x}]", 'there is no fact "x"'),
        ("sources", "[{title: T}]", "url, read, claim are missing"),
        ("sources", "[{title: T, url: x, read: 2026-01-02, claim: C}]", '"x" does not have'),
        ("examples", "{bad: []}", "good is missing"),
        ("remark", "x", '"remark" means nothing here'),
    ],
)
def test_a_broken_policy_is_refused_at_its_place(key: str, value: str, message: str) -> None:
    text = policy(FINE, **{key: value})
    with pytest.raises(PolicyError) as caught:
        rule(text)
    (problem,) = caught.value.problems
    assert message in problem.message
    line = text.splitlines().index(f"{key}: {value}") + 1
    assert (problem.span.path, problem.span.line) == ("acme.yaml", line)


def test_the_right_name_is_suggested() -> None:
    with pytest.raises(PolicyError) as caught:
        rule(policy("{setting: endpoint.kind, eq: asynch}"))
    assert caught.value.problems[0].hint == "did you mean async?"


def test_bundled_policies_load_and_follow_the_schema() -> None:
    sources = bundled_sources()
    rules = [rule_of(one, FACTS) for one in read_policies(sources, FACTS)]
    assert [source.path for source in sources] == sorted(source.path for source in sources)
    for source, loaded in zip(sources, rules, strict=True):
        assert source.path == f"policies/{loaded.category}/{loaded.name}.yaml"
        assert re.fullmatch(r"SM\d{3}", loaded.id), source.path
        (document,) = read_yaml(source)
        assert validate(document, SCHEMA) == (), source.path


@pytest.mark.parametrize("when", [when for when, _, _ in BROKEN])
def test_the_schema_refuses_what_the_loader_refuses(when: str) -> None:
    (document,) = read_yaml(Source("acme.yaml", policy(when)))
    beyond_schemas = ("matches: '('", "as: workload", "where: {setting: variant, set")
    assert validate(document, SCHEMA) or any(part in when for part in beyond_schemas)


@pytest.mark.parametrize(
    ("subject", "when"),
    [
        ("variant", "{setting: variant.serverless_config.memory_size_in_mb, gt: 4GB}"),
        ("variant", "{setting: variant.serverless_config.memory_size_in_mb, gt: 4096}"),
        ("variant", "{setting: workload.payload, gt: 6MB, lte: {fact: realtime-payload}}"),
        ("container", "{setting: container.environment.TS_MAX_REQUEST_SIZE, set: true}"),
        ("scalable_target", "{setting: variant, set: false}"),
        ("endpoint", "{not: {any: [{setting: endpoint.tags.Team, in: [a, b]}]}}"),
        ("endpoint", "{setting: workload.environment, ne: {setting: endpoint.environment}}"),
        ("endpoint", "{count: endpoint.variants, in: [2, 3]}"),
        ("endpoint", "{setting: endpoint.enable_network_isolation, eq: false}"),
        (
            "endpoint",
            (
                "{setting: endpoint.deployment_config.blue_green_update_policy."
                "traffic_routing.canary_size.value, lt: {setting: endpoint.deployment_config."
                "blue_green_update_policy.traffic_routing.linear_step_size.value}}"
            ),
        ),
        (
            "variant",
            (
                "{some: {in: variant.model.containers,"
                " where: {setting: container.mode, eq: MultiModel}}}"
            ),
        ),
        (
            "endpoint",
            (
                "{every: {in: endpoint.variants, where: {some: {in: variant.scalable_targets,"
                " where: {setting: scalable_target.min_capacity, eq: 0}}}}}"
            ),
        ),
        (
            "variant",
            (
                "{some: {in: endpoint.variants, as: other, where: {setting: "
                "other.initial_instance_count, gt: {setting: variant.initial_instance_count}}}}"
            ),
        ),
        ("endpoint", "{some: {in: endpoint.vpc_config.subnets, where: {setting: item, eq: a}}}"),
    ],
)
def test_loader_and_schema_accept_the_same(subject: str, when: str) -> None:
    text = policy(when, for_each=subject)
    assert rule(text)
    (document,) = read_yaml(Source("acme.yaml", text))
    assert validate(document, SCHEMA) == ()
