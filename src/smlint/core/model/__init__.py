"""The joined view that rules read: endpoints with everything that belongs to them.

Names are the API's member names in snake_case. Every leaf is a `Setting`, every list a `Many`; an
optional structure is a `Setting` too, because whether it is there may itself be unknown. `span` of
a structure is where a reader would point.
"""

from __future__ import annotations

from smlint.core.model.configs import (
    AsyncInferenceConfig,
    DataCaptureConfig,
    ExplainerConfig,
    MonitoringSchedule,
    TransformJob,
)
from smlint.core.model.containers import (
    Container,
    Model,
    VpcConfig,
)
from smlint.core.model.endpoint import (
    INAPPLICABLE,
    Cleanup,
    Deployed,
    Dropped,
    Endpoint,
    Kind,
    number_of,
)
from smlint.core.model.rollout import (
    BlueGreenUpdatePolicy,
    CapacitySize,
    DeploymentConfig,
    RollingUpdatePolicy,
    TrafficRoutingConfig,
)
from smlint.core.model.scaling import (
    Alarm,
    ScalableTarget,
    ScalingPolicy,
    ScheduledAction,
)
from smlint.core.model.variants import (
    InferenceComponent,
    InstancePool,
    ManagedInstanceScaling,
    ServerlessConfig,
    Variant,
)

__all__ = [
    "INAPPLICABLE",
    "Alarm",
    "AsyncInferenceConfig",
    "BlueGreenUpdatePolicy",
    "CapacitySize",
    "Cleanup",
    "Container",
    "DataCaptureConfig",
    "Deployed",
    "DeploymentConfig",
    "Dropped",
    "Endpoint",
    "ExplainerConfig",
    "InferenceComponent",
    "InstancePool",
    "Kind",
    "ManagedInstanceScaling",
    "Model",
    "MonitoringSchedule",
    "RollingUpdatePolicy",
    "ScalableTarget",
    "ScalingPolicy",
    "ScheduledAction",
    "ServerlessConfig",
    "TrafficRoutingConfig",
    "TransformJob",
    "Variant",
    "VpcConfig",
    "number_of",
]
