"""What a plan does not know yet is joined by what the code refers to."""

from smlint.core.values import Absent, Known, Unknown
from tests.frontends.terraform.shown.planned import NAMES, config, only, variant
from tests.frontends.terraform.shown.writing import (
    change,
    constant,
    declared,
    module,
    plan,
    references,
)
from tests.project import endpoints


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
