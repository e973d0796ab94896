"""What a plan says of values, and what is read of it."""

import json

import pytest

from smlint.core.values import Absent, Known, Unknown
from tests.frontends.terraform.shown.planned import NAMES, SECRET, config, only, variant
from tests.frontends.terraform.shown.writing import (
    change,
    constant,
    declared,
    module,
    plan,
    references,
    state,
    written,
)
from tests.project import endpoints, reading


def test_what_is_gone_after_the_apply_is_not_there() -> None:
    text = plan(
        [
            change("aws_sagemaker_endpoint_configuration.gone", None, actions=["delete"]),
            change("aws_sagemaker_endpoint_configuration.forgotten", None, actions=["forget"]),
            *(
                change(f"aws_sagemaker_endpoint_configuration.c{number}", {}, actions=actions)
                for number, actions in enumerate(
                    (["no-op"], ["update"], ["delete", "create"], ["create", "delete"])
                )
            ),
            {**change("aws_sagemaker_endpoint_configuration.data", {}), "mode": "data"},
            {**config({}, address="aws_sagemaker_endpoint_configuration.c0"), "deposed": "f00"},
        ]
    )
    found = endpoints({"plan.json": text})
    assert [one.address[-2:] for one in found] == ["c0", "c1", "c2", "c3"]
    first = [one.create_before_destroy for one in found]
    assert [item.value if isinstance(item, Known) else None for item in first] == [
        None,
        None,
        False,
        True,
    ]


PREFIXED = """\
resource "aws_sagemaker_endpoint_configuration" "c" {
  name_prefix = "fraud-"
  production_variants {
    instance_type = "ml.m5.large"
  }
}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "fraud"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
"""


@pytest.mark.parametrize("how", ["files", "configuration", "state", "state and files"])
def test_a_name_that_terraform_made_up_is_none_that_somebody_wrote(how: str) -> None:
    made = "fraud-20260101000000000000000001"
    after = {
        "name": made,
        "name_prefix": "fraud-",
        "production_variants": [{"instance_type": "ml.m5.large", "variant_name": "v"}],
    }
    using = {"name": "fraud", "endpoint_config_name": made, "name_prefix": ""}
    changes = [
        change(NAMES["config"], after, actions=["no-op"]),
        change(NAMES["endpoint"], using, actions=["no-op"]),
    ]
    link = references(NAMES["config"] + ".name", NAMES["config"])
    root = module(
        declared(
            NAMES["config"],
            name_prefix=constant("fraud-"),
            production_variants=[{"instance_type": constant("ml.m5.large")}],
        ),
        written(changes[1], endpoint_config_name=link),
    )
    text = (
        state({NAMES["config"]: after, NAMES["endpoint"]: using})
        if "state" in how
        else plan(changes, root if how == "configuration" else {})
    )
    found = only(text, {"main.tf": PREFIXED} if "files" in how else {})
    assert isinstance(found.config_name, Absent)
    assert isinstance(found.name, Known)
    assert found.name.value == "fraud"
    assert len(found.variants.items) == 1


def test_all_tags_count_even_those_of_the_provider() -> None:
    after = {**variant(), "tags": {"a": "1"}, "tags_all": {"a": "1", "Environment": "prod"}}
    found = only(plan([config(after)]))
    assert isinstance(found.tags, Known)
    assert {name: getattr(tag, "value", None) for name, tag in found.tags.value.items()} == {
        "a": "1",
        "Environment": "prod",
    }
    assert isinstance(found.environment, Known)
    assert found.environment.value == "production"


def test_variables_tell_the_environment() -> None:
    found = only(plan([config(variant())], {}, {"environment": "staging", "n": [1], "x": None}))
    assert isinstance(found.environment, Known)
    assert found.environment.value == "non-production"


def test_what_is_sensitive_is_unknown_wherever_it_stands() -> None:
    after = {
        "name": "m",
        "primary_container": [
            {"image": SECRET, "environment": {"KEY": SECRET, "OPEN": "yes"}, "mode": SECRET}
        ],
        "tags_all": {"a": SECRET},
    }
    hidden = {
        "primary_container": [{"image": True, "environment": {"KEY": True}, "mode": True}],
        "tags_all": True,
    }
    root = {"variables": {"password": {"sensitive": True}}}
    text = plan(
        [
            change(NAMES["model"], after, sensitive=hidden),
            config(variant(model_name="m", instance_type="ml.m5.large")),
        ],
        root,
        {"password": SECRET},
    )
    read = reading({"plan.json": text})
    assert SECRET not in repr((read.deployments, read.sources, read.problems))
    (one,) = only(text).variants
    assert isinstance(one.model, Known)
    (container,) = one.model.value.containers
    assert isinstance(container.image, Unknown)
    assert isinstance(container.environment, Known)
    assert container.environment.value["OPEN"] == Known("yes", container.span)


def test_a_state_has_exact_values_and_zeros_that_may_mean_nothing() -> None:
    text = state(
        {
            NAMES["model"]: {"name": "m", "primary_container": [{"image": "i:1", "mode": ""}]},
            NAMES["config"]: {
                "name": "c",
                "kms_key_arn": "",
                "data_capture_config": [],
                "production_variants": [
                    {
                        "variant_name": "v",
                        "model_name": "m",
                        "instance_type": "",
                        "initial_instance_count": 0,
                        "volume_size_in_gb": 0,
                        "serverless_config": [
                            {
                                "memory_size_in_mb": 2048,
                                "max_concurrency": 5,
                                "provisioned_concurrency": 0,
                            }
                        ],
                    }
                ],
            },
            f'{NAMES["endpoint"]}["a"]': {"name": "e", "endpoint_config_name": "c"},
        }
    )
    found = only(text)
    (one,) = found.variants
    assert isinstance(one.serverless_config, Known)
    assert isinstance(one.serverless_config.value.provisioned_concurrency, Absent)
    assert isinstance(one.volume_size_in_gb, Absent)
    assert isinstance(one.instance_type, Absent)
    assert isinstance(one.initial_instance_count, Unknown)
    assert isinstance(found.kms_key_id, Absent)
    assert isinstance(found.data_capture_config, Absent)
    assert isinstance(one.model, Known)
    assert found.stage.name == "plan.json"


def test_modules_of_a_state_are_read() -> None:
    inner = {
        "address": f'module.a["k"].{NAMES["config"]}',
        "mode": "managed",
        "type": "aws_sagemaker_endpoint_configuration",
        "name": "c",
        "values": variant(),
    }
    outer = {"address": 'module.a["k"]', "resources": [inner]}
    text = state({}).replace('"resources": []', f'"child_modules": {json.dumps([outer])}')
    assert only(text).address == 'module.a["k"].aws_sagemaker_endpoint_configuration.c'
