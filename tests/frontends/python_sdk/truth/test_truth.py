"""What smlint reads in a script is what the script does when it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smlint.assemble import assemble
from smlint.core.model import Cleanup, Endpoint, Variant
from smlint.core.resource import Call, Deployment, Resource
from smlint.core.values import Known, Setting, Tree, Unknown
from smlint.frontends.python_sdk import read
from smlint.frontends.python_sdk.lowering.boto import OPERATIONS
from tests.frontends.python_sdk.truth.agreement import differences, known
from tests.frontends.python_sdk.truth.cases import (
    SUFFIXES,
    cases,
    expected,
    recorded,
    workspace_of,
)

MAKES = {operation.name: operation.makes for operation in OPERATIONS.values()}
"""What is read of a call: the type of resource that it makes, or nothing for other calls."""
CASES = [pytest.param(case, id=case.stem) for case in cases()]

Said = Resource | Call
MAYBE = ("conditional", "elsewhere", "scheduled")
"""How a call is come to that need not have been sent."""


def deployments(case: Path) -> tuple[Deployment, ...]:
    """What smlint reads in a case."""
    workspace = workspace_of(case)
    paths = sorted(path for path in workspace.files if path.endswith(SUFFIXES))
    found = read(paths, paths, workspace)
    assert found.problems == ()
    return found.deployments


def of(deployment: Deployment, operation: str) -> list[Said]:
    """What `deployment` has that may be a call of `operation`."""
    if kind := MAKES[operation]:
        return [
            thing
            for thing in deployment.resources
            if thing.type == kind and "refused" not in thing.metadata
        ]
    return [call for call in deployment.calls if call.operation == operation]


def request(said: Said) -> Tree:
    """The request of a resource or call."""
    return said.properties if isinstance(said, Resource) else said.arguments


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_is_what_was_sent(case: Path) -> None:
    sent = [one for one in recorded(case)["calls"] if is_read(one)]
    tried = [list(wrong(sent, found)) for found in deployments(case)]
    assert not min(tried, key=len), min(tried, key=len)


def is_read(sent: dict[str, Any]) -> bool:
    """Whether a request is one of those that smlint reads."""
    services = {name for one in OPERATIONS.values() for name in one.services}
    scales = sent["request"].get("ServiceNamespace", "sagemaker")
    return sent["operation"] in MAKES and sent["service"] in services and scales == "sagemaker"


def is_made_later(deleted: dict[str, Any], sent: list[dict[str, Any]]) -> bool:
    """Whether what is deleted is made only afterwards: the way is cleared for it."""
    names = {"Delete" + one["operation"][6:]: one["request"] for one in sent
             if one["operation"].startswith("Create")}  # fmt: skip
    first = sent[0]["operation"]
    return first in names and deleted.items() <= names[first].items()


def wrong(sent: list[dict[str, Any]], deployment: Deployment) -> Iterator[str]:
    """Where a deployment is not what was done."""
    used: set[int] = set()
    for number, one in enumerate(sent):
        if is_made_later(one["request"], sent[number:]):
            continue
        options = sorted(
            (list(differences(one["request"], request(said))), id(said) in used, number, id(said))
            for number, said in enumerate(of(deployment, one["operation"]))
        )
        fits = [option for option in options if not option[0]]
        if not fits:
            yield f"{one['operation']}: {options[0][0] if options else 'it is not seen'}"
        for option in fits[:1]:
            used.add(option[-1])
    for thing in deployment.resources:
        if thing.type in MAKES.values() and not ("refused" in thing.metadata or id(thing) in used):
            yield f"{thing.address}: {thing.type} is not made"
    for call in deployment.calls:
        if id(call) not in used and call.reach not in MAYBE:
            yield f"{call.span}: {call.operation} is not called"


@pytest.mark.parametrize("case", CASES)
def test_endpoints_are_those_described(case: Path) -> None:
    record, endpoints = recorded(case), assemble(deployments(case))
    configs = {config["EndpointConfigName"]: config for config in record["configs"]}
    for described in record["endpoints"]:
        config = configs[described["EndpointConfigName"]]
        tried = [
            list(unlike(described["EndpointName"], config, record["scaling"], endpoint))
            for endpoint in called(endpoints, described["EndpointName"])
        ]
        assert tried, f"{described['EndpointName']} is not seen"
        assert not min(tried, key=len)


def called(endpoints: tuple[Endpoint, ...], name: str) -> list[Endpoint]:
    """The endpoints of that name, or those that may have it."""
    sure = [one for one in endpoints if isinstance(one.name, Known) and one.name.value == name]
    return sure or [one for one in endpoints if isinstance(one.name, Unknown)]


def unlike(
    name: str, config: dict[str, Any], scaling: list[dict[str, Any]], endpoint: Endpoint
) -> Iterator[str]:
    """Where an endpoint is not what AWS describes."""
    yield from missing("capture", config.get("DataCaptureConfig"), endpoint.data_capture_config)
    yield from missing("async", config.get("AsyncInferenceConfig"), endpoint.async_inference_config)
    described = config["ProductionVariants"]
    if endpoint.variants.more is None and len(endpoint.variants.items) != len(described):
        yield f"variants: {endpoint.variants.items}"
    for one, said in zip(described, endpoint.variants, strict=False):
        yield from unlike_variant(one, said)
        wanted = f"endpoint/{name}/variant/{one['VariantName']}"
        targets = [target for target in scaling if target["ResourceId"] == wanted]
        if said.scalable_targets.more is None and len(targets) != len(said.scalable_targets.items):
            yield f"scaling: {targets}"
        for target, found in zip(targets, said.scalable_targets, strict=False):
            yield from unequal("min_capacity", target["MinCapacity"], found.min_capacity)
            yield from unequal("max_capacity", target["MaxCapacity"], found.max_capacity)


def unlike_variant(described: dict[str, Any], said: Variant) -> Iterator[str]:
    """Where a variant is not what AWS describes."""
    yield from unequal("instance_type", described.get("InstanceType"), said.instance_type)
    count = described.get("InitialInstanceCount")
    yield from unequal("instance_count", count, said.initial_instance_count)
    serverless = described.get("ServerlessConfig")
    yield from missing("serverless", serverless, said.serverless_config)
    if serverless and isinstance(said.serverless_config, Known):
        found = said.serverless_config.value
        yield from unequal("memory", serverless.get("MemorySizeInMB"), found.memory_size_in_mb)
        yield from unequal("concurrency", serverless.get("MaxConcurrency"), found.max_concurrency)


def missing(name: str, described: object, said: Setting[Any]) -> Iterator[str]:
    """The difference between whether something is there and whether it is said to be."""
    if not isinstance(said, Unknown) and isinstance(said, Known) is not bool(described):
        yield f"{name}: {described!r}, {said}"


def unequal(name: str, described: object, said: Setting[Any]) -> Iterator[str]:
    """The difference between what is described and what is said, where there is one."""
    if not isinstance(said, Unknown) and described != getattr(said, "value", None):
        yield f"{name}: {described!r}, {said}"


@pytest.mark.parametrize("case", CASES)
def test_cleanup_is_whether_it_still_exists(case: Path) -> None:
    record, found = recorded(case), assemble(deployments(case))
    wanted = expected(case)
    made = {
        one["request"]["EndpointName"]
        for one in record["calls"]
        if one["operation"] == "CreateEndpoint"
    }
    assert wanted.keys() >= made, "each endpoint has its line `# cleanup: NAME=VALUE`"
    for name in made:
        said = {cleanup_of(one) for one in called(found, name)}
        assert said == {wanted[name]}, name
        assert possible(wanted[name], record, name), f"{name} is not {wanted[name]}"


def cleanup_of(endpoint: Endpoint) -> Cleanup | str:
    """The cleanup of an endpoint; `unknown` where it is not known."""
    return endpoint.cleanup.value if isinstance(endpoint.cleanup, Known) else "unknown"


def possible(cleanup: str, record: dict[str, Any], name: str) -> bool:
    """Whether runs, of which one went well, can have left what they left of an endpoint."""
    left = name in record["exists_at_end"]
    left_in_failure = name in record["exists_after_failure"]
    if name not in record["made_in_failure"]:
        left_in_failure = left
    match cleanup:
        case "guaranteed":
            return not left and not left_in_failure
        case "always":
            return not left
        case "none" | "elsewhere" | "scheduled":
            return left and left_in_failure
    return True


def test_nearly_everything_is_known() -> None:
    """What is unknown is never wrong, and it is little."""
    some = everything = 0
    for case in cases():
        (first, *_) = deployments(case)
        for one in recorded(case)["calls"]:
            if is_read(one):
                options = [known(one["request"], request(said))
                           for said in of(first, one["operation"])
                           if not list(differences(one["request"], request(said)))]  # fmt: skip
                best = max(options, default=(0, 0))
                some, everything = some + best[0], everything + best[1]
    assert some / everything > 0.9, f"{some} of {everything}"
