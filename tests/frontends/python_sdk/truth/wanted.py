"""Deployments that scripts are to make, and the plainest script of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Request = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """A deployment: what a script is to make, and how surely it deletes it."""

    name: str
    instance_type: str = "ml.m5.large"
    count: int = 1
    memory: int | None = None
    sampling: int | None = None
    output: str | None = None
    capacity: tuple[int, int] | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    cleanup: str = "none"

    def requests(self) -> list[Request]:
        """What is sent to make it, in order."""
        variant: dict[str, Any] = {"VariantName": "main", "ModelName": self.name}
        if self.memory is None:
            variant |= {"InstanceType": self.instance_type, "InitialInstanceCount": self.count}
        else:
            serverless = {"MemorySizeInMB": self.memory, "MaxConcurrency": self.count}
            variant |= {"ServerlessConfig": serverless}
        container = {"Image": f"registry/{self.name}:1", "Environment": {"LEVEL": "info"}}
        config: dict[str, Any] = {"EndpointConfigName": self.name, "ProductionVariants": [variant]}
        if self.sampling is not None:
            config["DataCaptureConfig"] = {
                "EnableCapture": True,
                "InitialSamplingPercentage": self.sampling,
                "DestinationS3Uri": f"s3://capture/{self.name}",
                "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
            }
        if self.output is not None:
            config["AsyncInferenceConfig"] = {"OutputConfig": {"S3OutputPath": self.output}}
        endpoint: dict[str, Any] = {"EndpointName": self.name, "EndpointConfigName": self.name}
        if self.tags:
            endpoint["Tags"] = [{"Key": key, "Value": item} for key, item in self.tags.items()]
        return [
            ("create_model", {"ModelName": self.name, "PrimaryContainer": container}),
            ("create_endpoint_config", config),
            ("create_endpoint", endpoint),
            *self._scaling(),
        ]

    def _scaling(self) -> list[Request]:
        if self.capacity is None:
            return []
        target = {
            "ServiceNamespace": "sagemaker",
            "ResourceId": f"endpoint/{self.name}/variant/main",
            "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        }
        least, most = self.capacity
        return [("register_scalable_target", {**target, "MinCapacity": least, "MaxCapacity": most})]


@st.composite
def wanted(draw: st.DrawFn) -> Wanted:
    """A deployment."""
    serverless = draw(st.booleans())
    return Wanted(
        name=draw(st.sampled_from(("fraud", "churn-v2", "a-b-c"))),
        instance_type=draw(st.sampled_from(("ml.m5.large", "ml.g5.xlarge", "ml.c5.2xlarge"))),
        count=draw(st.integers(1, 4)),
        memory=draw(st.sampled_from((1024, 4096))) if serverless else None,
        sampling=draw(st.none() | st.integers(1, 100)),
        output=None if serverless else draw(st.none() | st.just("s3://out/put")),
        capacity=None if serverless else draw(st.none() | st.just((1, 4))),
        tags=draw(st.sampled_from(({}, {"env": "dev"}, {"env": "prod", "owner": "ml"}))),
        cleanup=draw(st.sampled_from(("none", "always", "guaranteed"))),
    )


def plain(it: Wanted) -> str:
    """The plainest script that makes `it`."""
    services = ("sagemaker", "application-autoscaling", "sagemaker-runtime")
    clients = [f"{name.replace('-', '_')} = boto3.client({name!r})" for name in services]
    lines = ["import boto3", *clients]
    for operation, request in it.requests():
        scales = operation == "register_scalable_target"
        using = "application_autoscaling" if scales else "sagemaker"
        arguments = ", ".join(f"{key}={item!r}" for key, item in request.items())
        lines.append(f"{using}.{operation}({arguments})")
    lines.append(f"sagemaker_runtime.invoke_endpoint(EndpointName={it.name!r}, Body='1')")
    return "\n".join((*lines, ""))
