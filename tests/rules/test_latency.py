"""Where rules of latency and payload speak, stay quiet, or cannot tell."""

from __future__ import annotations

import pytest

from tests.rules.judged import judged, report
from tests.rules.variants import ASYNC, SERVERLESS, config


@pytest.mark.parametrize(
    ("rule", "code", "findings", "undecided"),
    [
        ("streaming-over-8min", config("streaming=true processing_time=8min"), 0, 0),
        ("streaming-over-8min", config("streaming=true processing_time=481s"), 1, 0),
        ("streaming-over-8min", config("processing_time=9min"), 0, 0),
        ("streaming-over-8min", config("streaming=true processing_time=9min", more=ASYNC), 0, 0),
        ("async-processing-over-1h", config("processing_time=1h", more=ASYNC), 0, 0),
        ("async-processing-over-1h", config("processing_time=61min", more=ASYNC), 1, 0),
        ("async-processing-over-1h", config("processing_time=61min"), 0, 0),
        ("serverless-steady-traffic", config("traffic=steady", SERVERLESS), 1, 0),
        ("serverless-steady-traffic", config("traffic=sporadic", SERVERLESS), 0, 0),
        ("serverless-model-gt-memory", config("model_size=2048MB", SERVERLESS), 0, 0),
        ("serverless-model-gt-memory", config("model_size=2049MB", SERVERLESS), 1, 0),
        (
            "serverless-model-gt-memory",
            config("model_size=2GB", SERVERLESS.replace("2048", "var.hidden")), 0, 1,
        ),
    ],
)  # fmt: skip
def test_limits(rule: str, code: str, findings: int, undecided: int) -> None:
    lines, open_ = judged(rule, code)
    assert (len(lines), open_) == (findings, undecided)


MANAGED = """\
initial_instance_count = 1
managed_instance_scaling {{
  status             = "{}"
  max_instance_count = 4
}}
"""


@pytest.mark.parametrize(
    ("settings", "findings", "undecided"),
    [
        ("initial_instance_count = 2", 1, 0),
        ("initial_instance_count = 1", 0, 0),
        ("initial_instance_count = var.hidden", 0, 1),
        ('initial_instance_count = 2\nrouting_config {\n routing_strategy = "RANDOM"\n}', 1, 0),
        ("initial_instance_count = 2\nrouting_config {\n routing_strategy = var.hidden\n}", 0, 1),
        (MANAGED.format("ENABLED"), 1, 0),
        (MANAGED.format("DISABLED"), 0, 0),
    ],
)  # fmt: skip
def test_random_routing_matters_between_instances(
    settings: str, findings: int, undecided: int
) -> None:
    code = config("streaming=true", f'instance_type = "ml.g5.xlarge"\n{settings}')
    lines, open_ = judged("routing-random", code)
    assert (len(lines), open_) == (findings, undecided)
    assert judged("routing-random", code.replace("streaming=true", "traffic=steady")) == ([], 0)


TRANSFORM = """
from sagemaker.transformer import Transformer

transformer = Transformer("m", {count}, "ml.m5.xlarge", strategy={strategy})
transformer.transform("{uri}", split_type={split}, data_type="{kind}")
"""


@pytest.mark.parametrize(
    ("uri", "count", "kind", "findings"),
    [
        ("s3://b/rows.csv", 2, "S3Prefix", 1),
        ("s3://b/2026/rows.jsonl.gz", 2, "S3Prefix", 1),
        ("s3://b/rows.csv", 1, "S3Prefix", 0),
        ("s3://b/rows/", 2, "S3Prefix", 0),
        ("s3://b/rows", 2, "S3Prefix", 0),
        ("s3://b/v1.2", 2, "S3Prefix", 0),
        ("s3://my.bucket", 2, "S3Prefix", 0),
        ("s3://b/rows.manifest", 2, "ManifestFile", 0),
    ],
)
def test_a_single_file_is_known_by_its_name(uri: str, count: int, kind: str, findings: int) -> None:
    code = TRANSFORM.format(uri=uri, count=count, kind=kind, strategy=None, split='"Line"')
    assert len(judged("transform-instances-gt-files", code)[0]) == findings


