"""Alarms on latencies whose description says which time is meant."""

from __future__ import annotations

import pytest

from smlint.rules._metric_examples import alarm_cfn, alarm_tf
from tests.rules.judged import judged, report

RULE = "latency-in-microseconds"


@pytest.mark.parametrize(
    ("threshold", "description", "wrong"),
    [
        ("5000", "Model latency exceeds 5 seconds", 1),
        ("5000", "p99 above 5000ms", 1),
        ("2000", "slower than 2000 milliseconds", 1),
        ("1500", "slower than 1.5s", 1),
        ("5000000", "Model latency exceeds 5 seconds", 0),
        ("5000", "above 5 ms for 5 seconds", 0),
        ("5000", "latency of ml.m5 is high, see runbook 5000", 0),
        ("5000", "high latency", 0),
        ("0", "not at once", 0),
    ],
)
def test_a_description_tells_which_time_is_meant(
    threshold: str, description: str, wrong: int
) -> None:
    period = "  period "
    root = alarm_tf(threshold=threshold).replace(
        period, f'  alarm_description = "{description}"\n{period}'
    )
    template = alarm_cfn(threshold=threshold).replace(
        "      Namespace:", f'      AlarmDescription: "{description}"\n      Namespace:'
    )
    for code in (root, template):
        assert description in code
        lines, undecided = judged(RULE, code)
        assert (len(lines), undecided) == (wrong, 0)


def test_the_finding_says_what_the_description_does() -> None:
    code = alarm_cfn(threshold="30000").replace(
        "      Namespace:", "      AlarmDescription: slower than 30 s\n      Namespace:"
    )
    (found,) = report(RULE, code).findings
    assert "30000 is 30 ms, but the alarm is described as one for 30 s" in found.message
    assert "Threshold: 30000000" in found.instead.splitlines()[-1]
    assert "30000000.0" not in found.instead


def test_an_alarm_on_another_unit_sees_nothing() -> None:
    code = alarm_cfn(threshold="500").replace(
        "      Namespace:", "      Unit: Milliseconds\n      Namespace:"
    )
    (found,) = report(RULE, code).findings
    assert found.message.endswith("an alarm on the unit Milliseconds sees no data at all")
    assert "# without Unit" in found.instead
    (found,) = report(RULE, code.replace("Milliseconds", "Microseconds")).findings
    assert found.message.endswith("which every request takes longer than")


def test_the_unit_of_a_metric_of_the_cdk() -> None:
    code = """
from aws_cdk import App, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sagemaker as sagemaker

app = App()
stack = Stack(app, "Watch")
sagemaker.CfnEndpoint(stack, "Endpoint", endpoint_name="search", endpoint_config_name="search")
slow = cloudwatch.Metric(
    namespace="AWS/SageMaker",
    metric_name="ModelLatency",
    dimensions_map={"EndpointName": "search", "VariantName": "AllTraffic"},
    unit=cloudwatch.Unit.MILLISECONDS,
)
cloudwatch.Alarm(stack, "Slow", metric=slow, threshold=500, evaluation_periods=3)
app.synth()
"""
    (found,) = report(RULE, code).findings
    assert found.message.endswith("an alarm on the unit Milliseconds sees no data at all")
