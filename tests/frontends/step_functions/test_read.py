"""State machines: what they make, how surely they delete it again, what is not known of them."""

import json
from typing import Any

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Known, Unknown
from tests.project import endpoints, reading

CONFIG = {
    "EndpointConfigName.$": "$.name",
    "ProductionVariants": [
        {
            "VariantName": "AllTraffic",
            "ModelName.$": "$.model",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 2,
        }
    ],
    "Tags": [{"Key": "team", "Value": "risk"}],
}
ENDPOINT = {"EndpointName.$": "$.name", "EndpointConfigName.$": "$.name"}


def task(operation: str, request: Any, following: str = "", **more: Any) -> dict[str, Any]:
    after = {"Next": following} if following else {"End": True}
    resource = f"arn:aws:states:::{operation}"
    return {"Type": "Task", "Resource": resource, "Parameters": request, **after, **more}


def caught(following: str) -> dict[str, Any]:
    return {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": following}]}


def machine(start: str, **states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": start, "States": states}


def creating(following: str = "", **more: Any) -> dict[str, Any]:
    return {
        "Config": task("sagemaker:createEndpointConfig", CONFIG, "Create"),
        "Create": task("sagemaker:createEndpoint", ENDPOINT, following, **more),
    }


DELETE = task("aws-sdk:sagemaker:deleteEndpoint", {"EndpointName.$": "$.name"})
WAIT = {"Type": "Wait", "Seconds": 60}
WORK = {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:work"}


def only(definition: object) -> Endpoint:
    (found,) = endpoints({"machine.asl.json": json.dumps(definition, indent=2)})
    return found


def cleanup(definition: object) -> object:
    found = only(definition).cleanup
    assert isinstance(found, Known), found
    return found.value


def test_what_stands_at_the_same_path_is_the_same() -> None:
    found = only(machine("Config", **creating()))
    assert isinstance(found.name, Unknown)
    assert found.name.reason == "$.name is known only when the state machine runs"
    (variant,) = found.variants
    assert isinstance(variant.initial_instance_count, Known)
    assert variant.initial_instance_count.value == 2
    assert (found.address, variant.span.line) == ("Config", 10)
    assert isinstance(found.tags, Known)
    assert {*found.tags.value} == {"team"}


def test_what_stands_at_another_path_may_be_another() -> None:
    states = creating()
    states["Create"]["Parameters"] = {"EndpointName": "fraud", "EndpointConfigName.$": "$.other"}
    first, second = endpoints({"machine.asl.json": json.dumps(machine("Config", **states))})
    assert isinstance(first.name, Unknown)
    assert isinstance(second.config_name, Unknown)


@pytest.mark.parametrize("name", ["{% $name %}", "${Name}", "fraud-${Name}"])
def test_expressions_and_substitutions_are_unknown_and_join(name: str) -> None:
    config = {"EndpointConfigName": name, "ProductionVariants": "{% $variants %}"}
    request = {"EndpointName": "fraud", "EndpointConfigName": name}
    states = {
        "Config": task("sagemaker:createEndpointConfig", None, "Create", Arguments=config),
        "Create": task("sagemaker:createEndpoint", None, Arguments=request),
    }
    for state in states.values():
        del state["Parameters"]
    found = only({"QueryLanguage": "JSONata", **machine("Config", **states)})
    assert isinstance(found.name, Known)
    assert isinstance(found.config_name, Unknown)
    assert isinstance(found.variants.more, Unknown)


def test_a_request_that_is_the_input_is_unknown() -> None:
    states = {"Create": task("sagemaker:createEndpoint", None)}
    del states["Create"]["Parameters"]
    assert isinstance(only(machine("Create", **states)).name, Unknown)


def test_nothing_deletes_it() -> None:
    assert cleanup(machine("Config", **creating())) == "none"


def test_a_deletion_on_the_way() -> None:
    states = creating("Wait") | {"Wait": {**WAIT, "Next": "Delete"}, "Delete": DELETE}
    assert cleanup(machine("Config", **states)) == "always"


def test_a_deletion_that_a_choice_may_pass_by() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "Delete"}]}
    states = creating("Choose") | {
        "Choose": {**choice, "Default": "Keep"},
        "Keep": {"Type": "Succeed"},
        "Delete": DELETE,
    }
    assert cleanup(machine("Config", **states)) == "conditional"


