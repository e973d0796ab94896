"""Templates give the resources, with their properties, that moto deploys of them.

What smlint does not know exists only after a deployment: put together of what references gave in
moto's, it is what was deployed. All else that is unknown, and all that moto does otherwise than it
was asked to, stands here with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from smlint.core import tree
from smlint.core.resource import Deployment
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation import read
from tests.frontends.cloudformation.comparing import CASES, DEPLOYED, RECORDED, fits, pieced, reason
from tests.frontends.cloudformation.deployed import Deployed

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


def deviations(recorded: Mapping[str, Any]) -> Iterator[str]:
    """The keys of `MOTO` that a recorded resource shows."""
    kind = recorded["type"].rpartition("::")[2]
    for path in recorded.get("unlike", ()):
        yield f"{kind}.{path}"
    if "refused" in recorded:
        name, _, rest = recorded["refused"].partition(": ")
        yield f"{kind}: {name}: {rest}" if name == "KeyError" else f"{kind}: {name}"
