"""Where rules of latency and payload speak, stay quiet, or cannot tell; what fits instead."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.rules.judged import RULES, judged, report
from tests.rules.variants import variant

REALTIME = 'instance_type = "ml.m5.large"\n initial_instance_count = 1'
SERVERLESS = "serverless_config {\n memory_size_in_mb = 2048\n max_concurrency = 5\n }"
ASYNC = 'async_inference_config {\n output_config {\n s3_output_path = "s3://o/"\n }\n }'


def config(declared: str, settings: str = REALTIME, more: str = "") -> str:
    return f"""# smlint: {declared}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name = "AllTraffic"
    model_name   = "x"
{indent(settings, "    ")}
  }}
{indent(more, "  ")}
}}
variable "hidden" {{}}
"""


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


def test_a_stream_that_a_script_asks_for_is_a_need() -> None:
    asked = 'runtime.invoke_endpoint_with_response_stream(EndpointName="x", Body=b"")'
    code = CALLED.format(time="1s", config="", call=asked, more="").replace(
        'Count": 1', 'Count": 2'
    )
    (finding,) = report("routing-random", code, "python").findings
    assert any(note.text == "responses are streamed" for note in finding.related)


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
