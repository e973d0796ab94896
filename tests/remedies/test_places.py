"""What is to be written is a part of what is there, told by name where others are like it."""

from __future__ import annotations

import pytest

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    MODEL,
    SCALABLE_TARGET,
)
from smlint.core.rule import Instead, Written
from smlint.core.tree import elements, member
from smlint.remedies import written
from smlint.remedies.places import placed
from tests.build import resource, unknown


def test_what_is_to_go_is_named_only_where_it_is_written() -> None:
    variants = [{"VariantName": "a", "InstanceType": "ml.m5.large"}, {"VariantName": "b"}]
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=variants)
    gone = {"InstanceType": None, "InitialInstanceCount": None}
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [gone], "VpcConfig": None})
    others = Instead(ENDPOINT_CONFIG, {"VpcConfig": None})
    assert written("terraform", "main.tf", (asked, others), (config,)) == (
        'resource "aws_sagemaker_endpoint_configuration" "this" {\n'
        "  production_variants {\n"
        '    variant_name = "a"\n'
        "    # without instance_type\n"
        "  }\n"
        "}"
    )


def test_one_of_several_is_told_by_its_name() -> None:
    variants = [{"VariantName": name, "InstanceType": "ml.t2.medium"} for name in ("a", "b")]
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=variants)
    at = elements(member(config.properties, "ProductionVariants")).items[1].span
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": "ml.m5.large"}]})
    assert written("cloudformation", "t.yaml", (asked,), (config,), (at,)).endswith(
        "      - VariantName: b\n        InstanceType: ml.m5.large"
    )
    nameless = [{"Image": "same", "Mode": mode} for mode in ("SingleModel", "MultiModel")]
    model = resource(MODEL, "M", Containers=nameless)
    asked = Instead(MODEL, {"PrimaryContainer": {"Mode": "SingleModel"}})
    assert written("cloudformation", "t.yaml", (asked,), (model,)).endswith(
        "    Containers:\n      - Mode: SingleModel"
    )


def test_a_variant_without_a_name_is_told_by_its_model() -> None:
    variants = [{"ModelName": name, "InstanceType": "ml.t2.medium"} for name in ("old", "new")]
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=variants)
    at = elements(member(config.properties, "ProductionVariants")).items[1].span
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": "ml.m5.large"}]})
    code = written("cloudformation", "t.yaml", (asked,), (config,), (at,))
    assert "      - ModelName: new\n" in code


def test_the_resource_around_the_finding_is_changed() -> None:
    targets = [resource(SCALABLE_TARGET, name, MinCapacity=0) for name in ("Small", "Large")]
    asked = Instead(SCALABLE_TARGET, {"MinCapacity": 1})
    code = written("cloudformation", "t.yaml", (asked,), targets, (targets[1].span,))
    assert code.startswith("Large:")


def test_an_endpoint_that_is_made_elsewhere_is_updated() -> None:
    asked = Instead(ENDPOINT, {"DeploymentConfig": {"RollingUpdatePolicy": {}}})
    config = resource(ENDPOINT_CONFIG, "deploy.py:1:1")
    code = written("python", "deploy.py", (asked,), (config,))
    assert code.startswith('boto3.client("sagemaker").update_endpoint(')


def test_what_may_be_written_is_named() -> None:
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=unknown())
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": None}]})
    assert "# without instance_type" in written("terraform", "main.tf", (asked,), (config,))


def test_a_list_item_that_only_loses_something_has_its_name() -> None:
    config = resource(
        ENDPOINT_CONFIG, "C", ProductionVariants=[{"VariantName": "a", "InstanceType": "ml.x"}]
    )
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": None}]})
    assert written("cloudformation", "t.yaml", (asked,), (config,)).endswith(
        "      - VariantName: a\n        # without InstanceType"
    )


def test_a_structure_that_loses_all_it_has_goes() -> None:
    made = resource(ENDPOINT, "E", DeploymentConfig={"RollingUpdatePolicy": {"A": 1}})
    asked = Instead(ENDPOINT, {"DeploymentConfig": {"RollingUpdatePolicy": None}})
    assert written("cloudformation", "t.yaml", (asked,), (made,)).endswith(
        "    # without DeploymentConfig"
    )


@pytest.mark.parametrize(
    ("there", "said", "expected"),
    [
        ({"MinCapacity": 1, "MaxCapacity": 2}, {"MinCapacity": 2}, {"MinCapacity": 2}),
        (
            {"MinCapacity": 1, "MaxCapacity": 2},
            {"MinCapacity": 3},
            {"MinCapacity": 3, "MaxCapacity": 6},
        ),
        ({"MinCapacity": 2, "MaxCapacity": 2}, {"MaxCapacity": 4}, {"MaxCapacity": 4}),
        ({"MinCapacity": 6, "MaxCapacity": 6}, {"MaxCapacity": 4}, {"MaxCapacity": 12}),
        (
            {"MinCapacity": 6},
            {"MinCapacity": 2, "MaxCapacity": 4},
            {"MinCapacity": 2, "MaxCapacity": 4},
        ),
        ({"MaxCapacity": unknown()}, {"MinCapacity": 3}, {"MinCapacity": 3}),
    ],
)
def test_bounds_stay_in_order(
    there: dict[str, object], said: dict[str, Written], expected: dict[str, Written]
) -> None:
    target = resource(SCALABLE_TARGET, "T", **there)
    ((instead, _),) = placed((Instead(SCALABLE_TARGET, said),), (target,))
    assert instead.properties == expected
