"""The joined view that rules read: endpoints with everything that belongs to them.

Names are the API's member names in snake_case. Every leaf is a `Setting`, every list a `Many`; an
optional structure is a `Setting` too, because whether it is there may itself be unknown. `span` of
a structure is where a reader would point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from smlint.core.assumption import Branch
from smlint.core.resource import Call, Stage
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
class Container:
    """One container of a model."""

    image: Setting[str]
    mode: Setting[str]
    model_data_url: Setting[str]
    environment: Setting[Mapping[str, Setting[str]]]
    repository_access_mode: Setting[str]
    model_package_name: Setting[str]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class VpcConfig:
    """The network that containers are attached to."""

    security_group_ids: Many[Setting[str]]
    subnets: Many[Setting[str]]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Model:
    """A model: one container, or several run in series or invoked one by one."""

    address: str = field(compare=False)
    name: Setting[str]
    containers: Many[Container]
    execution_mode: Setting[str]
    vpc_config: Setting[VpcConfig]
    enable_network_isolation: Setting[bool]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A CloudWatch alarm. `period` in seconds. One of an expression has no metric of its own."""

    address: str = field(compare=False)
    name: Setting[str]
    namespace: Setting[str]
    metric_name: Setting[str]
    dimensions: Setting[Mapping[str, Setting[str]]]
    statistic: Setting[str]
    period: Setting[int]
    evaluation_periods: Setting[int]
    datapoints_to_alarm: Setting[int]
    threshold: Setting[float]
    comparison_operator: Setting[str]
    treat_missing_data: Setting[str]
    actions_enabled: Setting[bool]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScalingPolicy:
    """A scaling policy. `policy_type` has the language's default where it is not written.

    `alarms` are those that have it act. Target tracking makes its own, which are not among them.
    """

    policy_type: Setting[str]
    target_value: Setting[float]
    predefined_metric: Setting[str]
    customized_metric: Setting[str]
    target_tracking: Setting[bool]
    step_scaling: Setting[bool]
    disable_scale_in: Setting[bool]
    alarms: Many[Alarm]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """A change of capacity at set times."""

    schedule: Setting[str]
    min_capacity: Setting[int]
    max_capacity: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ScalableTarget:
    """What Application Auto Scaling may scale, between two capacities."""

    resource_id: Setting[str]
    scalable_dimension: Setting[str]
    min_capacity: Setting[int]
    max_capacity: Setting[int]
    policies: Many[ScalingPolicy]
    scheduled_actions: Many[ScheduledAction]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ServerlessConfig:
    """A serverless variant's memory (MB) and numbers of concurrent invocations."""

    memory_size_in_mb: Setting[int]
    max_concurrency: Setting[int]
    provisioned_concurrency: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ManagedInstanceScaling:
    """Instance scaling that SageMaker itself does."""

    status: Setting[str]
    min_instance_count: Setting[int]
    max_instance_count: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """A production (or shadow) variant: a model on instances, or serverless."""

    name: Setting[str]
    model_name: Setting[str]
    model: Setting[Model]
    instance_type: Setting[str]
    initial_instance_count: Setting[int]
    initial_variant_weight: Setting[float]
    volume_size_in_gb: Setting[int]
    accelerator_type: Setting[str]
    serverless_config: Setting[ServerlessConfig]
    managed_instance_scaling: Setting[ManagedInstanceScaling]
    routing_strategy: Setting[str]
    scaling: Many[ScalableTarget]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InferenceComponent:
    """A model placed on an endpoint's instances, with a number of copies of its own."""

    address: str = field(compare=False)
    name: Setting[str]
    variant_name: Setting[str]
    model_name: Setting[str]
    copy_count: Setting[int]
    scaling: Many[ScalableTarget]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AsyncInferenceConfig:
    """Where an asynchronous endpoint puts its results, and how many it works on at a time."""

    s3_output_path: Setting[str]
    s3_failure_path: Setting[str]
    success_topic: Setting[str]
    error_topic: Setting[str]
    max_concurrent_invocations_per_instance: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DataCaptureConfig:
    """What of the traffic is stored. `enable_capture` has the language's default if not written."""

    enable_capture: Setting[bool]
    initial_sampling_percentage: Setting[int]
    destination_s3_uri: Setting[str]
    kms_key_id: Setting[str]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DeploymentConfig:
    """How an update is rolled out. Durations in seconds."""

    traffic_routing_type: Setting[str]
    termination_wait_in_seconds: Setting[int]
    maximum_execution_timeout_in_seconds: Setting[int]
    rolling_update: Setting[bool]
    auto_rollback: Setting[bool]
    auto_rollback_alarms: Many[Setting[str]]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TransformJob:
    """A batch transform job. `max_payload_in_mb` is the limit of one mini-batch."""

    batch_strategy: Setting[str]
    split_type: Setting[str]
    max_payload_in_mb: Setting[int]
    max_concurrent_transforms: Setting[int]
    span: Span = field(compare=False)


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
    (`Metadata: {smlint: …}`). `create_before_destroy` is Terraform's, and so is
    `ignores_changes`: true where the configuration stays as it was made, whatever is written later.
    `cleanup` is a script's, and absent in other languages.
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
    inference_components: Many[InferenceComponent] = Many()
    alarms: Many[Alarm] = Many()
    tags: Setting[Mapping[str, Setting[str]]] = INAPPLICABLE
    calls: Many[Call] = field(default=Many(), compare=False)
    cleanup: Setting[Cleanup] = field(default=INAPPLICABLE, compare=False)
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

    @property
    def label(self) -> str:
        """The endpoint in a message: its name where known, else its address.

        Where a single call makes endpoint and configuration, that is the call's.
        """
        for name in (self.name, self.config_name):
            if isinstance(name, Known):
                return name.value
        return self.address.removesuffix("#config")


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
