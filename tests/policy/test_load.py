"""Policies become rules that find what they say, or are refused at the place of the fault."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from smlint.assemble import assemble
from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, SCALABLE_TARGET, Call, Resource
from smlint.core.rule import Doubt, Evidence, Match, Outcome, Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Many, Setting
from smlint.core.workload import Workload
from smlint.facts.load import load_facts
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml
from smlint.policy import files
from smlint.policy.check import rule_of
from smlint.policy.load import bundled_sources, read_policies
from smlint.policy.policies import PolicyError
from smlint.policy.schema import policy_schema
from tests.build import call, deployment, reference, resource, unknown

FACTS = load_facts()
SCHEMA = policy_schema(FACTS)
REPOSITORY = Path(__file__).parent.parent.parent

POLICY = """\
id: ACME001
name: slow-start
title: Serverless, and {fact:sub-second-latency} asked for
category: latency
severity: warning
for_each: variant
sources:
  - fact: sub-second-latency
  - {title: Ours, url: https://acme.example/ml, read: 2026-01-02, claim: It starts cold.}
explanation: |
  One.
  Two, with {{braces}}.
when:
  all:
    - {setting: variant.serverless_config, set: true}
    - {setting: workload.latency, lt: {fact: sub-second-latency}}
message: >
  {endpoint} is asked
  for {workload.latency}
remedy: Wait {fact:sync-processing-time}.
examples:
  bad:
    - {language: python, code: "x = 1  # <- here", files: {lib.py: "y = 2"}}
  good:
    - {language: python, code: "x = 2"}
"""


def policy(when: str, **changes: str) -> str:
    """A policy with this condition and these values of other keys, for endpoints."""
    pairs = {"id": "ACME001", "name": "n", "title": "T", "category": "cost", "severity": "note",
             "sources": "[{fact: async-payload}]", "explanation": "E.", "when": when,
             "message": "M", "remedy": "R.",
             "examples": "{bad: [{language: a, code: b}], good: [{language: a, code: b}]}",
             **changes}  # fmt: skip
    return "".join(f"{key}: {value}\n" for key, value in pairs.items())


def rule(text: str) -> Rule:
    (read,) = read_policies([Source("acme.yaml", text)], FACTS)
    return rule_of(read, FACTS)


def endpoint(*variants: object, **more: object) -> Endpoint:
    config = resource(ENDPOINT_CONFIG, "config", ProductionVariants=list(variants), **more)
    (found,) = assemble([deployment(config)])
    return found


def declaring(found: Endpoint, latency: Setting[float]) -> Endpoint:
    return replace(found, workload=Workload(latency=latency))


SERVERLESS = {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
DECLARED = Known(0.2, Span("main.tf", 900))


def outcomes(text: str, found: Endpoint) -> list[Outcome]:
    return list(rule(text).check(found, FACTS))


def match(text: str, found: Endpoint) -> Match:
    (outcome,) = outcomes(text, found)
    assert isinstance(outcome, Match)
    return outcome


def test_a_policy_becomes_a_rule() -> None:
    loaded = rule(POLICY)
    assert (loaded.id, loaded.name, loaded.category) == ("ACME001", "slow-start", "latency")
    assert (loaded.severity, loaded.origin) == ("warning", "acme.yaml")
    assert loaded.title == "Serverless, and 1 s asked for"
    assert loaded.explanation == "One.\nTwo, with {braces}."
    assert loaded.remedy == "Wait 60 s."
    assert loaded.needs == ("workload.latency",)
    assert [source.url for source in loaded.sources] == [
        *(source.url for source in FACTS.by_name["sub-second-latency"].sources),
        "https://acme.example/ml",
    ]
    (bad,) = loaded.bad
    assert bad == ("python", "x = 1  # <- here", (("lib.py", "y = 2"),))


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


FINE = "{setting: endpoint.kind, eq: async}"


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


@pytest.mark.parametrize("text", ["", "# nothing\n", "a: 1\n---\nb: 2\n", "- a\n", "a: [", "\t"])
def test_what_is_not_one_mapping_is_no_policy(text: str) -> None:
    with pytest.raises(PolicyError, match=r"acme\.yaml:"):
        rule(text)


def test_every_broken_policy_is_named() -> None:
    sources = [Source(f"{name}.yaml", policy("{}")) for name in "ab"]
    with pytest.raises(PolicyError) as caught:
        read_policies(sources, FACTS)
    assert [problem.span.path for problem in caught.value.problems] == ["a.yaml", "b.yaml"]


def test_an_id_and_a_name_belong_to_one_rule() -> None:
    sources = [Source(f"{name}.yaml", policy(FINE)) for name in "ab"]
    with pytest.raises(PolicyError) as caught:
        read_policies(sources, FACTS)
    assert [problem.message for problem in caught.value.problems] == [
        'the id "ACME001" belongs to the rule at a.yaml:1:5 already',
        'the name "n" belongs to the rule at a.yaml:2:7 already',
    ]


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


def test_a_wheel_holds_its_policies_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "smlint"
    (package / "policies" / "cost").mkdir(parents=True)
    (package / "policies" / "cost" / "a.yaml").write_text(policy(FINE), encoding="utf-8")
    monkeypatch.setattr(files, "__file__", str(package / "policy" / "files.py"))
    assert [source.path for source in bundled_sources()] == ["policies/cost/a.yaml"]


def test_an_installation_without_policies_finds_not_nothing_but_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "__file__", str(tmp_path / "a" / "smlint" / "policy" / "files.py"))
    with pytest.raises(PolicyError, match="installed without its policies"):
        bundled_sources()


def test_the_guide_shows_a_policy_and_a_rule_that_work() -> None:
    guide = (REPOSITORY / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
    written, computed = (
        re.search(rf"```{kind}\n(.*?)```", guide, re.DOTALL) for kind in ("yaml", "python")
    )
    assert written
    assert computed
    shown = rule(written[1])
    found = declaring(endpoint(SERVERLESS), DECLARED)
    assert outcomes(written[1], found) == []
    names: dict[str, Rule] = {}
    exec(compile(computed[1], "guide", "exec"), names)
    assert shown.needs == ("workload.payload",)
    bad = endpoint({"ServerlessConfig": {"MemorySizeInMB": 3000, "MaxConcurrency": 5}})
    assert [type(outcome) for outcome in names["RULE"].check(bad, FACTS)] == [Match]
    assert list(names["RULE"].check(endpoint(SERVERLESS), FACTS)) == []