@pytest.mark.parametrize(
    ("strategy", "split", "findings"),
    [
        ('"MultiRecord"', "None", 1),
        ('"MultiRecord"', '"None"', 1),
        ('"MultiRecord"', '"Line"', 0),
        ('"MultiRecord"', '"TFRecord"', 0),
        ('"SingleRecord"', "None", 0),
        ("None", "None", 0),
    ],
)
def test_records_exist_where_files_are_split(strategy: str, split: str, findings: int) -> None:
    code = TRANSFORM.format(
        uri="s3://b/rows/", count=1, kind="S3Prefix", strategy=strategy, split=split
    )
    assert len(judged("transform-strategy-needs-split", code)[0]) == findings


CALLED = """
import boto3
from botocore.config import Config

sagemaker = boto3.client("sagemaker")
# smlint: processing_time={time}
sagemaker.create_endpoint_config(
    EndpointConfigName="x",
    ProductionVariants=[
        {{
            "VariantName": "AllTraffic",
            "ModelName": "x",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }}
    ],{more}
)
sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x")
runtime = boto3.client("sagemaker-runtime"{config})
{call}
"""
SYNC = 'runtime.invoke_endpoint(EndpointName="x", Body=b"")'
QUEUE = 'runtime.invoke_endpoint_async(EndpointName="x", InputLocation="s3://b/i"{timeout})'


@pytest.mark.parametrize(
    ("time", "config", "findings", "undecided"),
    [
        ("49s", "", 0, 0),
        ("50s", "", 1, 0),
        ("60s", ", config=Config(read_timeout=65)", 1, 0),
        ("60s", ", config=Config(read_timeout=70)", 0, 0),
        ("61s", "", 0, 0),
        ("55s", ", config=Config(read_timeout=int(input()))", 0, 1),
    ],
)
def test_a_slow_request_needs_a_patient_client(
    time: str, config: str, findings: int, undecided: int
) -> None:
    code = CALLED.format(time=time, config=config, call=SYNC, more="")
    lines, open_ = judged("sync-processing-50-60s", code)
    assert (len(lines), open_) == (findings, undecided)


@pytest.mark.parametrize(
    ("time", "timeout", "findings", "undecided"),
    [
        ("15min", "", 0, 0),
        ("16min", "", 1, 0),
        ("16min", ", InvocationTimeoutSeconds=960", 0, 0),
        ("16min", ", InvocationTimeoutSeconds=900", 1, 0),
        ("16min", ", InvocationTimeoutSeconds=int(input())", 0, 1),
        ("2h", "", 0, 0),
    ],
)
def test_an_asynchronous_request_asks_for_its_time(
    time: str, timeout: str, findings: int, undecided: int
) -> None:
    more = ' AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://o/"}},'
    call = QUEUE.format(timeout=timeout)
    code = CALLED.format(time=time, config="", call=call, more=more)
    lines, open_ = judged("async-default-timeout", code)
    assert (len(lines), open_) == (findings, undecided)


def test_calls_that_cannot_be_seen_matter_where_a_time_is_declared() -> None:
    hidden = 'runtime.invoke_endpoint(EndpointName=input(), Body=b"")'
    code = CALLED.format(time="55s", config="", call=hidden, more="")
    assert judged("sync-processing-50-60s", code) == ([], 1)
    silent = code.replace("# smlint: processing_time=55s", "")
    assert judged("sync-processing-50-60s", silent) == ([], 0)


def test_a_stream_that_a_script_asks_for_is_a_need() -> None:
    asked = 'runtime.invoke_endpoint_with_response_stream(EndpointName="x", Body=b"")'
    code = CALLED.format(time="1s", config="", call=asked, more="").replace(
        'Count": 1', 'Count": 2'
    )
    (finding,) = report("routing-random", code, "python").findings
    assert any(note.text == "responses are streamed" for note in finding.related)
