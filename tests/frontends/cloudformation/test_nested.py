"""Stacks within stacks: parameters down, outputs up, and one deployment of it all."""

from __future__ import annotations

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Known, Unknown
from smlint.frontends.cloudformation.structure.nested import STACK_LIMIT
from tests.frontends.cloudformation.stacks import ENDPOINT, Read, variant
from tests.project import endpoints, stock

PARENT = """\
Parameters:
  Env: {Type: String, Default: dev}
Resources:
  Ml:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/endpoint.yaml
      Tags: [{Key: team, Value: ml}]
      Parameters:
        Environment: !Ref Env
        Count: 3
  Scaling:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: stacks/scaling.yaml
      Parameters:
        Endpoint: !GetAtt Ml.Outputs.Name
"""
SCALING = """\
Parameters:
  Endpoint: {Type: String}
Resources:
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ResourceId: !Sub endpoint/${Endpoint}/variant/all
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ServiceNamespace: sagemaker
      MinCapacity: 1
      MaxCapacity: 4
"""
FILES = {
    "main.yaml": PARENT, "stacks/endpoint.yaml": ENDPOINT, "stacks/scaling.yaml": SCALING,
}  # fmt: skip
HITS = ("stacks/endpoint.yaml", "stacks/scaling.yaml")


def test_what_is_nested_is_judged_through_its_parent(reading: Read) -> None:
    found = reading(FILES, HITS)
    assert found.problems == ()
    (deployment,) = found.deployments
    assert deployment.path == "main.yaml"
    assert [one.address for one in deployment.resources] == [
        "Ml/Config", "Ml/Endpoint", "Scaling/Target",
    ]  # fmt: skip
    config = deployment.resources[0]
    assert plain(member(config.properties, "Tags")) == {"team": "ml"}
    assert [str(span) for span in config.callers] == ["main.yaml:4:3"]
    assert variant(deployment)["InitialInstanceCount"] == 3
    assert variant(deployment)["InstanceType"] == "ml.m5.large"
    assert {source.path for source in found.sources} == set(FILES)


def test_the_way_of_a_value_leads_through_the_parent(reading: Read) -> None:
    (deployment,) = reading(FILES, HITS).deployments
    variants = member(deployment.resources[0].properties, "ProductionVariants")
    assert isinstance(variants, Known)
    assert isinstance(variants.value, tuple)
    count = member(variants.value[0], "InitialInstanceCount")
    assert [(hop.note, str(hop.span)) for hop in count.via] == [
        ("parameter Count", "stacks/endpoint.yaml:3:3"),
        ("parameters of Ml", "main.yaml:11:16"),
    ]


def test_what_one_child_makes_is_scaled_by_another() -> None:
    (endpoint,) = endpoints(FILES)
    (one,) = endpoint.variants
    (target,) = one.scalable_targets
    assert target.max_capacity == Known(4, target.span)
    assert one.scalable_targets.more is None


def test_a_condition_of_the_parent_decides(reading: Read) -> None:
    conditions = "Conditions: {Big: !Equals [!Ref Env, prod]}\nResources:"
    parent = PARENT.replace("Resources:", conditions, 1)
    parent = parent.replace("::Stack\n", "::Stack\n    Condition: Big\n")
    files = {**FILES, "main.yaml": parent}
    (deployment,) = reading(files, HITS).deployments
    assert deployment.resources == ()
    files["main.yaml"] = parent.replace(", Default: dev", "")
    prod, other = reading(files, HITS).deployments
    assert len(prod.resources) == 3
    assert other.resources == ()
    unknown = parent.replace("!Ref Env, prod", "!Sub '${Env}-${AWS::Region}', prod")
    files["main.yaml"] = unknown.replace(", Default: dev", "")
    for deployment in reading(files, HITS).deployments:
        assert isinstance(deployment.resources[0].metadata["exists"], Unknown)


def test_what_the_parent_leaves_open_is_open_in_the_child(reading: Read) -> None:
    files = {**FILES, "main.yaml": PARENT.replace(", Default: dev", "")}
    found = {
        one.stage.branch[0].outcome: variant(one)["InstanceType"]
        for one in reading(files, HITS).deployments
    }
    assert found == {"is prod": "ml.m5.xlarge", "is not prod": "ml.m5.large"}


def test_what_nobody_gives_to_a_child_is_open_there(reading: Read) -> None:
    files = {**FILES, "main.yaml": PARENT.replace("        Environment: !Ref Env\n", "")}
    told = [str(one.stage.branch[0]) for one in reading(files, HITS).deployments]
    assert told == ["Ml/Environment is prod", "Ml/Environment is not prod"]


def test_one_template_twice_makes_two_endpoints() -> None:
    twice = PARENT.replace("  Scaling:", "  Other:").replace("scaling.yaml", "endpoint.yaml")
    twice = twice.replace("        Endpoint: !GetAtt Ml.Outputs.Name", "        Environment: prod")
    found = endpoints({"main.yaml": twice, "stacks/endpoint.yaml": ENDPOINT})
    assert [(one.address, len(one.variants.items)) for one in found] == [
        ("Ml/Config", 1),
        ("Other/Config", 1),
    ]


