"""Writes the table of the requests of the AWS API that have to do with endpoints.

`python scripts/generate_aws_api.py` takes operations, members and types from botocore's service
models, from which the command line makes its commands and options too; with `--check` it writes
nothing and fails where the table says something else than the botocore that is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, OperationModel, ServiceModel, Shape, StructureShape

TABLE = Path(__file__).parent.parent / "src/smlint/aws_api/requests.json"
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
    """Put a shape into `shapes` with all that it holds; the name of it, or of a scalar its type."""
    if isinstance(shape, StructureShape):
        if shape.name not in shapes:
            members: dict[str, str] = {}
            shapes[shape.name] = {"members": members}
            members.update((name, _keep(part, shapes)) for name, part in shape.members.items())
        return str(shape.name)
    if isinstance(shape, ListShape):
        shapes[shape.name] = {"list": _keep(shape.member, shapes)}
        return str(shape.name)
    if isinstance(shape, MapShape):
        shapes[shape.name] = {"map": _keep(shape.value, shapes)}
        return str(shape.name)
    return str(shape.type_name)


def main(arguments: list[str]) -> int:
    """Write the table, or check it; the exit code."""
    text = json.dumps(table(), indent=1, sort_keys=True) + "\n"
    if "--check" not in arguments:
        TABLE.write_text(text, encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.name} is old: run python scripts/generate_aws_api.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
