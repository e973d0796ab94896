"""A bad example of a rule with one thing changed: where the rule begins to speak, and ceases."""

from __future__ import annotations

import pytest

from smlint.core.rule import Example
from smlint.examples import MARK, run
from tests.rules.judged import BOOK, RULES, judged

SHADOWING = """\
    model_name             = "search-2"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
"""
SERVERLESS = """\
    model_name = "search-2"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
"""
UPDATED = '    EndpointConfigName="search-2",\n'
KEPT = f"{UPDATED}    RetainAllVariantProperties=True,\n"
EXCLUDED = KEPT + '    ExcludeRetainedVariantProperties=[{"VariantPropertyType": "%s"}],\n'
COUNT = "initial_instance_count = 1\n"
COUNTED = "initial_instance_count = 2\n"
MANAGED = """
    managed_instance_scaling {{
      status             = "{status}"
      min_instance_count = 1
      max_instance_count = 4
    }}
"""


@pytest.mark.parametrize(
    ("rule", "example", "written", "instead", "findings"),
    [
        ("canary-size", "cloudformation", "Value: 5 ", "Value: 9 ", 1),
        ("canary-size", "cloudformation", "Value: 5 ", "Value: 10 ", 0),
        ("canary-size", "cloudformation", "Value: 5 ", "Value: 50 ", 0),
        ("canary-size", "cloudformation", "Value: 5 ", "Value: 51 ", 1),
        ("canary-size", "python", '"Value": 100', '"Value": 4', 1),
        ("canary-size", "python", '"Value": 100', '"Value": 5', 0),
        ("canary-size", "python", '"Value": 100', '"Value": 50', 0),
        ("canary-size", "python", '"Value": 100', '"Value": 51', 1),
        ("canary-size", "python", "MaximumBatchSize", "RollbackMaximumBatchSize", 0),
        ("transform-payload-over-100", "python", "MaxPayloadInMB=50", "MaxPayloadInMB=25", 0),
        ("transform-payload-over-100", "python", "MaxPayloadInMB=50", "MaxPayloadInMB=26", 1),
        ("realtime-min-zero", "terraform", "DesiredInstanceCount", "DesiredConcurrency", 0),
        ("long-lived-shadow", "terraform", SHADOWING, SERVERLESS, 0),
        ("update-resets-capacity", "python", UPDATED, KEPT, 0),
        ("update-resets-capacity", "python", UPDATED, EXCLUDED % "DesiredInstanceCount", 1),
        ("update-resets-capacity", "python", UPDATED, EXCLUDED % "DesiredWeight", 0),
        ("autoscale-target-too-high", "terraform", "max_capacity       = 6", "max_capacity = 2", 0),
        ("autoscale-target-too-high", "terraform", "max_capacity       = 6", "max_capacity = 3", 1),
        ("sync-processing-50-60s", "python", "# smlint: processing_time=55s", "", 0),
        ("big-model-default-volume", "terraform", "model_size=60GB", "model_size=500GB", 1),
        ("async-no-autoscaling", "terraform", COUNT, COUNT + MANAGED.format(status="ENABLED"), 0),
        ("async-no-autoscaling", "terraform", COUNT, COUNT + MANAGED.format(status="DISABLED"), 1),
        (
            "big-model-default-volume",
            "terraform",
            COUNTED,
            f"{COUNTED}    volume_size_in_gb = 9\n",
            0,
        ),
        ("kms-on-nvme", "terraform", "ml.g5.xlarge", "ml.c5.xlarge", 0),
        ("kms-on-nvme", "terraform", "kms_key_arn = aws_kms_key.endpoints.arn", "", 0),
    ],
)
def test_one_change_of_a_bad_example(
    rule: str, example: str, written: str, instead: str, findings: int
) -> None:
    bad = next(item for item in RULES[rule].bad if item.language == example)
    assert written in bad.code
    changed = bad.code.replace(MARK, "").replace(written, instead)
    report = run(RULES[rule], Example(bad.language, changed, bad.files), BOOK)
    assert (len(report.findings), report.undecided, report.problems) == (findings, (), ())


OF_THE_ENDPOINT = """
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      {setting}
      ProductionVariants:
        - {{VariantName: all, {served}}}
"""
ON_NOTHING = "ModelName: tags, ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}"
ON_INSTANCES = "InstanceType: ml.m5.large, InitialInstanceCount: 2"
NETWORK = "VpcConfig: {SecurityGroupIds: [group], Subnets: [one]}"
ISOLATED = "EnableNetworkIsolation: true"


@pytest.mark.parametrize(
    ("rule", "setting", "served", "findings", "undecided"),
    [
        ("vpc-one-subnet", NETWORK, ON_INSTANCES, 1, 0),
        ("vpc-one-subnet", NETWORK.replace("one", "one, two"), ON_INSTANCES, 0, 0),
        ("vpc-one-subnet", NETWORK.replace("one", ""), ON_INSTANCES, 0, 0),
        ("serverless-vpc", NETWORK, ON_NOTHING, 1, 0),
        ("serverless-vpc", NETWORK, ON_INSTANCES, 0, 0),
        ("serverless-network-isolation", ISOLATED, ON_NOTHING, 1, 0),
        ("serverless-network-isolation", ISOLATED.replace("true", "false"), ON_NOTHING, 0, 1),
        ("serverless-network-isolation", ISOLATED, ON_INSTANCES, 0, 0),
    ],
)
def test_what_holds_of_a_model_holds_of_the_endpoint_as_a_whole(
    rule: str, setting: str, served: str, findings: int, undecided: int
) -> None:
    lines, open_ = judged(rule, OF_THE_ENDPOINT.format(setting=setting, served=served))
    assert (len(lines), open_) == (findings, undecided)
