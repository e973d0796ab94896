"""The endpoints that smlint joins of templates are those that moto deploys, joined by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unittest.mock import ANY

import pytest

from smlint.core import tree
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
)
from smlint.core.values import Known, Setting, Unknown
from tests.frontends.cloudformation.comparing import (
    CASES,
    DEPLOYED,
    RECORDED,
    fits,
    pieced,
    reason,
)
from tests.project import stock


class Joined(NamedTuple):
    """An endpoint: what stands in which of its resources.

    `variants` with instance type and count, memory and images; `scaled` with the capacities and the
    numbers of policies and scheduled actions; `components` with their copies.
    """

    config: str
    name: object
    kind: object
    variants: Sequence[tuple[object, ...]]
    shadows: Sequence[tuple[object, ...]]
    scaled: Sequence[tuple[object, ...]]
    components: Sequence[tuple[object, ...]]
    alarms: Sequence[str]


@pytest.mark.parametrize(("topic", "title", "stage"), CASES)
def test_endpoints_are_joined_as_by_their_names(topic: str, title: str, stage: str) -> None:
    recorded = RECORDED[topic][title][stage]
    said = [
        told(one, recorded["values"])
        for one in stock(DEPLOYED[topic][title].files).endpoints
        if one.stage.name == stage and fits(one.stage.branch, recorded["values"])
    ]
    deployed = Joiner(recorded["resources"]).endpoints()
    assert sorted(said, key=place) == sorted(deployed, key=place)


def place(one: Joined) -> tuple[str, str]:
    """What tells endpoints apart."""
    return one.config, str(one.name)


class Joiner:
    """What was deployed, by type and address."""

    def __init__(self, resources: Mapping[str, Any]) -> None:
        self.kinds: dict[str, dict[str, Any]] = {}
        for address, one in resources.items():
            self.kinds.setdefault(one["type"], {})[address] = one["properties"]
        models = self.of(MODEL).items()
        self.models = {name_of(address, one, "ModelName"): one for address, one in models}

    def of(self, kind: str) -> dict[str, Any]:
        return self.kinds.get(kind, {})

    def endpoints(self) -> Iterator[Joined]:
        """One for each endpoint, or for the configuration that none uses."""
        for address, config in self.of(ENDPOINT_CONFIG).items():
            named = name_of(address, config, "EndpointConfigName")
            users = {
                name_of(where, one, "EndpointName"): "EndpointName" in one
                for where, one in self.of(ENDPOINT).items()
                if one["EndpointConfigName"] == named
            }
            for name, is_written in (users or {"": False}).items():
                yield self.endpoint(address, config, name)._replace(
                    name=name if is_written else None
                )

    def endpoint(self, address: str, config: Mapping[str, Any], name: str) -> Joined:
        variants = config["ProductionVariants"]
        serverless = "ServerlessConfig" in variants[0]
        instances = "async" if "AsyncInferenceConfig" in config else "realtime"
        return Joined(
            address,
            name,
            "serverless" if serverless else instances,
            [self.variant(one) for one in variants],
            [self.variant(one) for one in config.get("ShadowProductionVariants", ())],
            [
                self.target(one)
                for one in self.of(SCALABLE_TARGET).values()
                if one["ResourceId"].startswith(f"endpoint/{name}/")
            ],
            [
                (one["InferenceComponentName"], one["RuntimeConfig"]["CopyCount"])
                for one in self.of(INFERENCE_COMPONENT).values()
                if one["EndpointName"] == name
            ],
            [
                where
                for where, one in self.of(ALARM).items()
                if {"Name": "EndpointName", "Value": name} in one.get("Dimensions", ())
            ],
        )

    def variant(self, one: Mapping[str, Any]) -> tuple[object, ...]:
        model = self.models.get(one.get("ModelName", ""), {})
        containers = [model["PrimaryContainer"]] if "PrimaryContainer" in model else []
        return (
            one["VariantName"],
            one.get("InstanceType"),
            one.get("InitialInstanceCount"),
            one.get("ServerlessConfig", {}).get("MemorySizeInMB"),
            [each.get("Image") for each in (*containers, *model.get("Containers", ()))],
        )

    def target(self, one: Mapping[str, Any]) -> tuple[object, ...]:
        identity = [one[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace")]
        policies = [
            policy
            for policy in self.of(SCALING_POLICY).values()
            if policy.get("ScalingTargetId") == "|".join(identity)
            or policy.get("ResourceId") == identity[0]
        ]
        actions = one.get("ScheduledActions", ())
        return one["MinCapacity"], one["MaxCapacity"], len(policies), len(actions)


def name_of(address: str, properties: Mapping[str, Any], named: str) -> str:
    """The physical name of a resource: moto makes one up of the stack's and its own."""
    return str(properties.get(named, f"stack-{address.replace('/', '-')}"))


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

    return Joined(
        endpoint.address,
        plain(endpoint.name),
        plain(endpoint.kind),
        [variant(one) for one in endpoint.variants],
        [variant(one) for one in endpoint.shadow_variants],
        [
            (
                plain(target.min_capacity), plain(target.max_capacity),
                len(target.policies.items), len(target.scheduled_actions.items),
            )
            for one in endpoint.variants
            for target in one.scalable_targets
        ],
        [(plain(one.name), plain(one.copy_count)) for one in endpoint.inference_components],
        [one.address for one in endpoint.alarms],
    )  # fmt: skip
