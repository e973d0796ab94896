"""What is scheduled deletes after the run."""

from __future__ import annotations

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Unknown
from tests.frontends.python_sdk.making import CREATE
from tests.frontends.python_sdk.scripts import BOTO, calls

SCHEDULE = """name = TEXT
boto3.client("scheduler").create_schedule(
    Name="n", ScheduleExpression="at(2026-01-01T00:00:00)", FlexibleTimeWindow={"Mode": "OFF"},
    Target={"Arn": "ARN", "RoleArn": "r", "Input": INPUT},
)
"""
DELETES = "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint"
FUNCTION = "arn:aws:lambda:eu-west-1:1:function:"
DUMPED = 'json.dumps({"EndpointName": name})'


@pytest.mark.parametrize(
    ("arn", "given", "name"),
    [
        (DELETES, '\'{"EndpointName": "e"}\'', "e"),
        (DELETES, DUMPED, "e"),
        (DELETES, '\'{"EndpointName": "%s"}\' % name', "e"),
        (DELETES, "body", None),
        (f"{FUNCTION}delete-endpoint", DUMPED, "e"),
        (f"{FUNCTION}EndpointCleanup", DUMPED, "e"),
        (f"{FUNCTION}warm", DUMPED, None),
    ],
)
def test_a_schedule_deletes_after_the_run(arn: str, given: str, name: str | None) -> None:
    script = SCHEDULE.replace("TEXT", '"e"').replace("ARN", arn).replace("INPUT", given)
    (call,) = calls(f"import json\n{BOTO}{CREATE}\n{script}", "DeleteEndpoint")
    assert call.reach == "scheduled"
    assert plain(member(call.arguments, "EndpointName")) == name


def test_the_target_of_a_rule_deletes_after_the_run() -> None:
    target = f'{{"Id": "1", "Arn": "{FUNCTION}delete-endpoint", "Input": {DUMPED}}}'
    script = f'boto3.client("events").put_targets(Rule="nightly", Targets=[{target}])'
    (call,) = calls(f'import json\n{BOTO}name = "e"\n{CREATE}\n{script}', "DeleteEndpoint")
    assert (call.reach, plain(call.arguments)) == ("scheduled", {"EndpointName": "e"})


def test_a_schedule_names_an_endpoint_whose_name_is_not_known() -> None:
    script = SCHEDULE.replace("TEXT", 'f"e-{stamp()}"').replace("ARN", DELETES)
    script = script.replace("INPUT", 'f\'{{"EndpointName": "{name}"}}\'')
    (call,) = calls(f"{BOTO}{script}", "DeleteEndpoint")
    given = member(call.arguments, "EndpointName")
    assert isinstance(given, Unknown)
    assert given.parts[0] == "e-"


@pytest.mark.parametrize("arn", [DELETES.replace("delete", "describe"), f"{FUNCTION}report"])
def test_other_schedules_delete_nothing(arn: str) -> None:
    script = SCHEDULE.replace("TEXT", '"e"').replace("ARN", arn).replace("INPUT", "'{}'")
    assert calls(f"{BOTO}{CREATE}\n{script}", "DeleteEndpoint") == []
