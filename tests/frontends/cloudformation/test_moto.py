"""Templates give the resources, with their properties, that moto deploys of them.

What smlint does not know exists only after a deployment: put together of what references gave in
moto's, it is what was deployed. All else that is unknown, and all that moto does otherwise than it
was asked to, stands here with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unittest.mock import ANY

import pytest

from smlint.core import tree
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, SCALABLE_TARGET, Deployment
from smlint.core.values import Absent, Known, Reference, Setting, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation import read
from tests.frontends.cloudformation.deployed import DATA, Deployed, deployments, topics
from tests.project import stock

RECORDED = {topic: json.loads((DATA / f"{topic}.json").read_text("utf-8")) for topic in topics()}
DEPLOYED = {topic: {one.title: one for one in deployments(topic)} for topic in topics()}
CASES = [
    (topic, title, stage)
    for topic, titles in RECORDED.items()
    for title, stages in titles.items()
    for stage in stages
]

MOTO = {
    "Model.EnableNetworkIsolation": "describes false, whatever CreateModel is given",
    "Model.InferenceExecutionConfig": "drops it, which CreateModel takes",
    "EndpointConfig.ShadowProductionVariants": "drops them, which CreateEndpointConfig takes",
    "EndpointConfig.ExplainerConfig": "drops it, which CreateEndpointConfig takes",
    "EndpointConfig.ExecutionRoleArn": "drops it, which CreateEndpointConfig takes",
    "Endpoint.DeploymentConfig": "drops it, which CreateEndpoint takes",
    "EndpointConfig: KeyError: 'ModelName'": "breaks without a model, which a variant may lack",
    "InferenceComponent: NotImplementedError": "has no inference components",
    "ScalableTarget: ValidationException": "does not know that the copies of one are scaled",
}
"""What moto does otherwise than botocore's model of the service says. `scripts/moto_engine.py` has
what its CloudFormation does otherwise than the documents say."""

OPEN = {
    "is looked up in Systems Manager": "only the account holds what is stored there",
    "what Fn::GetAZs gives": "only the account says which zones it has",
    "which entry of mapping Images is meant": "another region has another image",
}
"""Why something is unknown that is not made of what references give."""


class Difference(NamedTuple):
    """Where smlint says something else than moto deployed. What moto has not is None."""

    path: str
    deployed: object
    said: object


@pytest.mark.parametrize(("topic", "title", "stage"), CASES)
def test_resources_and_their_properties_are_those_deployed(
    topic: str, title: str, stage: str
) -> None:
    recorded = RECORDED[topic][title][stage]
    resources, values = recorded["resources"], recorded["values"]
    said = {one.address: one for one in deployment(DEPLOYED[topic][title], stage, values).resources}
    types = {name: one["type"] for name, one in resources.items()}
    assert {name: one.type for name, one in said.items()} == types
    for name, one in said.items():
        asked = resources[name]["properties"]
        if isinstance(tags := asked.get("Tags"), list):
            asked = {**asked, "Tags": {tag["Key"]: tag["Value"] for tag in tags}}
        assert list(differences(asked, one.properties, values, name)) == []


@pytest.mark.parametrize(("topic", "title", "stage"), CASES)
def test_parameters_are_those_given(topic: str, title: str, stage: str) -> None:
    recorded = RECORDED[topic][title][stage]
    said = deployment(DEPLOYED[topic][title], stage, recorded["values"]).inputs
    assert said.keys() == recorded["parameters"].keys()
    for name, value in said.items():
        if isinstance(value, Known):
            assert value.value == recorded["parameters"][name]
        else:
            assert isinstance(value, Unknown)
            assert "a list of" in value.reason or reason(value)


@pytest.mark.parametrize(("topic", "title", "stage"), CASES)
def test_endpoints_are_joined_as_by_their_names(topic: str, title: str, stage: str) -> None:
    recorded = RECORDED[topic][title][stage]
    deployed = DEPLOYED[topic][title]
    said = [
        told(one, recorded["values"])
        for one in stock(deployed.files).endpoints
        if one.stage.name == stage and fits(one.stage.branch, recorded["values"])
    ]
    assert sorted(said, key=place) == sorted(joined(recorded["resources"]), key=place)


def test_what_moto_does_otherwise_is_named() -> None:
    found = {
        deviation
        for topic, title, stage in CASES
        for one in RECORDED[topic][title][stage]["resources"].values()
        for deviation in deviations(one)
    }
    assert found == MOTO.keys()


def test_every_template_and_stage_is_recorded() -> None:
    for topic, deployed in DEPLOYED.items():
        recorded = {title: list(stages) for title, stages in RECORDED[topic].items()}
        assert {title: list(one.stages) for title, one in deployed.items()} == recorded


def deployment(deployed: Deployed, stage: str, values: Mapping[str, str]) -> Deployment:
    """What smlint makes of a template in a stage."""
    files = sorted(deployed.files)
    found = read(files, files, MemoryWorkspace(deployed.files))
    assert not found.problems
    (one,) = (
        one
        for one in found.deployments
        if one.stage.name == stage
        and one.path == deployed.template
        and fits(one.stage.branch, values)
    )
    return one


def fits(branch: Sequence[Any], values: Mapping[str, str]) -> bool:
    """Whether what a branch assumes is so in moto's account."""
    return all(one.outcome == f"is {values.get(one.subject)}" for one in branch)


