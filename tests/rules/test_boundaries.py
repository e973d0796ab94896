"""Where rules speak, where they stay quiet, and where they say that they cannot tell."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.rules.judged import RULES, judged
from tests.rules.variants import REALTIME, SERVERLESS, model, variant

NAMED = """
variable "environment" { type = string }
variable "count_" { type = number }
"""

RUNS = """
resource "aws_sagemaker_endpoint" "x" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.x.name
}
"""


@pytest.mark.parametrize("rule", ["no-autoscaling", "single-instance-prod"])
def test_production_rules_need_the_environment(rule: str) -> None:
    assert len(judged(rule, variant())[0]) == 1
    assert judged(rule, variant(environment='"dev"')) == ([], 0)
    assert judged(rule, variant(environment="null")) == ([], 0)
    assert judged(rule, NAMED + variant(environment="var.environment")) == ([], 1)


@pytest.mark.parametrize("rule", ["nonprod-always-on", "nonprod-multi-instance"])
def test_rules_outside_of_production_need_the_environment(rule: str) -> None:
    assert len(judged(rule, variant(environment='"dev"', count="2") + RUNS)[0]) == 1
    assert judged(rule, variant(count="2") + RUNS) == ([], 0)
    assert judged(rule, variant(environment="null", count="2") + RUNS) == ([], 0)
    hidden = NAMED + variant(environment="var.environment", count="2") + RUNS
    assert judged(rule, hidden) == ([], 1)


def test_a_configuration_alone_runs_nothing() -> None:
    assert judged("nonprod-always-on", variant(environment='"dev"')) == ([], 0)


def test_a_hidden_count_is_neither_one_nor_many() -> None:
    assert judged("single-instance-prod", NAMED + variant(count="var.count_")) == ([], 1)
    dev = NAMED + variant(count="var.count_", environment='"dev"')
    assert judged("nonprod-multi-instance", dev) == ([], 1)


def test_managed_scaling_counts_unless_it_is_disabled() -> None:
    managed = """
    # smlint: environment=production
    resource "aws_sagemaker_endpoint_configuration" "x" {{
      production_variants {{
        variant_name           = "AllTraffic"
        model_name             = "x"
        instance_type          = "ml.m5.large"
        initial_instance_count = 1
        managed_instance_scaling {{
          status             = "{status}"
          min_instance_count = {least}
          max_instance_count = 4
        }}
      }}
    }}
    """
    on, off = managed.format(status="ENABLED", least=2), managed.format(status="DISABLED", least=2)
    assert judged("no-autoscaling", on) == ([], 0)
    assert judged("single-instance-prod", on) == ([], 0)
    assert judged("no-autoscaling", off) == ([4], 0)
    assert judged("single-instance-prod", off) == ([8], 0)
    assert judged("single-instance-prod", managed.format(status="ENABLED", least=1)) == ([8], 0)
    idle = managed.format(status="ENABLED", least=0).replace("=production", "=non-production")
    assert judged("nonprod-always-on", idle) == ([], 0)


def test_a_target_of_who_knows_what_leaves_scaling_open() -> None:
    target = """
    variable "resource_id" { type = string }
    resource "aws_appautoscaling_target" "x" {
      service_namespace  = "sagemaker"
      resource_id        = var.resource_id
      scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
      min_capacity       = 2
      max_capacity       = 4
    }
    """
    assert judged("no-autoscaling", variant() + dedent(target)) == ([], 1)
    assert judged("single-instance-prod", variant() + dedent(target)) == ([], 1)
    burstable = variant(type_='"ml.t2.medium"') + dedent(target)
    assert judged("autoscale-burstable", burstable) == ([], 1)
    assert judged("autoscale-burstable", variant() + dedent(target)) == ([], 0)


@pytest.mark.parametrize(
    ("declared", "findings"),
    [
        ("traffic=sporadic", 1),
        ("traffic=sporadic payload=4MB processing_time=60s latency=1s", 1),
        ("traffic=sporadic payload=5MB", 0),
        ("traffic=sporadic processing_time=2min", 0),
        ("traffic=sporadic latency=200ms", 0),
        ("traffic=sporadic model_size=8GB", 0),
        ("traffic=steady", 0),
    ],
)
def test_serverless_is_advised_only_where_it_fits(declared: str, findings: int) -> None:
    code = f"# smlint: {declared}\n{variant().strip()}\n"
    assert len(judged("realtime-for-intermittent", code)[0]) == findings


@pytest.mark.parametrize(
    ("environment", "serverless", "realtime"),
    [
        ('TS_MAX_REQUEST_SIZE = "100000000"', [6], [6]),
        ("MMS_MAX_REQUEST_SIZE = 25000000", [6], []),
        ("MMS_MAX_REQUEST_SIZE = 25000001", [6], [6]),
        ('TS_MAX_REQUEST_SIZE = "6553500"', [], []),
        ('TS_MAX_REQUEST_SIZE = "large"', [], []),
        ('TS_DEFAULT_WORKERS_PER_MODEL = "100000000"', [], []),
    ],
)
def test_a_raised_limit_of_the_model_server_is_evidence(
    environment: str, serverless: list[int], realtime: list[int]
) -> None:
    on_serverless = model(environment, SERVERLESS)
    assert judged("payload-over-serverless", on_serverless) == (serverless, 0)
    assert judged("payload-over-realtime", on_serverless) == ([], 0)
    on_instances = model(environment, REALTIME)
    assert judged("payload-over-realtime", on_instances) == (realtime, 0)
    assert judged("payload-over-serverless", on_instances) == ([], 0)


def test_a_declared_payload_outweighs_the_evidence() -> None:
    code = model('TS_MAX_REQUEST_SIZE = "100000000"', REALTIME)
    declared = code.replace(
        'resource "aws_sagemaker_endpoint_c',
        '# smlint: payload=1MB\nresource "aws_sagemaker_endpoint_c',
    )
    assert judged("payload-over-realtime", declared) == ([], 0)


SDK = """
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/x.tar.gz", role="ml", entry_point="inference.py")
"""


def test_provisioned_concurrency_is_billed_while_idle() -> None:
    use = ".predict(b'')\n"
    warm = f"model.deploy(serverless_inference_config=ServerlessInferenceConfig(2048, 5, 2)){use}"
    assert judged("deploy-without-delete", SDK + warm) == ([6], 0)
    cold = f"model.deploy(serverless_inference_config=ServerlessInferenceConfig(2048, 5)){use}"
    assert judged("deploy-without-delete", SDK + cold) == ([], 0)


BOTO = """
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="x-2",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "x",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
"""


@pytest.mark.parametrize(
    ("calls", "kept"),
    [
        ('sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x-2")', [16]),
        ('sagemaker.update_endpoint(EndpointName="x", EndpointConfigName="x-2")', []),
        ("", []),
    ],
)
def test_only_a_script_that_makes_an_endpoint_has_to_delete_it(calls: str, kept: list[int]) -> None:
    use = 'boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="x", Body=b"")'
    assert judged("deploy-without-delete", f"{BOTO}{calls}\n{use}\n") == (kept, 0)


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("", ([], 0)),
        ("# smlint: environment=non-production", ([17], 0)),
        ("def use():\n    runtime.invoke_endpoint(EndpointName='x', Body=b'')", ([], 0)),
        ("if many():\n    runtime.invoke_endpoint(EndpointName='x', Body=b'')", ([17], 0)),
        ("runtime.invoke_endpoint(EndpointName=input(), Body=b'')", ([], 1)),
    ],
)
def test_who_only_deploys_an_endpoint_leaves_it_to_others(
    calls: str, told: tuple[list[int], int]
) -> None:
    made = 'runtime = boto3.client("sagemaker-runtime")\nsagemaker.create_endpoint('
    made = f'{made}EndpointName="x", EndpointConfigName="x-2")'
    code = f"{BOTO}{made}  {calls}\n" if calls.startswith("#") else f"{BOTO}{made}\n{calls}\n"
    assert judged("deploy-without-delete", code) == told


@pytest.mark.parametrize("text", ["<instance type>", "{{ instance_type }}", "ml.$SIZE"])
def test_a_text_that_is_to_be_replaced_is_no_instance_type(text: str) -> None:
    assert judged("instance-type-unknown", variant(type_=f'"{text}"')) == ([], 1)


def test_calls_that_cannot_be_seen_matter_to_asynchronous_endpoints_alone() -> None:
    code = f"""{BOTO}sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x-2")
