from dataclasses import fields

import pytest

from smlint.assemble import assemble
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.subjects import SUBJECTS, Subject
from smlint.core.values import Absent, Known, Many, Unknown
from smlint.core.workload import Workload
from smlint.policy.paths import PathError, Reading, find, paths, read, show
from tests.build import deployment, resource, unknown


def endpoint(variant: object, **more: object) -> Endpoint:
    config = resource(ENDPOINT_CONFIG, "config", ProductionVariants=[variant], **more)
    (found,) = assemble([deployment(config)])
    return found


def at(path: str, variant: object, **more: object) -> Reading:
    found = endpoint(variant, **more)
    scope = {"endpoint": found, "workload": found.workload, "variant": found.variants.items[0]}
    return read(find(path, "variant"), scope)


def test_a_setting_is_read_through_the_structure_it_stands_in() -> None:
    memory = at("variant.serverless_config.memory_size_in_mb",
                {"ServerlessConfig": {"MemorySizeInMB": 2048}})  # fmt: skip
    assert isinstance(memory, Known)
    assert memory.value == 2048


def test_inside_an_unknown_structure_everything_is_that_unknown() -> None:
    hidden = unknown("var.serverless has no value")
    memory = at("variant.serverless_config.memory_size_in_mb", {"ServerlessConfig": hidden})
    assert isinstance(memory, Unknown)
    assert memory.reason == hidden.reason


def test_inside_a_structure_that_is_not_written_nothing_is() -> None:
    memory = at("variant.serverless_config.memory_size_in_mb", {"InstanceType": "ml.m5.large"})
    assert isinstance(memory, Absent)


def test_a_structure_is_read_as_being_there() -> None:
    found = at("variant.serverless_config", {"ServerlessConfig": {"MemorySizeInMB": 2048}})
    assert isinstance(found, Known)
    assert found.value is True


def test_a_list_is_read_whole() -> None:
    assert isinstance(at("endpoint.variants", {}), Many)


def test_the_key_of_a_mapping_may_hold_anything() -> None:
    tags = {"acme.io/team:ml": "search"}
    found = at("endpoint.tags.acme.io/team:ml", {}, Tags=tags)
    assert isinstance(found, Known)
    assert found.value == "search"
    assert isinstance(at("endpoint.tags.other", {}, Tags=tags), Absent)


def test_a_root_that_there_is_not_has_no_settings() -> None:
    missing = read(find("variant.instance_type", "scalable_target"), {"variant": None})
    assert isinstance(missing, Absent)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("variant.serverless_config.memory_size", "there is no setting", "memory_size_in_mb"),
        ("endpoint.kind.x", "there is no setting", "endpoint.kind"),
        ("endpoint.variants.instance_type", "is a list", "where: {setting: variant.instance_type"),
        ("endpoint.vpc_config.subnets.name", "is a list", "some: {in: endpoint.vpc_config.subnets"),
        ("varant.instance_type", "does not start at something", "did you mean variant?"),
        ("call.operation", "does not start at something", "in a rule for_each call at call too"),
        ("endpoint.stage", "there is no setting", "endpoint."),
        ("container.image", "does not start at something", "endpoint, workload, variant"),
        ("", "does not start at something", "endpoint"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(PathError) as caught:
        find(text, "variant")
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_path_that_is_listed_leads_there(subject: Subject) -> None:
    for path in paths(subject):
        assert find(str(path), subject) == path


def test_the_whole_workload_can_be_named() -> None:
    named = {
        path.names[1] for path in paths("endpoint") if path.root == "workload" and path.names[1:]
    }
    assert named == {member.name for member in fields(Workload)}


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("workload.latency", 0.2, "200 ms"),
        ("workload.payload", 10.0, "10 MB"),
        ("variant.serverless_config.memory_size_in_mb", 3000, "3000 MB"),
        (
            "endpoint.deployment_config.blue_green_update_policy.termination_wait_in_seconds",
            600,
            "600 s",
        ),
        ("variant.initial_instance_count", 2, "2"),
        ("endpoint.data_capture_config.enable_capture", True, "true"),
        ("endpoint.data_capture_config", True, "set"),
        ("endpoint.kind", "async", "async"),
    ],
)
def test_values_are_shown_with_their_unit(path: str, value: object, shown: str) -> None:
    assert show(find(path, "variant"), Known(value, unknown().span)) == shown
