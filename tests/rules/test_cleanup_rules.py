"""When the rules on cleanup speak, and when they cannot tell."""

from __future__ import annotations

import json

import pytest

from tests.project import endpoints
from tests.rules.judged import BOOK, RULES, report

MADE = """\
import boto3

sm = boto3.client("sagemaker")
sm.create_model(ModelName="x", PrimaryContainer={"Image": "x:1"})
sm.create_endpoint_config(
    EndpointConfigName="x",
    ProductionVariants=[
        {"VariantName": "A", "ModelName": "x", "InstanceType": "ml.m5.xlarge",
         "InitialInstanceCount": 1},
    ],
)
sm.create_endpoint(EndpointName="x", EndpointConfigName="x")
"""
CONFIG = 'sm.delete_endpoint_config(EndpointConfigName="x")'
ENDPOINT = 'sm.delete_endpoint(EndpointName="x")'
MODEL = 'sm.delete_model(ModelName="x")'


def judged(rule: str, *lines: str, before: str = MADE) -> tuple[list[str], int]:
    """The messages of the findings on a script that ends in `lines`; how many are undecided."""
    found = report(rule, before + "\n".join(lines) + "\n", "python")
    assert found.endpoints
    return [finding.message for finding in found.findings], len(found.undecided)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((CONFIG, ENDPOINT), 1),
        ((ENDPOINT, CONFIG), 0),
        ((CONFIG, MODEL, ENDPOINT), 1),
        ((CONFIG,), 0),
        ((f"if done:\n    {CONFIG}", ENDPOINT), 0),
        (('sm.update_endpoint(EndpointName="x", EndpointConfigName="y")', CONFIG, ENDPOINT), 0),
    ],
)
def test_what_is_deleted_before_its_endpoint(lines: tuple[str, ...], count: int) -> None:
    messages, _ = judged("delete-config-before-endpoint", *lines)
    assert len(messages) == count


def test_callbacks_of_a_stack_are_called_from_the_last_to_the_first() -> None:
    stack = (
        "from contextlib import ExitStack",
        "with ExitStack() as stack:",
        '    stack.callback(sm.delete_endpoint_config, EndpointConfigName="x")',
        '    stack.callback(sm.delete_endpoint, EndpointName="x")',
    )
    assert judged("delete-config-before-endpoint", *stack) == ([], 0)


MACHINE = """
StartAt: Config
States:
  DropConfig:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sagemaker:deleteEndpointConfig
    Parameters: {EndpointConfigName: x}
    End: true
  Drop:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sagemaker:deleteEndpoint
    Parameters: {EndpointName: x}
    Next: DropConfig
  Create:
    Type: Task
    Resource: arn:aws:states:::sagemaker:createEndpoint
    Parameters: {EndpointName: x, EndpointConfigName: x}
    Next: Drop
  Config:
    Type: Task
    Resource: arn:aws:states:::sagemaker:createEndpointConfig
    Parameters:
      EndpointConfigName: x
      ProductionVariants:
        - {VariantName: A, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1}
    Next: Create
"""


def test_states_of_a_machine_may_be_written_in_any_order() -> None:
    found = report("delete-config-before-endpoint", MACHINE, "step_functions")
    assert found.endpoints
    assert not found.findings


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ((ENDPOINT,), "its configuration and its model, which the script makes too, stay"),
        ((ENDPOINT, CONFIG), "its model, which the script makes too, stays"),
        ((MODEL, ENDPOINT), "its configuration, which the script makes too, stays"),
        ((ENDPOINT, CONFIG, MODEL), ""),
        ((CONFIG, MODEL), ""),
    ],
)
def test_what_stays_behind(lines: tuple[str, ...], left: str) -> None:
    messages, undecided = judged("leftover-config-or-model", *lines)
    assert [left in message for message in messages] == ([True] if left else [])
    assert not undecided


def test_what_may_be_deleted_under_another_name_is_undecided() -> None:
    hidden = "sm.delete_model(ModelName=unknown())"
    assert judged("leftover-config-or-model", ENDPOINT, CONFIG, hidden) == ([], 1)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((ENDPOINT,), 1),
        (("try:", "    predict()", "finally:", f"    {ENDPOINT}"), 0),
        ((f"if done:\n    {ENDPOINT}",), 0),
        ((), 0),
    ],
)
def test_what_a_failure_leaves_running(lines: tuple[str, ...], count: int) -> None:
    assert len(judged("delete-not-in-finally", *lines)[0]) == count


def test_somebody_sits_before_a_notebook() -> None:
    source = (MADE + ENDPOINT).splitlines(keepends=True)
    cell: dict[str, object] = {"cell_type": "code", "metadata": {}, "source": source}
    notebook = json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 4})
    (found,) = endpoints({"deploy.ipynb": notebook})
    assert list(RULES["delete-not-in-finally"].check(found, BOOK.facts)) == []


PLACED = """
sm.create_inference_component(
    InferenceComponentName="part", EndpointName="x", VariantName="A",
    Specification={"ModelName": "x", "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 512}},
)
"""
PART = 'sm.delete_inference_component(InferenceComponentName="part")'
OTHER = 'sm.delete_inference_component(InferenceComponentName="other")'
MANAGED = MADE.replace(
    '"InitialInstanceCount": 1',
    '"InitialInstanceCount": 1, "ManagedInstanceScaling": {"Status": "ENABLED", '
    '"MinInstanceCount": 0, "MaxInstanceCount": 2}',
)


@pytest.mark.parametrize(
    ("lines", "before", "count"),
    [
        ((PART,), MADE, 1),
        ((OTHER,), MADE, 0),
        ((PART, ENDPOINT), MADE, 0),
        ((PART,), MANAGED, 0),
    ],
)
def test_a_component_without_its_endpoint(lines: tuple[str, ...], before: str, count: int) -> None:
    messages, undecided = judged("delete-predictor-ic", *lines, before=before + PLACED)
    assert len(messages) == count
    assert not undecided


def test_what_another_script_makes_is_deleted_by_the_names_that_are_written_out() -> None:
    deploys = """
    from sagemaker.pytorch import PyTorchModel

    model = PyTorchModel(model_data="s3://models/x.tar.gz", role="ml", entry_point="serve.py")
    kept = model.deploy(1, "ml.m5.xlarge", endpoint_name="fraud")
    """
    deletes = """
    import boto3

    boto3.client("sagemaker").delete_endpoint(EndpointName="fraud")
    """
    (found,) = report("leftover-config-or-model", deploys, "python", down_py=deletes).findings
    assert found.span.path.endswith("down.py")
    assert 'delete_endpoint(\n    EndpointName="fraud",\n)' in found.instead
    assert 'delete_endpoint_config(\n    EndpointConfigName="fraud",\n)' in found.instead
    assert "kept" not in found.instead
