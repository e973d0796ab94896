"""Programs of Pulumi, and what Pulumi recorded of them as Terraform and CloudFormation write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypedDict

import pytest

from tests.frontends.python_sdk.infrastructure.comparing import HOME, ordered
from tests.project import endpoints


class Recorded(TypedDict):
    type: str
    name: str
    inputs: dict[str, object]


RECORDED = json.loads((HOME / "data" / "pulumi.json").read_text("utf-8"))
CASES = [(program, stack) for program, stacks in RECORDED.items() for stack in stacks]

MADE_UP = re.compile(r"auto:aws:\w+/\w+:(\w+):([\w-]+):(\w+)")
TERRAFORM = {
    "Model": "aws_sagemaker_model",
    "EndpointConfiguration": "aws_sagemaker_endpoint_configuration",
    "Endpoint": "aws_sagemaker_endpoint",
    "Target": "aws_appautoscaling_target",
    "Policy": "aws_appautoscaling_policy",
    "ScheduledAction": "aws_appautoscaling_scheduled_action",
    "MetricAlarm": "aws_cloudwatch_metric_alarm",
    "Topic": "aws_sns_topic",
}
ALARM = "aws_cloudwatch_metric_alarm"
BLOCKS = {
    "containers": "container",
    "s3_data_sources": "s3_data_source",
    "routing_configs": "routing_config",
    "step_adjustments": "step_adjustment",
}
"""What Pulumi has in the plural, of the blocks of Terraform's provider."""
FREE = ("tags", "environment", "dimensions")
CAPITALS = {"VolumeSizeInGb": "VolumeSizeInGB", "MemorySizeInMb": "MemorySizeInMB"}


def terraform(resources: list[Recorded]) -> Iterator[tuple[str, str, object]]:
    """Type, name and arguments of each resource of `pulumi_aws`, for Terraform."""
    for resource in resources:
        provider, _, kind = resource["type"].partition(":")
        if provider == "aws":
            written = TERRAFORM[kind.rpartition(":")[2]]
            arguments = snake(resource["inputs"])
            if written == ALARM and isinstance(arguments, dict) and "name" in arguments:
                arguments["alarm_name"] = arguments.pop("name")
            yield written, resource["name"], arguments


def snake(value: object, key: str = "") -> object:
    match value:
        case dict():
            return {
                _snake(name, key): snake(item, _snake(name, key)) for name, item in value.items()
            }
        case list():
            return [snake(item) for item in value]
        case str():
            return MADE_UP.sub(
                lambda found: f"${{{TERRAFORM[found[1]]}.{found[2]}.{found[3]}}}", value
            )
    return value


def _reference(found: re.Match[str]) -> str:
    return f"${{{TERRAFORM[found[1]]}.{found[2]}.{found[3]}}}"


def _snake(name: str, within: str) -> str:
    written = name if within in FREE else re.sub(r"(?=[A-Z])", "_", name).lower()
    return BLOCKS.get(written, written)


def cloudformation(resources: list[Recorded]) -> dict[str, object]:
    """The resources of `pulumi_aws_native`, as those of a template."""
    return {
        f"{str(one['type']).rpartition(':')[2]}{one['name']}": {
            "Type": "AWS::{}::{}".format(
                SERVICES[one["type"].split(":")[1]], one["type"].split(":")[2]
            ),
            "Properties": capital(one["inputs"]),
        }
        for one in resources
    }


def _type(provider: str, service: str, kind: str) -> str:
    assert provider == "aws-native"
    return f"AWS::{SERVICES[service]}::{kind}"


SERVICES = {
    "sagemaker": "SageMaker",
    "applicationautoscaling": "ApplicationAutoScaling",
    "cloudwatch": "CloudWatch",
}


def capital(value: object, key: str = "") -> object:
    match value:
        case dict():
            return {_capital(name, key): capital(item, name) for name, item in value.items()}
        case list():
            return [capital(item) for item in value]
        case str() if value.startswith("auto:"):
            *_, kind, name, output = value.split(":")
            return {"Fn::GetAtt": [kind + name, _capital(output, "")]}
    return value


def _capital(name: str, within: str) -> str:
    written = name if within in FREE else name[:1].upper() + name[1:]
    return CAPITALS.get(written, written)


def expected(resources: list[Recorded]) -> Mapping[str, str]:
    """The files in which another language says the same."""
    if any(one["type"].startswith("aws-native:") for one in resources):
        return {"template.json": json.dumps({"Resources": cloudformation(resources)})}
    written: dict[str, dict[str, object]] = {}
    for kind, name, arguments in terraform(resources):
        written.setdefault(kind, {})[name] = arguments
    return {"main.tf.json": json.dumps({"resource": written})}


def files_of(program: str) -> dict[str, str]:
    return {
        f"{program}/{path.name}": path.read_text("utf-8")
        for path in sorted((HOME / "pulumi" / program).iterdir())
        if path.is_file()
    }


@pytest.mark.parametrize(("program", "stack"), CASES)
def test_a_program_deploys_what_pulumi_recorded(program: str, stack: str) -> None:
    found = tuple(one for one in endpoints(files_of(program)) if one.stage.name == stack)
    assert found
    assert ordered(found) == ordered(endpoints(expected(RECORDED[program][stack])))


def test_every_program_is_recorded() -> None:
    assert {path.parent.name for path in (HOME / "pulumi").glob("*/__main__.py")} == set(RECORDED)
