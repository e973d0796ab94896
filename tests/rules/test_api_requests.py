"""Requests that the API refuses, as each language writes them; what is left to other rules."""

from __future__ import annotations

from textwrap import dedent

import pytest

from smlint.rules.api_request_refused import TOLD
from tests.rules.judged import RULES, judged, report

RULE = "api-request-refused"

TEMPLATE = """
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: {type}
          InitialInstanceCount: {count}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
"""
ROOT = """
variable "x" {{}}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    model_name             = "search"
    instance_type          = {type}
    initial_instance_count = {count}
  }}
}}
"""
SCRIPT = """
import boto3
sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {{
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": {type},
            "InitialInstanceCount": {count},
        }}
    ],
)
"""
LARGE = '"ml.m5.large"'


def messages(rule: str, language: str, code: str) -> list[str]:
    return [finding.message for finding in report(rule, code, language).findings]


@pytest.mark.parametrize(
    ("count", "template", "root", "script"),
    [
        ("1", 0, 0, 0),
        ("0", 1, 1, 1),
        ('"1"', 0, 0, 1),
        ("1.5", 1, 1, 1),
        ('"many"', 1, 1, 1),
    ],
)
def test_languages_convert_what_they_convert(
    count: str, template: int, root: int, script: int
) -> None:
    given = {"type": LARGE, "count": count}
    assert len(messages(RULE, "cloudformation", TEMPLATE.format(**given))) == template
    assert len(messages(RULE, "terraform", ROOT.format(**given))) == root
    assert len(messages(RULE, "python", SCRIPT.format(**given))) == script


def test_each_language_has_its_names() -> None:
    given = {"type": LARGE, "count": "0"}
    (found,) = messages(RULE, "terraform", ROOT.format(**given))
    assert found == "production_variants.initial_instance_count is 0: the API takes 1 or more"
    (found,) = messages(RULE, "cloudformation", TEMPLATE.format(**given))
    assert found == "ProductionVariants.InitialInstanceCount is 0: the API takes 1 or more"


def test_what_boto3_is_given_has_to_be_something() -> None:
    (found,) = messages(RULE, "python", SCRIPT.format(type="None", count="1"))
    assert "is None" in found
    assert messages(RULE, "terraform", ROOT.format(type="null", count="1")) == []


def test_what_a_caller_is_to_give_is_left_open() -> None:
    code = SCRIPT.format(type=LARGE, count="count")
    function = f"def deploy(count=None):\n{dedent(code).strip()}\n".replace("\n", "\n    ")
    assert messages(RULE, "python", function) == []
    assert judged(RULE, ROOT.format(type=LARGE, count="var.x")) == ([], 1)


def test_the_sdk_fills_in_what_it_likes() -> None:
    code = """
    from sagemaker.model import Model

    model = Model(image_uri="search:1", role="ml", model_data="s3://models/search.tar.gz")
    model.deploy(initial_instance_count=1, instance_type="ml.m5.large", volume_size=1000)
    """
    (found,) = messages(RULE, "python", code)
    assert found.startswith("ProductionVariants.VolumeSizeInGB is 1000")


@pytest.mark.parametrize("text", ["", "<type>", "YOUR_MODEL", "your-model-name", "ENTER NAME"])
def test_a_text_that_is_to_be_replaced_is_not_judged(text: str) -> None:
    code = SCRIPT.format(type=LARGE, count="1").replace('"search"', f'"{text}"')
    assert messages(RULE, "python", code) == []


def test_what_is_empty_until_a_run_gives_it_is_no_question() -> None:
    code = """
import os, boto3
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=%s, Body=b"1")
"""
    asked = report(RULE, code % '""').undecided
    assert len(asked) == 1
    assert not report(RULE, code % 'os.environ.get("ENDPOINT", "")').undecided


def test_what_another_service_scales_is_its_own() -> None:
    code = (
        TEMPLATE.format(type=LARGE, count="1")
        + """
  Tables:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: {namespace}
      ResourceId: table/orders
      ScalableDimension: {namespace}:something:New
      MinCapacity: 5
      MaxCapacity: 1
"""
    )
    for rule in (RULE, "autoscale-min-gt-max"):
        assert messages(rule, "cloudformation", code.format(namespace="dynamodb")) == []
        assert len(messages(rule, "cloudformation", code.format(namespace="sagemaker"))) == 1


@pytest.mark.parametrize(("told", "rule"), [(name, rule) for (_, name), (_, rule) in TOLD.items()])
def test_what_is_left_to_a_rule_is_left_to_one_that_there_is(told: str, rule: str) -> None:
    assert told
    assert rule in RULES


def test_no_instance_type_is_told_twice() -> None:
    code = TEMPLATE.format(type="ml.m5.huge", count="1")
    assert messages(RULE, "cloudformation", code) == []
    assert len(messages("instance-type-unknown", "cloudformation", code)) == 1
    job = """
    import boto3
    boto3.client("sagemaker").create_transform_job(
        TransformJobName="search",
        ModelName="search",
        TransformInput={
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://a/b"}},
        },
        TransformOutput={"S3OutputPath": "s3://a/c"},
        TransformResources={"InstanceType": "ml.m5.huge", "InstanceCount": 1},
    )
    """
    assert len(messages(RULE, "python", job)) == 1
    assert messages("instance-type-unknown", "python", job) == []


ASKED = """
import boto3
instance = boto3.client("ssm").get_parameter(Name="x")["Parameter"]["Value"]
"""


@pytest.mark.parametrize("rule", [RULE, "instance-type-unknown"])
def test_a_value_is_asked_for_where_the_user_can_give_it(rule: str) -> None:
    assert judged(rule, ROOT.format(type="var.x", count="1")) == ([], 1)
    assert judged(rule, ASKED + SCRIPT.format(type="instance", count="1")) == ([], 0)
