import re

import pytest

from smlint.core.source import Source
from smlint.facts.documents import data_file
from smlint.facts.instances import instance_sources, read_instance_types
from smlint.facts.load import load_facts
from smlint.facts.schema import instances_schema
from smlint.formats.fields import FieldError
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml

TYPES = load_facts().instance_types


def families(**marks: object) -> set[str]:
    found = (one for one in TYPES.values() if {key: getattr(one, key) for key in marks} == marks)
    return {one.family for one in found}


def test_the_instance_types_follow_their_schema() -> None:
    (document,) = read_yaml(data_file("instances.yaml"))
    assert validate(document, instances_schema()) == ()


def test_they_are_those_of_the_service_model() -> None:
    assert len(TYPES) == 277
    assert families(burstable=True) == {"t2"}
    assert len([one for one in TYPES.values() if one.accelerator == "gpu"]) == 57
    assert len([one for one in TYPES.values() if one.accelerator == "neuron"]) == 12
    assert families(accelerator="gaudi") == {"dl1"}
    assert "ml.t3.medium" not in TYPES


@pytest.mark.parametrize(
    ("name", "count"),
    [("ml.g5.xlarge", 1), ("ml.g5.12xlarge", 4), ("ml.m5.large", 0), ("ml.g6.12xlarge", 4)],
)
def test_the_number_of_accelerators_is_known_where_a_document_says(
    name: str, count: int | None
) -> None:
    assert TYPES[name].accelerators == count


def test_storage_of_its_own_is_known_unknown_or_none() -> None:
    assert {"c5d", "g4dn", "g5", "g6e", "p5en", "trn1n"} <= families(local_storage=True)
    assert {"g7", "g7e", "p6-b200", "trn2"} <= families(local_storage=None)
    assert {"m5", "c7g", "inf2", "p3"} <= families(local_storage=False)


def test_graviton_families_are_those_with_a_g_after_their_generation() -> None:
    named = {one.family for one in TYPES.values() if re.match(r"[cmr][0-9]g", one.family)}
    assert families(arm64=True) == named


def test_previous_generations_are_those_that_ec2_names() -> None:
    assert families(previous=True) == {"m4", "c4", "p3"}


def test_every_accelerated_type_says_how_many_it_has() -> None:
    assert {one.name for one in TYPES.values() if one.accelerator and not one.accelerators} == set()


def test_retired_types_are_priced_nowhere() -> None:
    assert families(retired=True) == {"p2", "p3"}
    assert {one.regions for one in TYPES.values() if one.retired} == {frozenset()}


def test_regions_are_those_in_which_a_type_is_priced() -> None:
    assert "eu-west-3" not in TYPES["ml.g5.xlarge"].regions
    assert {"us-east-1", "eu-central-1"} <= TYPES["ml.g5.xlarge"].regions
    assert "us-east-1" in TYPES["ml.p5.48xlarge"].regions
    assert "us-east-1" not in TYPES["ml.p5.4xlarge"].regions
    assert len([one for one in TYPES.values() if "us-east-1" in one.regions]) == 221


def test_every_group_of_facts_has_its_document() -> None:
    documents = instance_sources(data_file("instances.yaml"))
    assert {"types", "accelerators", "local_storage", "arm64", "regions"} <= set(documents)


@pytest.mark.parametrize(
    ("families", "regions", "message"),
    [
        ("m5: {sizes: [large], fast: true}", "{}", '"fast" means nothing here'),
        ("m5: {sizes: [large], accelerator: tpu}", "{}", '"tpu" is not an accelerator'),
        ("g5: {sizes: [xlarge], accelerators: {xlarge: one}}", "{}", '"one" is not a number of'),
        ("m5: {sizes: [large], local_storage: some}", "{}", '"some" is not what is known of'),
        ("m5: {sizes: [large]}", "{us-east-1: m5 m6}", 'there is no instance type "m6"'),
        ("m5: {sizes: [large]}", "{us-east-1: m5.huge}", 'there is no instance type "m5.huge"'),
    ],
)
def test_what_is_wrong_is_told(families: str, regions: str, message: str) -> None:
    text = f"sources: {{}}\nfamilies:\n  {families}\nregions: {regions}\n"
    with pytest.raises(FieldError, match=re.escape(message)):
        read_instance_types(Source("instances.yaml", text))
