"""Writes the table of the AWS command line's options for what has to do with endpoints.

`python scripts/generate_aws_cli_operations.py` takes operations, members and types from botocore's
service models, from which the command line makes its options too; with `--check` it writes nothing
and fails where the table says something else than the botocore that is installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

TABLE = Path(__file__).parent.parent / "src/smlint/aws_cli/operations.json"
WANTED = {
    "sagemaker": (
        "CreateModel", "CreateEndpointConfig", "CreateEndpoint", "UpdateEndpoint",
        "UpdateEndpointWeightsAndCapacities", "DeleteEndpoint", "DeleteEndpointConfig",
        "DeleteModel", "CreateTransformJob", "CreateInferenceComponent",
        "UpdateInferenceComponent", "UpdateInferenceComponentRuntimeConfig",
        "DeleteInferenceComponent",
    ),
    "sagemaker-runtime": (
        "InvokeEndpoint", "InvokeEndpointAsync",
    ),
    "application-autoscaling": (
        "RegisterScalableTarget", "DeregisterScalableTarget", "PutScalingPolicy",
        "PutScheduledAction", "DeleteScalingPolicy", "DeleteScheduledAction",
    ),
    "cloudwatch": ("PutMetricAlarm",),
    "scheduler": ("CreateSchedule",),
}  # fmt: skip


def table() -> dict[str, object]:
    """The table: by service the commands, and the shapes of their parameters by name."""
    found: dict[str, object] = {}
    for service, names in WANTED.items():
        model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
        shapes: dict[str, object] = {}
        commands: dict[str, object] = {}
        for name in names:
            operation = model.operation_model(name)
            shape = operation.input_shape
            assert isinstance(shape, StructureShape)
            _keep(shape, shapes)
            commands[xform_name(name, "-")] = {
                "operation": name,
                "input": shape.name,
                "options": {xform_name(member, "-"): member for member in shape.members},
                "required": sorted(shape.required_members),
                "outfile": operation.has_streaming_output,
            }
        found[service] = {"commands": commands, "shapes": dict(sorted(shapes.items()))}
    return found


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
        print(f"{TABLE.name} is old: run python scripts/generate_aws_cli_operations.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
