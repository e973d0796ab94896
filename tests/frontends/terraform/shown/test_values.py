"""What a plan says of values, and what is read of it."""

import json
from collections.abc import Mapping

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known, Unknown
from tests.frontends.terraform.shown.writing import (
    Data,
    change,
    constant,
    declared,
    module,
    plan,
    references,
    state,
    written,
)
from tests.project import endpoints, reading, stock

NAMES = {
    "model": "aws_sagemaker_model.m",
    "config": "aws_sagemaker_endpoint_configuration.c",
    "endpoint": "aws_sagemaker_endpoint.e",
    "target": "aws_appautoscaling_target.t",
}


def config(after: Data, unknown: Data | None = None, address: str = NAMES["config"]) -> Data:
    return change(address, after, unknown)


def variant(**settings: object) -> Data:
    return {"production_variants": [{"variant_name": "one", **settings}]}


def only(text: str, files: Mapping[str, str] | None = None) -> Endpoint:
    *_, found = endpoints({**(files or {}), "plan.json": text})
    return found


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


def linked(**instead: object) -> str:
    """A plan in which no name is known yet, and what its configuration says of links."""
    later = {"name": True, "arn": True, "id": True}
    endpoint = references(NAMES["endpoint"] + ".name", NAMES["endpoint"])
    return plan(
        [
            change(NAMES["model"], {"primary_container": [{"image": "i:1"}]}, later),
            config(
                {"production_variants": [{"instance_type": "ml.m5.large"}]},
                {**later, "production_variants": [{"model_name": True, "variant_name": True}]},
            ),
            change(NAMES["endpoint"], {}, {**later, "endpoint_config_name": True}),
            change(
                NAMES["target"],
                {"service_namespace": "sagemaker", "max_capacity": 3, "min_capacity": 0},
                {"resource_id": True},
            ),
        ],
        module(
            declared(NAMES["model"], primary_container=[{"image": constant("i:1")}]),
            declared(
                NAMES["config"],
                production_variants=[
                    {
                        "instance_type": constant("ml.m5.large"),
                        "model_name": references(NAMES["model"] + ".name", NAMES["model"]),
                    }
                ],
            ),
            declared(
                NAMES["endpoint"],
                endpoint_config_name=instead.get(
                    "link", references(NAMES["config"] + ".name", NAMES["config"])
                ),
            ),
            declared(
                NAMES["target"],
                service_namespace=constant("sagemaker"),
                min_capacity=constant(0),
                max_capacity=constant(3),
                resource_id=instead.get("scaled", endpoint),
            ),
        ),
    )


def test_names_that_are_not_known_yet_join_by_the_references_of_the_configuration() -> None:
    found = only(linked())
    (one,) = found.variants
    assert isinstance(one.model, Known)
    (target,) = one.scalable_targets
    assert target.min_capacity == Known(0, found.span)
    assert one.scalable_targets.more is None
    assert isinstance(found.name, Absent)
    assert isinstance(one.name, Absent)


def test_a_link_through_a_local_value_is_not_told_by_a_plan() -> None:
    text = linked(scaled=references("local.endpoint"))
    (one,) = only(text).variants
    assert one.scalable_targets.items == ()
    assert isinstance(one.scalable_targets.more, Unknown)


def test_links_lead_through_variables_outputs_and_keys() -> None:
    """`module.a[each.key]` makes the configuration that `module.b[each.key]` puts to use."""
    later = {"name": True}
    changes = [
        item
        for key in ("x", "y")
        for item in (
            change(f'module.a["{key}"].{NAMES["config"]}', variant(instance_type="t"), later),
            change(f'module.b["{key}"].{NAMES["endpoint"]}', {}, {"endpoint_config_name": True}),
        )
    ]
    name = references(NAMES["config"] + ".name", NAMES["config"])
    calls = {
        "a": {
            "module": module(declared(NAMES["config"]), outputs={"name": {"expression": name}}),
        },
        "b": {
            "expressions": {"config": references("module.a", "each.key")},
            "module": module(
                declared(NAMES["endpoint"], endpoint_config_name=references("var.config"))
            ),
        },
    }
    found = endpoints({"plan.json": plan(changes, module(module_calls=calls))})
    assert len(found) == 2
    assert [one.blocks[-1] != one.extent for one in found] == [True, True]
    calls["b"]["expressions"] = {"config": references("module.a")}
    assert len(endpoints({"plan.json": plan(changes, module(module_calls=calls))})) == 4


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


SECRET = "s3cr3t"


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


def problems(text: str, name: str = "plan.json") -> list[tuple[str, str]]:
    found = stock({name: text})
    assert found.endpoints == ()
    return [(problem.severity, problem.message) for problem in found.problems]


def test_another_version_is_one_problem() -> None:
    text = plan([config(variant())]).replace('"1.2"', '"2.0"')
    message = "this plan or state has format_version 2.0; smlint reads 1"
    assert problems(text) == [("error", message)]


def test_a_plan_that_terraform_could_not_finish_is_one_problem() -> None:
    found = stock({"plan.json": plan([config(variant())], errored=True)})
    assert [problem.severity for problem in found.problems] == ["error"]
    assert len(found.endpoints) == 1


def test_a_damaged_plan_is_one_problem() -> None:
    ((severity, message),) = problems(plan([config(variant())])[:-10])
    assert severity == "error"
    assert message.startswith("this plan or state cannot be read: ")


def test_a_state_in_the_tool_s_own_form_is_one_note() -> None:
    document = {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": 1,
        "lineage": "x",
        "resources": [{"mode": "managed", "type": "aws_sagemaker_endpoint", "name": "e"}],
    }
    ((severity, _),) = problems(json.dumps(document), "terraform.tfstate")
    assert severity == "note"


@pytest.mark.parametrize(
    "text",
    [
        '{"format_version": "1.0", "terraform_version": "1", "x": "aws_sagemaker_endpoint"}',
        '{"format_version": 1, "terraform_version": 1, "values": "aws_sagemaker_endpoint"}',
        '{"format_version": "1.0", "terraform_version": "1", "values": "aws_sagemaker_endpoint"}',
        '["format_version", "terraform_version", "aws_sagemaker_endpoint"]',
    ],
)
def test_what_only_looks_like_a_plan_is_left_alone(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('"resource_changes":[', '"resource_changes":[null,7,{},{"change":3},'),
        ('"configuration":{', '"configuration":[],"other":{'),
        ('"after_unknown":{}', '"after_unknown":[true]'),
        ('"production_variants":[{', '"production_variants":[7,[],{'),
    ],
)
def test_odd_pieces_cost_no_more_than_themselves(part: str, instead: str) -> None:
    text = plan([config(variant(instance_type="ml.m5.large"))])
    assert part in text
    assert len(stock({"plan.json": text.replace(part, instead, 1)}).endpoints) == 1


@pytest.mark.parametrize("key", ['"\\q"', "9" * 5000, '"', ""])
def test_odd_addresses_are_no_harm(key: str) -> None:
    entry = {**config(variant()), "address": f"module.a[{key}].{NAMES['config']}"}
    entry["module_address"] = f"module.a[{key}]"
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n  for_each = var.x\n}\nvariable "x" {}\n',
        "a/main.tf": 'resource "aws_sagemaker_endpoint_configuration" "c" {}\n',
    }
    assert only(plan([entry]), files).address == entry["address"]
