"""Record the resources that the programs of Pulumi declare which the tests read.

    ENVIRONMENT/bin/python scripts/record_pulumi_programs.py

runs every program of `tests/frontends/python_sdk/infrastructure/pulumi`, once for each of its
stacks, with mocks in the place of Pulumi's engine, and writes the inputs of its resources to
`data/pulumi.json`. A name that is made up on deployment is recorded as `auto:TYPE:NAME:OUTPUT`. It
needs an environment with pulumi, pulumi_aws and pulumi_aws_native, and no network.
"""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import yaml

HOME = Path(__file__).parents[1] / "tests" / "frontends" / "python_sdk" / "infrastructure"
NAMES = ("name", "arn", "modelName", "endpointName", "endpointConfigName")
"""Outputs that are made up where nothing is given."""


class Recorder:
    """Gives every resource its inputs as outputs, and keeps them."""

    def __init__(self) -> None:
        self.resources: list[dict[str, object]] = []

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, object]]:
        """Note a resource; what it is known by afterwards."""
        self.resources.append({"type": args.typ, "name": args.name, "inputs": args.inputs})
        made_up = {name: f"auto:{args.typ}:{args.name}:{name}" for name in NAMES}
        return f"{args.name}-id", {**made_up, **args.inputs}

    def call(self, args: pulumi.runtime.MockCallArgs) -> dict[str, object]:
        """What a function of a provider gives: nothing."""
        del args
        return {}


def settings(directory: Path, stack: str) -> tuple[str, dict[str, str]]:
    """The project's name and the configuration of a stack, as the engine gives them."""
    path = directory / "Pulumi.yaml"
    project: dict[str, Any] = {"name": "project"}
    if path.exists():
        project = yaml.safe_load(path.read_text("utf-8"))
    name: str = project["name"]
    given: dict[str, object] = {}
    for key, value in project.get("config", {}).items():
        whole = key if ":" in key else f"{name}:{key}"
        given[whole] = value["value"] if isinstance(value, dict) else value
    path = directory / f"Pulumi.{stack}.yaml"
    if path.exists():
        given.update(yaml.safe_load(path.read_text("utf-8"))["config"])
    return name, {key: _text(value) for key, value in given.items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def run(directory: Path, stack: str) -> list[dict[str, object]]:
    """The resources that a program declares in a stack, in the process at hand."""
    project, config = settings(directory, stack)
    recorder = Recorder()
    pulumi.runtime.set_mocks(recorder, project, stack, preview=False)
    pulumi.runtime.set_all_config(config)

    program = str(directory / "__main__.py")
    pulumi.runtime.test(lambda: runpy.run_path(program) and None)()
    return sorted(recorder.resources, key=lambda one: (str(one["type"]), str(one["name"])))


def stacks(directory: Path) -> list[str]:
    """The names of a program's stacks; one where it has no file for any."""
    names = [path.name.split(".")[1] for path in sorted(directory.glob("Pulumi.*.yaml"))]
    return names or ["default"]


def main() -> None:
    """Record all programs, each in a process of its own; or one, as asked for."""
    if len(sys.argv) > 1:
        print(json.dumps(run(HOME / "pulumi" / sys.argv[1], sys.argv[2])))
        return
    recorded: dict[str, dict[str, object]] = {}
    for path in sorted((HOME / "pulumi").glob("*/__main__.py")):
        program = path.parent
        recorded[program.name] = {}
        for stack in stacks(program):
            command = [sys.executable, __file__, program.name, stack]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            recorded[program.name][stack] = json.loads(done.stdout.splitlines()[-1])
    target = HOME / "data" / "pulumi.json"
    target.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")
    print(f"{len(recorded)} programs, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
