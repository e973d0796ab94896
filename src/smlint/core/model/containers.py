"""Models: containers, their network, their isolation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Many, Setting


@dataclass(frozen=True, slots=True)
class Container:
    """One container of a model.

    `model_data_url` is where the artefacts are, however that is written; `model_data_compression`
    (`Gzip`, `None`) and `model_data_type` (`S3Prefix`, `S3Object`) are those of a
    `ModelDataSource` and absent where a plain URL is given.
    """

    image: Setting[str]
    mode: Setting[str]
    model_data_url: Setting[str]
    model_data_compression: Setting[str]
    model_data_type: Setting[str]
    environment: Setting[Mapping[str, Setting[str]]]
    repository_access_mode: Setting[str]
    model_package_name: Setting[str]
    container_hostname: Setting[str]
    model_cache_setting: Setting[str]
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
