"""Templates become resources in the shape of the API, each at its place."""

from __future__ import annotations

import json

import pytest

from smlint.core.tree import elements, member, plain
from smlint.core.values import Absent, Known, Unknown, reference_of
from smlint.core.workspace import MemoryWorkspace
from smlint.formats.nodes import plain as plain_node
from smlint.formats.yaml import read_yaml
from tests.frontends.cloudformation.reading import TEMPLATE, Read, resources


def test_resources_in_api_shape(reading: Read) -> None:
    found = resources(reading({"t.yaml": TEMPLATE}))
    assert list(found) == ["Model", "Config", "Endpoint", "Target"]
    config = found["Config"]
    assert config.type == "AWS::SageMaker::EndpointConfig"
    assert (str(config.span), config.span.end_column) == ("t.yaml:14:3", 9)
    assert (config.extent.line, config.extent.end_line) == (14, 35)
    first, second = elements(member(config.properties, "ProductionVariants"))
    name = member(first, "ModelName")
    assert isinstance(name, Known)
    assert name.value == "fraud"
    assert [hop.note for hop in name.via] == ["Model.ModelName"]
    serverless = member(first, "ServerlessConfig")
    assert plain(serverless) == {"MemorySizeInMB": 2048, "MaxConcurrency": None}
    assert plain(member(second, "InstanceType")) == "ml.m5.large"
    assert isinstance(member(config.properties, "KmsKeyId"), Unknown)
    assert isinstance(member(config.properties, "AsyncInferenceConfig"), Absent)
    reference = reference_of(member(found["Endpoint"].properties, "EndpointConfigName"))
    assert reference is not None
    assert reference.address == "Config"
    target = found["Target"].properties
    assert isinstance(member(target, "MinCapacity"), Unknown)
    resource_id = member(target, "ResourceId")
    assert isinstance(resource_id, Unknown)
    assert [getattr(part, "address", part) for part in resource_id.parts] == [
        "endpoint/", "Endpoint", "/variant/All",
    ]  # fmt: skip


def test_settings_stand_where_a_reader_would_point(reading: Read) -> None:
    config = resources(reading({"t.yaml": TEMPLATE}))["Config"]
    variants = member(config.properties, "ProductionVariants")
    first, second = elements(variants)
    places = {
        "properties": config.properties, "variants": variants, "first": first, "second": second,
        "serverless": member(first, "ServerlessConfig"), "type": member(second, "InstanceType"),
        "memory": member(first, "ServerlessConfig", "MemorySizeInMB"),
        "key": member(config.properties, "KmsKeyId"),
        "absent": member(config.properties, "DataCaptureConfig"),
        "tag": member(config.properties, "Tags", "environment"),
    }  # fmt: skip
    assert {name: (tree.span.line, tree.span.column) for name, tree in places.items()} == {
        "properties": (14, 3), "variants": (21, 7), "first": (22, 11), "second": (29, 11),
        "serverless": (24, 11), "type": (30, 25), "memory": (24, 29), "key": (31, 17),
        "absent": (14, 3), "tag": (33, 37),
    }  # fmt: skip
    assert all(tree.span.line == tree.span.end_line for tree in places.values())


def test_tags_and_metadata(reading: Read) -> None:
    config = resources(reading({"t.yaml": TEMPLATE}))["Config"]
    tags = member(config.properties, "Tags")
    assert plain(tags) == {"environment": "prod", "team": None}
    assert plain(config.metadata["smlint"]) == {
        "workload": {"latency": "200ms", "traffic": "steady"}
    }
    model = resources(reading({"t.yaml": TEMPLATE}))["Model"]
    assert plain(model.metadata["smlint"]) == {"workload": {"traffic": "steady", "latency": "1s"}}


@pytest.mark.parametrize(
    "tags",
    ["[!If [Guessed, {Key: a, Value: b}, !Ref AWS::NoValue]]", "[{Key: !Ref Team, Value: b}]"],
)
def test_tags_whose_names_are_hidden_are_unknown(reading: Read, tags: str) -> None:
    template = TEMPLATE.replace("ModelName: fraud", f"Tags: {tags}")
    model = resources(reading({"t.yaml": template}))["Model"]
    assert isinstance(member(model.properties, "Tags"), Unknown)


def test_comments_and_sources(reading: Read) -> None:
    found = reading({"t.yaml": TEMPLATE})
    assert [comment.text for comment in found.comments] == ["smlint: payload=1MB"]
    assert [source.path for source in found.sources] == ["t.yaml"]


def long_form(data: object, tag: str) -> object:
    if tag in ("Ref", "Condition"):
        return {tag: data}
    return {f"Fn::{tag}": data.split(".", 1) if tag == "GetAtt" and isinstance(data, str) else data}


def as_json(text: str) -> str:
    def convert(node: object) -> object:
        tag = getattr(node, "tag", "").removeprefix("!")
        pairs, items = getattr(node, "pairs", None), getattr(node, "items", None)
        if pairs is not None:
            data: object = {name.text: convert(value) for name, value in pairs}
        elif items is not None:
            data = [convert(item) for item in items]
        else:
            data = plain_node(node)  # type: ignore[arg-type]
        return long_form(data, tag) if tag else data

    (root,) = read_yaml(MemoryWorkspace({"t": text}).read("t"))
    return json.dumps(convert(root), indent=2)