def differences(
    deployed: object, said: Tree, values: Mapping[str, str], path: str
) -> Iterator[Difference]:
    """Where `said` is not what was deployed; nulls and items that are absent are not there."""
    if isinstance(said, Unknown):
        text = pieced(said, values)
        if text != deployed and not (text is None and reason(said)):
            yield Difference(path, deployed, said.reason if text is None else text)
    elif isinstance(deployed, Mapping) and isinstance(said, Known):
        written = said.value if isinstance(said.value, Mapping) else {}
        names = {name for name, one in written.items() if not isinstance(one, Absent)}
        for name in sorted({*deployed, *names}):
            one = written.get(name, Absent(said.span))
            yield from differences(deployed.get(name), one, values, f"{path}.{name}")
    elif isinstance(deployed, list) and isinstance(said, Known) and isinstance(said.value, tuple):
        items = [item for item in said.value if not isinstance(item, Absent)]
        if len(items) != len(deployed):
            yield Difference(path, deployed, tree.plain(said))
        for one, item in zip(deployed, items, strict=False):
            yield from differences(one, item, values, f"{path}[]")
    elif (found := tree.plain(as_the_type_of(deployed, said))) != deployed:
        yield Difference(path, deployed, found)


def as_the_type_of(value: object, said: Tree) -> Tree:
    """`said` in the type that the service takes, as whoever asks for it reads it."""
    match value:
        case bool():
            return tree.truth(said)
        case int():
            return tree.integer(said)
        case float():
            return tree.number(said)
        case str():
            return tree.text(said)
    return said


def pieced(said: Unknown, values: Mapping[str, str]) -> str | None:
    """The text of an unknown, with what references gave; None where it is not made of those."""
    pieces: list[str] = []
    for part in said.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Reference) and (name := ".".join(filter(None, part))) in values:
            pieces.append(values[name])
        else:
            return None
    return "".join(pieces) if pieces else None


def reason(said: Unknown) -> str | None:
    """Why it is right that something is unknown."""
    return next((why for words, why in OPEN.items() if words in said.reason), None)


def deviations(recorded: Mapping[str, Any]) -> Iterator[str]:
    """The keys of `MOTO` that a recorded resource shows."""
    kind = recorded["type"].rpartition("::")[2]
    for path in recorded.get("unlike", ()):
        yield f"{kind}.{path}"
    if "refused" in recorded:
        name, _, rest = recorded["refused"].partition(": ")
        yield f"{kind}: {name}: {rest}" if name == "KeyError" else f"{kind}: {name}"


class Joined(NamedTuple):
    """An endpoint as it is compared: what stands in which of its resources."""

    config: str
    name: object
    variants: Sequence[tuple[object, ...]]
    scaled: Sequence[tuple[object, ...]]


def place(one: Joined) -> tuple[str, str]:
    """What tells endpoints apart."""
    return one.config, str(one.name)


def joined(resources: Mapping[str, Any]) -> Iterator[Joined]:
    """The endpoints of what was deployed, joined by the names."""
    kinds: dict[str, dict[str, Any]] = {}
    for address, one in resources.items():
        kinds.setdefault(one["type"], {})[address] = one["properties"]
    models = {
        name_of(address, model, "ModelName"): model
        for address, model in kinds.get(MODEL, {}).items()
    }
    for address, config in kinds.get(ENDPOINT_CONFIG, {}).items():
        named = name_of(address, config, "EndpointConfigName")
        users = {
            name_of(where, endpoint, "EndpointName"): "EndpointName" in endpoint
            for where, endpoint in kinds.get(ENDPOINT, {}).items()
            if endpoint["EndpointConfigName"] == named
        }
        for name, is_written in (users or {"": False}).items():
            scaled = [
                (
                    target["MinCapacity"],
                    target["MaxCapacity"],
                    len(target.get("ScheduledActions", ())),
                )
                for target in kinds.get(SCALABLE_TARGET, {}).values()
                if target["ResourceId"].startswith(f"endpoint/{name}/")
            ]
            variants = [
                (
                    one["VariantName"],
                    one.get("InstanceType"),
                    one.get("InitialInstanceCount"),
                    one.get("ServerlessConfig", {}).get("MemorySizeInMB"),
                    images(models.get(one.get("ModelName"), {})),
                )
                for one in config["ProductionVariants"]
            ]
            yield Joined(address, name if is_written else None, variants, scaled)


def name_of(address: str, properties: Mapping[str, Any], named: str) -> str:
    """The physical name of a resource: moto makes one up of the stack's and its own."""
    return str(properties.get(named, f"stack-{address.replace('/', '-')}"))


def images(model: Mapping[str, Any]) -> list[object]:
    """The images of a model's containers."""
    containers = [model["PrimaryContainer"]] if "PrimaryContainer" in model else []
    return [one.get("Image") for one in (*containers, *model.get("Containers", ()))]


def told(endpoint: Endpoint, values: Mapping[str, str]) -> Joined:
    """An endpoint of smlint's in the same words."""

    def plain(setting: Setting[Any]) -> object:
        if isinstance(setting, Unknown):
            return ANY if reason(setting) else pieced(setting, values) or setting.reason
        return tree.plain(setting)

    def variant(one: Variant) -> tuple[object, ...]:
        serverless, model = one.serverless_config, one.model
        memory = serverless.value.memory_size_in_mb if isinstance(serverless, Known) else serverless
        containers = model.value.containers if isinstance(model, Known) else ()
        read = (one.name, one.instance_type, one.initial_instance_count, memory)
        return (*map(plain, read), [plain(container.image) for container in containers])

    scaled = [
        (
            plain(target.min_capacity),
            plain(target.max_capacity),
            len(target.scheduled_actions.items),
        )
        for one in endpoint.variants
        for target in one.scaling
    ]
    variants = [variant(one) for one in endpoint.variants]
    return Joined(endpoint.address, plain(endpoint.name), variants, scaled)
