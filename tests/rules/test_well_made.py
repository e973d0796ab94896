"""An endpoint of each kind to which no rule has anything to say, and what one change of it breaks.

Here the whole book is asked at once, so that each rule has to know what it is not about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.core.report import Report
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import ALL_RULES, discovered
from smlint.run import lint
from tests.rules.judged import BOOK

HERE = Path(__file__).parent / "well_made"
KINDS = {path.stem: path.read_text("utf-8") for path in sorted(HERE.iterdir())}


def report(code: str) -> Report:
    files = {"main.tf": code}
    return lint(discovered(files), ALL_RULES, BOOK, workspace=MemoryWorkspace(files))


def broken(code: str) -> set[str]:
    found = report(code)
    assert (found.endpoints, found.problems, found.undecided) == (1, (), ())
    return {finding.rule_name for finding in found.findings}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_said_of_what_is_well_made(kind: str) -> None:
    assert broken(KINDS[kind]) == set()


CAPTURE = """
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured/tags/"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
"""
NETWORK = """
  vpc_config {
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
"""
KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
ROLE = 'execution_role_arn = "arn:aws:iam::111122223333:role/tags"\n'
SERVERLESS = "    serverless_config {"


@pytest.mark.parametrize(
    ("kind", "written", "instead", "rules"),
    [
        ("realtime", "value = 50", "value = 51", {"canary-size"}),
        ("realtime", "value = 50", "value = 1", set()),
        ("realtime", "= 3600", "= 1201", set()),
        ("realtime", "= 3600", "= 1200", {"deploy-timeout-too-small"}),
        ("realtime", '"subnet-0a1b2c3d", ', "", {"vpc-one-subnet"}),
        ("realtime", "min_capacity       = 2", "min_capacity       = 0", {"realtime-min-zero"}),
        (
            "realtime",
            "min_capacity       = 2",
            "min_capacity       = 1",
            {"autoscale-min-one-prod"},
        ),
        ("realtime", "ml.c6i.xlarge", "ml.t2.medium", {"burstable-prod", "autoscale-burstable"}),
        ("realtime", "ml.c6i.xlarge", "ml.c6i.huge", {"instance-type-unknown"}),
        ("realtime", "processing_time=100ms", "processing_time=60s", set()),
        ("realtime", "processing_time=100ms", "processing_time=61s", {"sync-processing-over-60s"}),
        (
            "realtime",
            "target_value       = 600",
            "target_value = 1300",
            {"autoscale-target-too-high"},
        ),
        ("realtime", "payload=1MB", "payload=6MB", set()),
        ("realtime", "payload=1MB", "payload=25MB", {"payload-realtime-6-to-25"}),
        ("realtime", "payload=1MB", "payload=26MB", {"payload-over-realtime"}),
        (
            "realtime",
            'metric_name         = "Invocation5XXErrors"',
            'metric_name = "Errors"',
            set(),
        ),
        ("realtime", "Vpc", "Platform", {"platform-registry"}),
        ("realtime", "create_before_destroy = true", "", set()),
        ("realtime", 'name_prefix = "search-"', 'name = "search"', {"fixed-config-name-tf"}),
        (
            "realtime",
            "scale_in_cooldown  = 300",
            "disable_scale_in = true",
            {"autoscale-disable-scale-in"},
        ),
        ("realtime", f'kms_key_arn = "{KEY}"', "", {"no-kms"}),
        ("realtime", f'kms_key_id                  = "{KEY}"', "", {"capture-no-kms"}),
        ("realtime", "enable_network_isolation = true", "", {"no-network-isolation"}),
        (
            "realtime",
            'metric_name         = "Inv',
            'metric_name = "inv',
            {"metric-wrong-namespace"},
        ),
        (
            "realtime",
            "initial_instance_count = 2",
            "initial_instance_count = 1",
            set(),
        ),
        (
            "realtime",
            "@sha256:0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000",
            ":latest",
            {"image-latest"},
        ),
        ("realtime", "/search.tar.gz", "/search.zip", {"model-data-not-targz"}),
        ("async", f'kms_key_id      = "{KEY}"', "", {"async-output-no-kms"}),
        ("async", 'success_topic = "arn:aws:sns:eu-west-1:111122223333:done"', "", set()),
        ("async", 's3_failure_path = "s3://failures/ocr/"', "", {"async-no-failure-path"}),
        ("serverless", "2048", "2000", {"serverless-memory-step"}),
        ("serverless", "payload=1MB", "payload=5MB", {"payload-over-serverless"}),
        ("serverless", "latency=5s", "latency=500ms", {"serverless-low-latency"}),
        ("serverless", "processing_time=1s", "processing_time=61s", {"sync-processing-over-60s"}),
        ("serverless", "  tags = {", f"{CAPTURE}  tags = {{", {"serverless-data-capture"}),
        ("serverless", ROLE, f"{ROLE}{NETWORK}", {"serverless-vpc"}),
        (
            "serverless",
            ROLE,
            f"{ROLE}  enable_network_isolation = true\n",
            {"serverless-network-isolation"},
        ),
        (
            "serverless",
            SERVERLESS,
            f'instance_type = "ml.m5.large"\n{SERVERLESS}',
            {"serverless-with-instance-fields"},
        ),
        ("async", "min_capacity       = 0", "min_capacity       = 1", {"async-min-not-zero"}),
        (
            "async",
            "ApproximateBacklogSizePerInstance",
            "InvocationsPerInstance",
            {"async-wrong-metric", "metric-wrong-dimensions", "metric-wrong-statistic"},
        ),
        ("async", "latency=15min", "latency=500ms", {"async-low-latency"}),
        ("async", "payload=200MB", "payload=1GB", set()),
        ("async", "payload=200MB", "payload=2GB", {"payload-over-async"}),
        (
            "async",
            'adjustment_type = "ChangeInCapacity"',
            'adjustment_type = "PercentChangeInCapacity"',
            set(),
        ),
        (
            "async",
            "alarm_actions       = [aws_appautoscaling_policy.wake.arn]",
            "",
            {"step-policy-without-alarm"},
        ),
        (
            "async",
            "value = aws_sagemaker_endpoint.ocr.name",
            'value = "other"',
            {"metric-of-another-endpoint"},
        ),
    ],
)
def test_one_change_breaks_what_it_breaks_and_no_more(
    kind: str, written: str, instead: str, rules: set[str]
) -> None:
    code = KINDS[kind]
    assert written in code
    assert broken(code.replace(written, instead)) == rules