def test_waiting_in_a_circle_is_no_way_past_a_deletion() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "Delete"}]}
    states = creating("Wait") | {
        "Wait": {**WAIT, "Next": "Choose"},
        "Choose": {**choice, "Default": "Wait"},
        "Delete": DELETE,
    }
    assert cleanup(machine("Config", **states)) == "always"


def test_to_fail_is_no_way_past_a_deletion() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "Delete"}]}
    states = creating("Choose") | {
        "Choose": {**choice, "Default": "Fail"},
        "Fail": {"Type": "Fail"},
        "Delete": DELETE,
    }
    assert cleanup(machine("Config", **states)) == "always"


@pytest.mark.parametrize("apart", [False, True])
def test_a_deletion_that_a_failure_leads_to_as_well(apart: bool) -> None:
    handler = "Clean" if apart else "Delete"
    states = creating("Work") | {
        "Work": {**WORK, "Next": "Delete", **caught(handler)},
        "Delete": DELETE,
        "Clean": DELETE,
    }
    assert cleanup(machine("Config", **states)) == "guaranteed"


def test_a_deletion_that_only_a_failure_leads_to() -> None:
    states = creating("Work") | {"Work": {**WORK, "End": True, **caught("Delete")}}
    assert cleanup(machine("Config", **states, Delete=DELETE)) == "conditional"


def test_a_deletion_behind_the_same_choice_as_the_creation_is_sure() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "Config"}]}
    states = creating("Delete") | {
        "Choose": {**choice, "Default": "Skip"},
        "Skip": {"Type": "Succeed"},
        "Delete": DELETE,
    }
    assert cleanup(machine("Choose", **states)) == "always"


def test_a_deletion_that_clears_the_way_is_none() -> None:
    first = {**DELETE, "Next": "Config", **caught("Config")}
    del first["End"]
    assert cleanup(machine("Delete", Delete=first, **creating())) == "none"


@pytest.mark.parametrize("held", ["Parallel", "Map", "OldMap"])
def test_what_other_states_hold_is_part_of_the_machine(held: str) -> None:
    inner = machine("Config", **creating())
    holders: dict[str, dict[str, Any]] = {
        "Parallel": {"Type": "Parallel", "Branches": [machine("Wait", Wait=WAIT), inner]},
        "Map": {"Type": "Map", "ItemProcessor": inner},
        "OldMap": {"Type": "Map", "Iterator": inner},
    }
    deploy = {**holders[held], "Next": "Delete"}
    definition = machine("Deploy", Deploy=deploy, Delete=DELETE)
    found = only(definition)
    assert found.address == "Deploy/Config"
    if held != "Parallel":  # the path means another value outside
        assert isinstance(found.cleanup, Unknown)
        return
    assert cleanup(definition) == "always"
    deploy.update(caught("Delete"))
    inner["States"] = {**creating("Work"), "Work": {**WORK, "End": True}}
    assert cleanup(definition) == "guaranteed"


def test_a_branch_that_fails_does_not_hide_the_others() -> None:
    branches = [machine("Fail", Fail={"Type": "Fail"}), machine("Delete", Delete=DELETE)]
    both = {"Type": "Parallel", "Branches": branches, "End": True}
    assert cleanup(machine("Config", **creating("Both"), Both=both)) == "conditional"


def test_large_machines_cost_no_more_than_a_glance() -> None:
    count = 1_000
    states: dict[str, dict[str, Any]] = {}
    for number in range(count):
        name = {"EndpointName": f"e{number}", "EndpointConfigName": "c"}
        states[f"c{number}"] = task("sagemaker:createEndpoint", name, f"d{number}")
        following = f"c{number + 1}" if number + 1 < count else ""
        states[f"d{number}"] = task(
            "aws-sdk:sagemaker:deleteEndpoint", {"EndpointName": f"e{number}"}, following
        )
    found = reading({"a.asl.json": json.dumps(machine("c0", **states))})
    (deployment,) = found.deployments
    assert {call.reach for call in deployment.calls} == {"always"}
    assert len(deployment.calls) == count