name = input()
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body=b"")
"""
    assert judged("async-sync-invoke", code) == ([], 0)
    output = 'AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://x/"}},'
    asynchronous = code.replace('EndpointConfigName="x-2",', f'EndpointConfigName="x-2", {output}')
    assert judged("async-sync-invoke", asynchronous) == ([], 1)


def test_a_deletion_on_some_path_is_a_deletion() -> None:
    code = f"""{BOTO}sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x-2")
import sys
if "--clean" in sys.argv:
    sagemaker.delete_endpoint(EndpointName="x")
sagemaker.delete_endpoint_config(EndpointConfigName="x-2")
"""
    assert judged("deploy-without-delete", code) == ([], 0)
    assert judged("delete-config-only", code) == ([], 0)


def test_what_makes_way_for_a_new_one_is_not_left_behind() -> None:
    code = f"""{BOTO}sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x-2")
"""
    deletion = 'sagemaker.delete_endpoint_config(EndpointConfigName="x-2")\n'
    assert len(judged("delete-config-only", code + deletion)[0]) == 1
    cleared = code.replace(
        "sagemaker.create_endpoint_config", f"{deletion}sagemaker.create_endpoint_config"
    )
    assert deletion in cleared
    assert judged("delete-config-only", cleared) == ([], 0)


def test_a_model_that_is_found_needs_no_known_name_to_keep_an_instance() -> None:
    bad = RULES["realtime-min-zero"].bad[0].code.replace(" # <- here", "")
    written = 'model_name             = "search"'
    assert written in bad
    assert len(judged("realtime-min-zero", bad)[0]) == 1
    named = bad.replace(written, "model_name = var.model") + 'variable "model" {}\n'
    assert judged("realtime-min-zero", named) == ([], 1)
    linked = (
        bad.replace(written, "model_name = aws_sagemaker_model.m.name")
        + """
variable "prefix" {}
resource "aws_sagemaker_model" "m" {
  name = "${var.prefix}-search"
}
"""
    )
    assert len(judged("realtime-min-zero", linked)[0]) == 1


def test_a_policy_type_that_is_written_wrong_is_shown_where_it_is_written() -> None:
    bad = RULES["tf-policy-type-default"].bad[0].code
    lines = judged("tf-policy-type-default", bad.replace(" # <- here", ""))[0]
    assert len(lines) == 1
    written = bad.replace('"invocations"', '"invocations"\n  policy_type        = "StepScaling"')
    assert judged("tf-policy-type-default", written)[0] == [lines[0] + 2]
