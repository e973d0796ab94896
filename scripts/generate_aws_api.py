"""Writes the tables of the requests of the AWS API that have to do with endpoints.

`python scripts/generate_aws_api.py` takes operations, members and types from botocore's service
models, from which the command line makes its commands and options too (`requests.json`), and what
the models say of their values (`constraints.json`); with `--check` it writes nothing and fails
where a table says something else than the botocore that is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import botocore
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape

TABLES = Path(__file__).parent.parent / "src/smlint/aws_api"
WANTED = {
    "sagemaker": (
        "CreateModel", "CreateEndpointConfig", "CreateEndpoint", "UpdateEndpoint",
        "UpdateEndpointWeightsAndCapacities", "DeleteEndpoint", "DeleteEndpointConfig",
        "DeleteModel", "CreateTransformJob", "CreateInferenceComponent",
        "UpdateInferenceComponent", "UpdateInferenceComponentRuntimeConfig",
        "DeleteInferenceComponent", "CreateMonitoringSchedule", "DeleteMonitoringSchedule",
        "CreateInferenceExperiment", "StopInferenceExperiment", "DeleteInferenceExperiment",
    ),
    "sagemaker-runtime": (
        "InvokeEndpoint", "InvokeEndpointAsync", "InvokeEndpointWithResponseStream",
    ),
    "application-autoscaling": (
        "RegisterScalableTarget", "DeregisterScalableTarget", "PutScalingPolicy",
        "PutScheduledAction", "DeleteScalingPolicy", "DeleteScheduledAction",
    ),
    "cloudwatch": ("PutMetricAlarm",),
    "scheduler": ("CreateSchedule",),
}  # fmt: skip
LIMITS = ("min", "max", "pattern", "enum")


def table() -> dict[str, dict[str, dict[str, object]]]:
    """The table: by service the operations, and the shapes of their requests by name."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for service, names in WANTED.items():
        model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
        shapes: dict[str, object] = {}
        operations: dict[str, object] = {
            name: _operation(model.operation_model(name), shapes) for name in names
        }
        found[service] = {"operations": operations, "shapes": shapes}
    return found


def _operation(operation: OperationModel, shapes: dict[str, object]) -> dict[str, object]:
    """What the table says of an operation, the types of whose request it puts into `shapes`.

    The command line has no commands for what answers by a stream of events.
    """
    shape = operation.input_shape
    assert isinstance(shape, StructureShape)
    offered = not operation.has_event_stream_output
    return {
        "input": _keep(shape, shapes),
        "required": sorted(shape.required_members),
        "command": xform_name(operation.name, "-") if offered else "",
        "options": {xform_name(member, "-"): member for member in shape.members},
        "outfile": operation.has_streaming_output,
    }


def _keep(shape: Shape, shapes: dict[str, object]) -> str:
    """Put a shape into `shapes` with all that it holds; the name of it, or of a scalar its type.

    A scalar of which the model says more than its type has a name, too.
    """
    name = str(shape.name)
    if isinstance(shape, StructureShape):
        if name not in shapes:
            members: dict[str, str] = {}
            shapes[name] = {"members": members}
            members.update((key, _keep(part, shapes)) for key, part in shape.members.items())
        return name
    if isinstance(shape, ListShape):
        shapes[name] = {"list": _keep(shape.member, shapes)}
        return name
    if isinstance(shape, MapShape):
        shapes[name] = {"map": _keep(shape.value, shapes), "key": _keep(shape.key, shapes)}
        return name
    if not _said(shape):
        return str(shape.type_name)
    shapes[name] = {"scalar": str(shape.type_name)}
    return name


def _said(shape: Shape) -> dict[str, object]:
    """What the model says of the values of a shape, or of the elements that it must have."""
    said = {key: shape.metadata[key] for key in LIMITS if key in shape.metadata}
    if isinstance(shape, StructureShape) and shape.required_members:
        said["required"] = shape.required_members
    if isinstance(shape, StructureShape) and shape.is_tagged_union:
        said["union"] = True
    return said


def constraints() -> dict[str, object]:
    """What the models say of values: by service and name of the shape; with botocore's version."""
    services: dict[str, dict[str, object]] = {}
    for service, names in WANTED.items():
        model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
        seen: dict[str, Shape] = {}
        for name in names:
            _gather(model.operation_model(name).input_shape, seen)
        said = {name: _said(shape) for name, shape in seen.items()}
        services[service] = {name: found for name, found in said.items() if found}
    return {"botocore": botocore.__version__, "services": services}


def _gather(shape: Shape, seen: dict[str, Shape]) -> None:
    if shape.name in seen:
        return
    seen[shape.name] = shape
    if isinstance(shape, StructureShape):
        for part in shape.members.values():
            _gather(part, seen)
    elif isinstance(shape, ListShape):
        _gather(shape.member, seen)
    elif isinstance(shape, MapShape):
        _gather(shape.key, seen)
        _gather(shape.value, seen)


def main(arguments: list[str]) -> int:
    """Write the tables, or check them; the exit code."""
    old = False
    for name, found in (("requests.json", table()), ("constraints.json", constraints())):
        text = json.dumps(found, indent=1, sort_keys=True) + "\n"
        if "--check" not in arguments:
            (TABLES / name).write_text(text, encoding="utf-8")
        elif (TABLES / name).read_text(encoding="utf-8") != text:
            print(f"{name} is old: run python scripts/generate_aws_api.py")
            old = True
    return int(old)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
