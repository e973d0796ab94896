"""Endpoints: what a deployment would create, with everything that belongs to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from smlint.core.assumption import Branch
from smlint.core.frozen import dataclass
from smlint.core.model.configs import (
    AsyncInferenceConfig,
    DataCaptureConfig,
    ExplainerConfig,
    MonitoringSchedule,
    TransformJob,
)
from smlint.core.model.containers import Model, VpcConfig
from smlint.core.model.rollout import DeploymentConfig
from smlint.core.model.scaling import Alarm
from smlint.core.model.variants import InferenceComponent, Variant
from smlint.core.resource import Call, Deployment, Resource, Stage
from smlint.core.spans import NOWHERE, Span
from smlint.core.values import Absent, Known, Many, Setting, Tree
from smlint.core.workload import Environment, Workload

Kind = Literal["realtime", "serverless", "async", "batch"]
INAPPLICABLE = Absent(NOWHERE)
"""For settings that an endpoint of its kind or language cannot have."""

Cleanup = Literal["none", "elsewhere", "conditional", "scheduled", "always", "guaranteed"]
"""How surely an endpoint is deleted: the `Reach` of the surest deletion, or `none`.

Deleting its configuration or model, or scaling it to zero, is no deletion.
"""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An argument that is given to a call of an SDK, `at` a place, and makes no difference."""

    argument: str
    reason: str
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint, in one stage: what a deployment would create, with all that belongs to it.

    The unit is the endpoint *configuration*: one that no endpoint uses is an endpoint that will be
    (`name` is absent then), and a batch transform job is one of kind `batch`. One that a script
    updates has several of them, one after the other: their `unit` is the same. `address`, `span`
    and `extent` are the configuration's; `blocks` the extents of everything that the endpoint is
    written in, outermost first: module calls, configuration, endpoint. `exists` is unknown where
    a condition that is not known decides it, and false where `refused` says why a library raises
    instead; `dropped` are the arguments that it does nothing with. `alarms` are those that watch a
    metric of the endpoint. `declarations` are what the files say to smlint about it
    (`Metadata: {smlint: …}`). `region` is absent where no file names it. `resources` are those that
    it is made of, in API shape: configuration, endpoint, models, components, what scales it.
    `retain_all_variant_properties` is what an update says. `create_before_destroy` is Terraform's,
    and so is `ignores_changes`: true where configuration or endpoint stays as it was made,
    whatever is written later. `cleanup` is a script's, and absent in other languages;
    `deleted` is true where anything deletes the endpoint, and absent where nothing seems to.
    """

    address: str = field(compare=False)
    language: str = field(compare=False)
    path: str = field(compare=False)
    stage: Stage = field(compare=False)
    span: Span = field(compare=False)
    extent: Span = field(compare=False)
    kind: Setting[Kind]
    name: Setting[str]
    variants: Many[Variant]
    config_name: Setting[str] = INAPPLICABLE
    shadow_variants: Many[Variant] = Many()
    async_inference_config: Setting[AsyncInferenceConfig] = INAPPLICABLE
    data_capture_config: Setting[DataCaptureConfig] = INAPPLICABLE
    deployment_config: Setting[DeploymentConfig] = INAPPLICABLE
    transform_job: Setting[TransformJob] = INAPPLICABLE
    vpc_config: Setting[VpcConfig] = INAPPLICABLE
    enable_network_isolation: Setting[bool] = INAPPLICABLE
    kms_key_id: Setting[str] = INAPPLICABLE
    execution_role_arn: Setting[str] = INAPPLICABLE
    explainer_config: Setting[ExplainerConfig] = INAPPLICABLE
    monitoring_schedules: Many[MonitoringSchedule] = Many()
    retain_all_variant_properties: Setting[bool] = INAPPLICABLE
    inference_components: Many[InferenceComponent] = Many()
    alarms: Many[Alarm] = Many()
    tags: Setting[Mapping[str, Setting[str]]] = INAPPLICABLE
    calls: Many[Call] = field(default=Many(), compare=False)
    cleanup: Setting[Cleanup] = field(default=INAPPLICABLE, compare=False)
    deleted: Setting[bool] = field(default=INAPPLICABLE, compare=False)
    create_before_destroy: Setting[bool] = field(default=INAPPLICABLE, compare=False)
    ignores_changes: Setting[bool] = field(default=INAPPLICABLE, compare=False)
    environment: Setting[Environment] = field(default=INAPPLICABLE, compare=False)
    workload: Workload = field(default=Workload(), compare=False)
    inputs: Mapping[str, Setting[str]] = field(default_factory=dict, compare=False)
    exists: Setting[bool] = field(default=INAPPLICABLE, compare=False)
    refused: Setting[str] = field(default=INAPPLICABLE, compare=False)
    dropped: tuple[Dropped, ...] = field(default=(), compare=False)
    blocks: tuple[Span, ...] = field(default=(), compare=False)
    declarations: tuple[Tree, ...] = field(default=(), compare=False)
    unit: str = field(default="", compare=False)
    region: Setting[str] = field(default=INAPPLICABLE, compare=False)
    resources: tuple[Resource, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        """The endpoint in a message: its name where known, else its address.

        Where a single call makes endpoint and configuration, that is the call's.
        """
        for name in (self.name, self.config_name):
            if isinstance(name, Known):
                return name.value
        return self.address.removesuffix("#config")

    @property
    def models(self) -> Many[Model]:
        """The models of its variants that these files make: others are judged elsewhere."""
        found = (variant.model for variant in self.variants)
        known = tuple(model.value for model in found if isinstance(model, Known))
        return Many(known, self.variants.more)


@dataclass(frozen=True)
class Deployed:
    """Everything that one deployment makes: its endpoints, and what belongs to none of them.

    What a rule is asked about that looks at several endpoints, or at a resource by itself.
    """

    deployment: Deployment
    endpoints: tuple[Endpoint, ...]

    def owners(self, resource: Resource) -> tuple[Endpoint, ...]:
        """The endpoints that `resource` is a part of."""
        return tuple(self._owners.get(resource.address, ()))

    def resource(self, address: str) -> Resource | None:
        """What is made at `address`."""
        return self._resources.get(address)

    @cached_property
    def _owners(self) -> Mapping[str, Iterable[Endpoint]]:
        found: dict[str, list[Endpoint]] = {}
        for endpoint in self.endpoints:
            for address in {own.address for own in endpoint.resources}:
                found.setdefault(address, []).append(endpoint)
        return found

    @cached_property
    def _resources(self) -> Mapping[str, Resource]:
        return {item.address: item for item in reversed(self.deployment.resources)}


def number_of(endpoints: Iterable[Endpoint]) -> int:
    """How many there will be of `endpoints` at a time.

    The configurations of one unit are those of one endpoint, and what branches of a stage call the
    same is the same one.
    """
    units: dict[tuple[str, str, str, bool], dict[Branch, set[str]]] = {}
    for endpoint in endpoints:
        if isinstance(endpoint.refused, Known):
            continue
        batch = isinstance(endpoint.kind, Known) and endpoint.kind.value == "batch"
        unit = endpoint.unit or endpoint.address
        name = str(endpoint.name.value) if isinstance(endpoint.name, Known) else unit
        branches = units.setdefault((endpoint.path, endpoint.stage.name, name, batch), {})
        branches.setdefault(endpoint.stage.branch, set()).add(unit)
    return sum(max(map(len, branches.values())) for branches in units.values())
