"""What no file says is each of the texts that it is compared with, and something else."""

from collections.abc import Callable

from smlint.config import Config
from smlint.core.layout import Layout
from smlint.core.report import Finding
from smlint.core.resource import Deployment, Reading
from smlint.core.tree import plain
from smlint.core.values import Known, Unknown
from smlint.frontends.cloudformation.evaluation.branches import BRANCH_LIMIT
from smlint.rulebook import book
from smlint.run import described, judged

Read = Callable[..., Reading]

TEMPLATE = """\
Parameters: PARAMETERS
Conditions: CONDITIONS
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - ModelName: m
          VariantName: v
          InstanceType: ml.m5.large
          InitialInstanceCount: !If [Big, 4, 1]
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
"""


def template(conditions: str, parameters: str = "{Env: {Type: String}}") -> dict[str, str]:
    return {"t.yaml": TEMPLATE.replace("PARAMETERS", parameters).replace("CONDITIONS", conditions)}


def outcomes(deployment: Deployment) -> list[str]:
    return [f"{item.subject} {item.outcome}" for item in deployment.stage.branch]


def counts(reading: Reading) -> dict[str, object]:
    found = {}
    for deployment in reading.deployments:
        properties = plain(deployment.resources[0].properties)
        assert isinstance(properties, dict)
        (variant,) = properties["ProductionVariants"]
        found[", ".join(outcomes(deployment))] = variant["InitialInstanceCount"]
    return found


def test_a_parameter_is_what_it_is_compared_with_or_something_else(reading: Read) -> None:
    files = template('{Big: !Equals [!Ref Env, prod], Odd: !Equals [!Ref Env, ""]}')
    assert counts(reading(files)) == {"parameter Env is prod": 4, "parameter Env is not prod": 1}


def test_conditions_on_one_parameter_never_contradict_each_other(reading: Read) -> None:
    files = template(
        "{Prod: !Equals [!Ref Env, prod], Stage: !Equals [stage, !Ref Env],"
        " Big: !Or [!Condition Prod, !Condition Stage]}"
    )
    assert counts(reading(files)) == {
        "parameter Env is prod": 4,
        "parameter Env is stage": 4,
        "parameter Env is none of prod, stage": 1,
    }


def test_allowed_values_say_what_else_there_is(reading: Read) -> None:
    parameters = "{Size: {Type: String, AllowedValues: [dev, prod]}}"
    files = template("{Big: !Equals [!Ref Size, prod], Odd: !Equals [!Ref Size, x]}", parameters)
    assert counts(reading(files)) == {"parameter Size is prod": 4, "parameter Size is not prod": 1}
    parameters = "{Size: {Type: String, AllowedValues: [prod]}}"
    (only,) = reading(template("{Big: !Equals [!Ref Size, prod]}", parameters)).deployments
    assert only.stage.branch == ()


def test_rules_of_the_template_leave_fewer_values(reading: Read) -> None:
    rule = "Rules: {Known: {Assertions: [{Assert: !Contains [[prod, dev], !Ref Env]}]}}\n"
    files = template("{Big: !Equals [!Ref Env, prod], Odd: !Equals [!Ref Env, dev]}")
    odd = files["t.yaml"].replace("!If [Big, 4, 1]", "!If [Big, 4, !If [Odd, 2, 1]]")
    assert counts(reading({"t.yaml": rule + odd})) == {
        "parameter Env is prod": 4,
        "parameter Env is dev": 2,
    }


def test_pseudo_parameters_are_open_too(reading: Read) -> None:
    files = template("{Big: !Equals [!Ref AWS::Region, us-east-1]}")
    assert list(counts(reading(files))) == [
        "AWS::Region is us-east-1",
        "AWS::Region is not us-east-1",
    ]


def test_an_assumed_value_is_known_throughout_its_branch(reading: Read) -> None:
    files = template("{Big: !Equals [!Ref Env, prod]}")
    prod, other = reading(files).deployments
    assert isinstance(prod.inputs["Env"], Known)
    assert isinstance(other.inputs["Env"], Unknown)


def test_a_number_is_assumed_as_a_number(reading: Read) -> None:
    files = template("{Big: !Equals [!Ref Size, 3]}", "{Size: {Type: Number}}")
    prod, _ = reading(files).deployments
    assert plain(prod.inputs["Size"]) == "3"


def test_more_branches_than_can_be_told_apart_stay_unknown(reading: Read) -> None:
    names = [f"P{number}" for number in range(BRANCH_LIMIT)]
    parameters = ", ".join(f"{name}: {{Type: String}}" for name in names)
    equal = ", ".join(f"!Equals [!Ref {name}, on]" for name in names)
    files = template(f"{{Big: !And [{equal}]}}", f"{{{parameters}}}")
    found = reading(files).deployments
    assert len(found) == BRANCH_LIMIT
    assert counts(reading(files))[", ".join(outcomes(found[0]))] is None


def found_in(files: dict[str, str], reading: Read) -> dict[str, Finding]:
    config = Config()
    read = described(reading(files), config, Layout())
    report = judged(read, config, book(config), None, Layout())
    return {finding.rule_name: finding for finding in report.findings}


def test_a_finding_of_one_branch_says_which_one(reading: Read) -> None:
    files = template("{Big: !Equals [!Ref Env, prod]}")
    findings = found_in(files, reading)
    assert findings["no-autoscaling"].certainty == "under-condition"
    assert findings["no-autoscaling"].related[0].text == "only where parameter Env is prod"


def test_a_finding_of_all_branches_needs_no_condition(reading: Read) -> None:
    files = template(
        "{Big: !Equals [!Ref Env, prod]}",
        "{Env: {Type: String}, Environment: {Type: String, Default: prod}}",
    )
    finding = found_in(files, reading)["no-autoscaling"]
    assert finding.certainty != "under-condition"