def test_what_is_done_for_each_item_is_deleted_for_each() -> None:
    inner = machine("Config", **creating("Delete"), Delete=DELETE)
    assert (
        cleanup(machine("Each", Each={"Type": "Map", "Iterator": inner, "End": True})) == "always"
    )


def test_updating_an_endpoint_that_may_exist_is_the_same_endpoint() -> None:
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.x", "Next": "Create"}]}
    states = creating() | {"Choose": {**choice, "Default": "Update"}}
    states["Config"]["Next"] = "Choose"
    states["Update"] = task("sagemaker:updateEndpoint", ENDPOINT)
    assert only(machine("Config", **states)).address == "Config"


def test_comments_of_states_declare_and_yaml_is_read() -> None:
    definition = machine("Config", **creating(Comment="smlint: environment=production"))
    found = only(definition)
    assert isinstance(found.environment, Known)
    assert found.environment.value == "production"
    (same,) = endpoints({"machine.asl.yaml": json.dumps(definition)})
    assert same.config_name == found.config_name


def test_only_what_asks_for_something_is_a_deployment() -> None:
    names = {"EndpointName": "fraud"}
    calls = machine("One", One=task("aws-sdk:sagemakerruntime:invokeEndpoint", names))
    other = machine("One", One=task("sagemaker:createTrainingJob.sync", {}))
    found = reading({"a.asl.json": json.dumps(calls), "b.asl.json": json.dumps(other)})
    (deployment,) = found.deployments
    assert [call.operation for call in deployment.calls] == ["InvokeEndpoint"]


@pytest.mark.parametrize("name", ["machine.asl.json", "machine.json"])
def test_a_definition_with_holes_is_told(name: str) -> None:
    holes = '{"StartAt": "A", "States": {"A": {"Resource": "states:::sagemaker:", "B": ${count}}}}'
    (problem,) = reading({name: holes}).problems
    assert (problem.severity, "this is a template" in problem.message) == ("note", True)
    (problem,) = reading({"a.asl.json": '{"sagemaker:": '}).problems
    assert problem.severity == "error"


def test_a_broken_template_that_holds_a_machine_is_broken() -> None:
    held = json.dumps(machine("Config", **creating())) + " # ${Name}"
    lines = ("Resources:", "  M:", "    Type: AWS::A::B", "    A: |", f"      {held}", "   B: [")
    (problem,) = reading({"template.yaml": "\n".join(lines)}).problems
    assert (problem.severity, problem.span.line) == ("error", 6)


@pytest.mark.parametrize(
    "definition",
    [
        [],
        {"StartAt": "A", "States": ["sagemaker:"]},
        {"StartAt": "A", "States": {"A": 1, "B": {"Resource": ["sagemaker:"]}}},
        machine("A", A={"Type": "Task", "Resource": "arn:aws:states:::sagemaker:createEndpoint"}),
        machine("B", A=task("sagemaker:deleteEndpoint", [1], "C", Catch=[1, {"Next": 2}])),
        machine("A", A=task("sagemaker:createEndpoint", {"EndpointName.$": {}}, "A")),
        machine("A", A={"Type": "Choice", "Choices": "sagemaker:"}, B={"Branches": [{}, 1]}),
    ],
)
def test_what_is_not_as_expected_is_no_fault(definition: object) -> None:
    found = reading({"a.asl.json": json.dumps(definition)})
    assert found.problems == ()


@pytest.mark.parametrize("name", ["machine.asl.json", "machine.json", "definitions/machine.yaml"])
def test_a_machine_is_known_by_what_it_is_not_only_by_its_suffix(name: str) -> None:
    states = creating()
    states["Create"]["Comment"] = "smlint: environment=production"
    (found,) = endpoints({name: json.dumps(machine("Config", **states), indent=2)})
    assert (found.language, found.path) == ("step_functions", name)
    read = reading({name: json.dumps(machine("Config", **states), indent=2)})
    assert [comment.text for comment in read.comments] == ["smlint: environment=production"]


def test_a_file_that_only_looks_like_a_machine_is_left_alone() -> None:
    listed = json.dumps({"Resource": "arn:aws:states:::sagemaker:createEndpoint"})
    read = reading({"permissions.json": listed})
    assert (read.deployments, read.problems) == ((), ())