@pytest.mark.parametrize("path", ["t.json", "t.template", "t.yaml"])
def test_json_gives_what_yaml_gives(reading: Read, path: str) -> None:
    yaml = resources(reading({"t.yaml": TEMPLATE}))
    other = resources(reading({path: as_json(TEMPLATE)}))
    assert list(yaml) == list(other)
    for name, resource in yaml.items():
        assert resource.properties == other[name].properties
        assert plain(resource.properties) == plain(other[name].properties)
        assert resource.metadata == other[name].metadata


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("tree.json", '{"version": "tree-0.1", "tree": {"type": "AWS::SageMaker::Endpoint"}}'),
        ("spec.json", '{"ResourceTypes": {"AWS::SageMaker::Endpoint": {"Properties": {}}}}'),
        ("params.json", '[{"ParameterKey": "T", "ParameterValue": "AWS::SageMaker::Endpoint"}]'),
        ("k8s.yaml", "kind: ConfigMap\ndata: {t: 'AWS::SageMaker::Endpoint'}\n---\nkind: Pod\n"),
        ("ci.yml", "on: push\njobs: {a: {steps: [{run: echo AWS::SageMaker::Endpoint}]}}\n"),
        ("list.yaml", "- AWS::SageMaker::Endpoint\n"),
        ("empty.yaml", "# AWS::SageMaker::Endpoint\n"),
        ("odd.yaml", "Resources: [AWS::SageMaker::Endpoint]\n"),
        ("notebook.yaml", "Resources: {N: {Type: AWS::SageMaker::NotebookInstance}}\n"),
    ],
)
def test_what_deploys_no_endpoint_is_left_alone(reading: Read, path: str, content: str) -> None:
    found = reading({path: content})
    assert (found.deployments, found.problems, found.comments) == ((), (), ())


@pytest.mark.parametrize(
    ("path", "content", "place", "message"),
    [
        ("t.yaml", TEMPLATE[: TEMPLATE.index("[!Ref Team") + 5], "t.yaml:7:20", "is not closed"),
        ("t.json", '{"Resources": {', "t.json:1:15", "is not closed"),
        (
            "t.template",
            '{"Resources": {"A": {"Type": "AWS::X::Y"}',
            "t.template:1:15",
            "not closed",
        ),
        ("t.yaml", "{% if x %}\nResources: {}\n", "t.yaml:1:2", "template engine"),
        ("t.yaml", b"Resources:\n\0", "t.yaml:1:1", "binary"),
        ("t.yaml", b"Resources:\n  a: \xff\n", "t.yaml:1:1", "not valid UTF-8"),
        ("t.yaml", "Resources: " + "[" * 300, "t.yaml:1:211", "200 levels"),
        ("t.yaml", "a: &a [*a]", "t.yaml:1:8", "own anchor"),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    reading: Read, path: str, content: str | bytes, place: str, message: str
) -> None:
    found = reading({path: content, "whole.yaml": TEMPLATE})
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == (place, "error")
    assert message in problem.message
    assert [deployment.path for deployment in found.deployments] == ["whole.yaml"]


def test_repeated_names_are_warned_of(reading: Read) -> None:
    template = TEMPLATE.replace("ModelName: fraud", "ModelName: fraud\n      ModelName: other")
    found = reading({"t.yaml": template})
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("t.yaml:14:7", "warning")
    assert plain(member(resources(found)["Model"].properties, "ModelName")) == "other"


def test_what_says_nothing_of_an_endpoint_is_passed_over(reading: Read) -> None:
    rules = """\
Rules:
  Sized:
    RuleCondition: !Equals [!Ref Team, a]
    Assertions: [{Assert: {Fn::Contains: [[a], !Ref Team]}, AssertDescription: no}]
  Odd: [!RefAll "AWS::EC2::VPC::Id"]
"""
    policies = """\
    DeletionPolicy: !If [Guessed, Retain, Delete]
    UpdateReplacePolicy: !FindInMap [None, a, b]
    DependsOn: [Gone, 1]
    UpdatePolicy: ~
"""
    template = TEMPLATE.replace("Resources:\n", rules + "Resources:\n")
    template = template.replace("    DependsOn: Model\n", policies)
    found, plainly = (
        resources(reading({"t.yaml": template})),
        resources(reading({"t.yaml": TEMPLATE})),
    )
    assert list(found) == list(plainly)
    for name, resource in found.items():
        assert resource.properties == plainly[name].properties


def test_a_schedule_that_monitors_is_read_and_makes_no_endpoint(reading: Read) -> None:
    template = (
        TEMPLATE + "  Watch: {Type: AWS::SageMaker::MonitoringSchedule, Properties: {A: 1}}\n"
    )
    found = resources(reading({"t.yaml": template}))
    assert plain(found["Watch"].properties) == {"A": 1}
