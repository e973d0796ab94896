"""A rule is written once and holds for every language, because the models are equal."""

import pytest

from smlint.core.model import Endpoint, Variant
from smlint.core.values import Known, Setting
from tests.project import endpoints
from tests.rosetta.cases import files

LANGUAGES = (
    "terraform", "terraform-json", "cloudformation", "kubernetes", "step-functions", "shell",
    "boto3", "sdk", "notebook", "cdk", "pulumi",
)  # fmt: skip
KINDS = ("serverless", "realtime", "async")


def value(setting: Setting[object]) -> object:
    assert isinstance(setting, Known), setting
    return setting.value


def variant(endpoint: Endpoint) -> Variant:
    (only,) = endpoint.variants
    assert endpoint.variants.more is None
    return only


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_same_endpoint_is_the_same_model_in_every_language(kind: str, language: str) -> None:
    (expected,) = endpoints(files("terraform", kind))
    (found,) = endpoints(files(language, kind))
    assert found == expected


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_is_what_was_written(kind: str, language: str) -> None:
    (found,) = endpoints(files(language, kind))
    assert value(found.kind) == kind
    assert value(found.name) == "fraud"
    only = variant(found)
    (container,) = value(only.model).containers  # type: ignore[attr-defined]
    assert str(value(container.image)).endswith("/fraud:1.4.2")
    assert value(value(container.environment)["WORKERS"]) == "2"  # type: ignore[index]
    if isinstance(only.serverless_config, Known):
        assert kind == "serverless"
        assert value(only.serverless_config.value.memory_size_in_mb) == 4096
        assert value(only.serverless_config.value.max_concurrency) == 20
        return
    assert value(only.instance_type) == "ml.m5.xlarge"
    assert value(only.initial_instance_count) == 2
    (target,) = only.scalable_targets
    assert value(target.max_capacity) == {"realtime": 6, "async": 4}[kind]
    if isinstance(found.async_inference_config, Known):
        assert value(found.async_inference_config.value.s3_failure_path) == "s3://results/failed"
        (policy,) = target.policies
        (alarm,) = policy.alarms
        assert value(alarm.metric_name) == "HasBacklogWithoutCapacity"
        assert list(found.alarms) == [alarm]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "written", "instead"),
    [
        ("serverless", "20", "21"),
        ("realtime", "ml.m5.xlarge", "ml.m5.2xlarge"),
        ("realtime", "70", "50"),
        ("async", "s3://results/failed", "s3://elsewhere/failed"),
        ("async", "fraud:1.4.2", "fraud:latest"),
        ("async", "HasBacklogWithoutCapacity", "ApproximateBacklogSize"),
    ],
)
def test_another_value_in_any_language_is_another_model(
    language: str, kind: str, written: str, instead: str
) -> None:
    original = files(language, kind)
    changed = {path: text.replace(written, instead) for path, text in original.items()}
    assert changed != original
    assert endpoints(changed) != endpoints(original)
