"""State machines within templates, in every way in which they are written."""

import json
from textwrap import indent

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Known, Unknown
from tests.project import endpoints, stock

MACHINE = {
    "StartAt": "Config",
    "States": {
        "Config": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sagemaker:createEndpointConfig",
            "Parameters": {
                "EndpointConfigName.$": "$.name",
                "ProductionVariants": [
                    {
                        "VariantName": "main",
                        "ModelName.$": "$.model",
                        "InstanceType": "ml.m5.large",
                        "InitialInstanceCount": 2,
                    }
                ],
            },
            "Next": "Create",
        },
        "Create": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sagemaker:createEndpoint",
            "Parameters": {"EndpointName.$": "$.name", "EndpointConfigName.$": "$.name"},
            "Next": "Delete",
        },
        "Delete": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sagemaker:deleteEndpoint",
            "Parameters": {"EndpointName.$": "$.name"},
            "End": True,
        },
    },
}
TEXT = json.dumps(MACHINE, indent=2)
HEAD = "Resources:\n  Train:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"


def definition(written: str) -> dict[str, str]:
    return {"t.yaml": HEAD + indent(written, "      ")}


def joined() -> dict[str, str]:
    """As the CDK writes it: a text in JSON, with references between its pieces."""
    pieces = json.dumps(MACHINE).split(":aws:")
    listed: list[object] = [pieces[0]]
    for piece in pieces[1:]:
        listed += [":", {"Ref": "AWS::Partition"}, ":" + piece]
    properties = {"DefinitionString": {"Fn::Join": ["", listed]}}
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    return {"t.json": json.dumps({"Resources": {"Train": resource}})}


WAYS = {
    "definition": definition("Definition:\n" + indent(TEXT, "  ")),
    "text": definition("DefinitionString: |\n" + indent(TEXT, "  ")),
    "sub": definition("DefinitionString: !Sub |-\n" + indent(TEXT, "  ")),
    "long sub": definition("DefinitionString:\n  Fn::Sub: |\n" + indent(TEXT, "    ")),
    "one line": definition("DefinitionString: " + json.dumps(json.dumps(MACHINE))),
    "joined": joined(),
}


def only(files: dict[str, str]) -> Endpoint:
    (found,) = endpoints(files)
    return found


@pytest.mark.parametrize("files", WAYS.values(), ids=WAYS)
def test_a_machine_is_read_however_it_is_written(files: dict[str, str]) -> None:
    found = only(files)
    assert found.address == "Train/Config"
    assert [variant.instance_type for variant in found.variants] == [
        Known("ml.m5.large", found.span)
    ]
    assert isinstance(found.cleanup, Known)
    assert found.cleanup.value == "always"


@pytest.mark.parametrize("way", ["definition", "text", "sub", "long sub"])
def test_blocks_keep_their_places(way: str) -> None:
    files = WAYS[way]
    (variant,) = only(files).variants
    span = variant.instance_type.span
    line = files["t.yaml"].splitlines()[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == '"ml.m5.large"'


def test_functions_of_the_template_are_put_in_later_and_still_join() -> None:
    text = TEXT.replace('"EndpointConfigName.$": "$.name"', '"EndpointConfigName": "${Name}"')
    found = only(definition("DefinitionString: !Sub |\n" + indent(text, "  ")))
    assert found.address == "Train/Config"
    assert isinstance(found.cleanup, Known)


def test_a_function_within_a_definition_is_no_text() -> None:
    text = TEXT.replace('"ml.m5.large"', "!Ref Size").replace(
        '"EndpointConfigName.$": "$.name"', '"EndpointConfigName": {"Fn::GetAtt": ["A", "B"]}'
    )
    found = only(definition("Definition:\n" + indent(text, "  ")))
    (variant,) = found.variants
    assert isinstance(variant.instance_type, Unknown)
    assert found.address == "Train/Config"
    assert isinstance(found.cleanup, Known)
    assert found.cleanup.value == "always"


def test_another_machine_of_the_same_line_is_not_taken_for_one() -> None:
    resources = {
        "A": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{"}},
        "B": {"Type": "AWS::SNS::Topic", "Properties": {"A": "arn:aws:states:::sagemaker:x"}},
    }
    assert stock({"t.json": json.dumps({"Resources": resources})}).problems == ()


def test_what_cannot_be_read_is_told() -> None:
    found = stock(definition('DefinitionString: !Sub "{states:::sagemaker:createEndpoint"\n'))
    (problem,) = found.problems
    assert problem.severity == "note"
    assert problem.message.endswith("cannot be read here")


def test_other_machines_are_left_alone() -> None:
    text = TEXT.replace("sagemaker", "batch")
    found = stock(definition("DefinitionString: |\n" + indent(text, "  ")))
    assert (found.endpoints, found.problems) == ((), ())
