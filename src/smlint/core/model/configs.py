"""What an endpoint is told besides its variants: asynchronous, captured, explained, watched."""

from __future__ import annotations

from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Setting


@dataclass(frozen=True, slots=True)
class AsyncInferenceConfig:
    """Where an asynchronous endpoint puts its results, and how many it works on at a time."""

    s3_output_path: Setting[str]
    s3_failure_path: Setting[str]
    kms_key_id: Setting[str]
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
class ExplainerConfig:
    """SageMaker Clarify explaining predictions. `enable_explanations` is a JMESPath expression."""

    enable_explanations: Setting[str]
    max_record_count: Setting[int]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class MonitoringSchedule:
    """Model Monitor watching the endpoint. `monitoring_type` is absent where it is not written."""

    address: str = field(compare=False)
    name: Setting[str]
    monitoring_type: Setting[str]
    schedule_expression: Setting[str]
    span: Span = field(compare=False)
    extent: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TransformJob:
    """A batch transform job. `max_payload_in_mb` is the limit of one mini-batch.

    `s3_uri` is where the input is, `s3_data_type` how that is meant (`S3Prefix`, `ManifestFile`).
    """

    batch_strategy: Setting[str]
    split_type: Setting[str]
    compression_type: Setting[str]
    assemble_with: Setting[str]
    s3_uri: Setting[str]
    s3_data_type: Setting[str]
    max_payload_in_mb: Setting[int]
    max_concurrent_transforms: Setting[int]
    invocations_timeout_in_seconds: Setting[int]
    output_kms_key_id: Setting[str]
    span: Span = field(compare=False)