def test_grandchildren(reading: Read) -> None:
    top = """\
Resources:
  All:
    Type: AWS::Serverless::Application
    Properties: {Location: ../main.yaml, Parameters: {Env: prod}}
"""
    (deployment,) = reading({**FILES, "sam/t.yaml": top}, HITS).deployments
    assert deployment.path == "sam/t.yaml"
    assert [one.address for one in deployment.resources][1] == "All/Ml/Endpoint"


CIRCLE = "Resources: {Endpoint: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: X}}}"


def test_circles_end_with_a_problem(reading: Read) -> None:
    files = {"a.yaml": CIRCLE.replace("X", "b.yaml"), "b.yaml": CIRCLE.replace("X", "a.yaml")}
    (problem,) = reading(files).problems
    assert problem.message == (
        "what stack Endpoint makes is not checked: its template nests itself: "
        "a.yaml -> b.yaml -> a.yaml"
    )
    assert (str(problem.span), problem.severity) == ("b.yaml:1:13", "error")


def test_stacks_that_wait_for_each_other_end(reading: Read) -> None:
    parent = PARENT.replace("Count: 3", "Count: !GetAtt Scaling.Outputs.Name")
    scaling = SCALING + "Outputs: {Name: {Value: !Ref Endpoint}}\n"
    files = {**FILES, "main.yaml": parent, "stacks/scaling.yaml": scaling}
    (deployment,) = reading(files, HITS).deployments
    assert len(deployment.resources) == 3


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("gone.yaml", "its template cannot be read: gone.yaml: there is no such file"),
        ("other.yaml", "other.yaml is no template that can be read"),
    ],
)
def test_an_absent_template_is_one_problem(reading: Read, location: str, told: str) -> None:
    files = {"a.yaml": CIRCLE.replace("X", location), "other.yaml": "a: b\n"}
    (problem,) = reading(files, ("a.yaml",)).problems
    assert problem.message == f"what stack Endpoint makes is not checked: {told}"
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "location", ["https://x.example.com/a.yaml", "!Sub '${AWS::Region}/a.yaml'", "!Ref Nothing"]
)
def test_a_template_from_elsewhere_is_a_note_where_it_may_matter(
    reading: Read, location: str
) -> None:
    files = {"a.yaml": CIRCLE.replace("X", location)}
    (problem,) = reading(files).problems
    assert (problem.severity, str(problem.span)) == ("note", "a.yaml:1:13")
    assert "its template is not in these files" in problem.message
    assert reading({"a.yaml": files["a.yaml"].replace("Endpoint", "Network")}).problems == ()


def test_a_parameter_that_the_child_lacks_is_told(reading: Read) -> None:
    files = {**FILES, "main.yaml": PARENT.replace("Count: 3", "Cuont: 3")}
    (problem,) = reading(files, HITS).problems
    assert problem.message == "stacks/endpoint.yaml has no parameter Cuont"


def test_outputs_that_are_not_there_are_unknown(reading: Read) -> None:
    files = {**FILES, "main.yaml": PARENT.replace("Outputs.Name", "Outputs.Nmae")}
    (deployment,) = reading(files, HITS).deployments
    found = member(deployment.resources[2].properties, "ResourceId")
    assert isinstance(found, Unknown)
    assert found.reason == "stacks/endpoint.yaml has no output Nmae"


DECLARED = "Parameters: {Environment: {Type: String}}"


def test_stacks_beyond_all_measure_are_cut(reading: Read) -> None:
    files = {"t9.yaml": ENDPOINT}
    for depth in range(9):
        children = "".join(
            f"  Endpoint{n}: {{Type: AWS::CloudFormation::Stack,"
            f" Properties: {{TemplateURL: t{depth + 1}.yaml, Parameters: {{Environment: a}}}}}}\n"
            for n in range(3)
        )
        files[f"t{depth}.yaml"] = f"{DECLARED}\nResources:\n{children}"
    found = reading(files, ("t9.yaml",))
    assert sum(len(one.resources) for one in found.deployments) < STACK_LIMIT * 2
    assert any(f"more than {STACK_LIMIT}" in one.message for one in found.problems)


def test_metadata_in_a_nested_template_counts() -> None:
    metadata = "Metadata: {smlint: {workload: {traffic: steady}}}"
    child = ENDPOINT.replace("::Endpoint\n", f"::Endpoint\n    {metadata}\n")
    (endpoint,) = stock({**FILES, "stacks/endpoint.yaml": child}).endpoints
    assert isinstance(endpoint.workload.traffic, Known)


def test_what_the_cdk_nests_is_named_by_its_metadata(reading: Read) -> None:
    parent = PARENT.replace(
        "      TemplateURL: ./stacks/endpoint.yaml\n",
        "      TemplateURL: !Sub 'https://x.${AWS::URLSuffix}/abc.json'\n",
    ).replace(
        "  Ml:\n", "  Ml:\n    Metadata: {'aws:asset:path': stacks/endpoint.yaml}\n"
    )  # fmt: skip
    (deployment,) = reading({**FILES, "main.yaml": parent}, HITS).deployments
    assert deployment.resources[0].address == "Ml/Config"
