"""What fits instead, as rules of latency, payload and cost tell it."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.rules.judged import RULES, judged, report
from tests.rules.variants import ASYNC, SERVERLESS, config, variant


@pytest.mark.parametrize(
    ("rule", "code", "fits"),
    [
        (
            "sync-processing-over-60s",
            config("processing_time=3min"),
            "asynchronous, batch transform",
        ),
        ("payload-over-realtime", config("payload=50MB"), "asynchronous, batch transform"),
        ("payload-over-serverless", config("payload=5MB", SERVERLESS), "real-time, asynchronous"),
        ("serverless-steady-traffic", config("traffic=steady", SERVERLESS), "real-time"),
        ("async-low-latency", config("latency=100ms", more=ASYNC), "real-time, serverless (with"),
        ("realtime-for-intermittent", config("traffic=sporadic"), "serverless, asynchronous"),
    ],
)
def test_messages_say_what_fits_instead(rule: str, code: str, fits: str) -> None:
    (finding,) = report(rule, code).findings
    assert f"fits instead: {fits}" in finding.message


def test_nothing_fits_a_workload_beyond_all_limits() -> None:
    (finding,) = report("payload-over-realtime", config("payload=2GB")).findings
    assert finding.message.endswith("no other option is known to fit")


def test_a_model_servers_limit_is_a_payload_for_what_fits() -> None:
    code = """
resource "aws_sagemaker_model" "x" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"
    environment = { TS_MAX_REQUEST_SIZE = "100000000" }
  }
}
resource "aws_sagemaker_endpoint_configuration" "x" {
  production_variants {
    model_name             = aws_sagemaker_model.x.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
"""
    (finding,) = report("payload-over-realtime", code).findings
    assert finding.message.endswith("fits instead: asynchronous, batch transform")


@pytest.mark.parametrize(
    ("more", "findings", "undecided"),
    [
        ("", 1, 0),
        ("enable_network_isolation = true", 0, 0),
        ("enable_network_isolation = false", 1, 0),
        ("enable_network_isolation = var.hidden", 0, 1),
        ('vpc_config {\n subnets = ["s"]\n security_group_ids = ["g"]\n}', 0, 0),
    ],
)
def test_what_the_configuration_shows_rules_serverless_out(
    more: str, findings: int, undecided: int
) -> None:
    code = f"""# smlint: traffic=sporadic
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    model_name             = aws_sagemaker_model.x.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }}
}}
variable "hidden" {{ type = bool }}
resource "aws_sagemaker_model" "x" {{
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {{
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"
  }}
{indent(more, "  ")}
}}
"""
    lines, open_ = judged("realtime-for-intermittent", code)
    assert (len(lines), open_) == (findings, undecided)


def test_a_development_endpoint_may_scale_to_zero() -> None:
    bad = RULES["zero-scale-low-latency"].bad[0].code.replace(" # <- here", "")
    assert len(judged("zero-scale-low-latency", bad)[0]) == 1
    dev = bad.replace("latency=2s", "latency=2s environment=non-production")
    assert judged("zero-scale-low-latency", dev) == ([], 0)


def test_an_accelerator_of_which_nothing_is_known_decides_nothing() -> None:
    code = "# smlint: traffic=sporadic\n" + variant(type_='"ml.dl1.24xlarge"').strip()
    assert judged("realtime-for-intermittent", code) == ([], 1)


def test_a_model_of_many_is_better_off_alone() -> None:
    bad = RULES["mme-low-latency"].bad[0].code.replace(" # <- here", "")
    (finding,) = report("mme-low-latency", bad).findings
    assert "fits instead: real-time, serverless (with provisioned concurrency)" in finding.message


def test_serverless_is_not_advised_for_many_models() -> None:
    bad = RULES["mme-low-latency"].bad[0].code.replace(" # <- here", "")
    sporadic = bad.replace("latency=150ms", "traffic=sporadic")
    assert judged("realtime-for-intermittent", sporadic) == ([], 0)
    alone = sporadic.replace("MultiModel", "SingleModel")
    assert len(judged("realtime-for-intermittent", alone)[0]) == 1
