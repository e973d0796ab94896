"""Record the templates that the CDK makes of the programs that the tests read.

    ENVIRONMENT/bin/python scripts/record_cdk_programs.py

runs every program of `tests/frontends/python_sdk/infrastructure/cdk` as `cdk synth` does and writes
its templates, by the stacks' names, to `data/cdk.json` beside them. It needs node, an environment
with aws-cdk-lib and aws-cdk.aws-sagemaker-alpha, and no network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).parents[1] / "tests" / "frontends" / "python_sdk" / "infrastructure"
NOISE = ("CDKMetadata", "BootstrapVersion", "CheckBootstrapVersion")
"""What every template holds, whatever the program."""


def templates(program: Path) -> dict[str, object]:
    """The templates of a program, by the path of each in its assembly."""
    context = json.loads((program.parent / "cdk.json").read_text("utf-8"))["context"]
    with tempfile.TemporaryDirectory() as output:
        environment = {
            **os.environ,
            "CDK_OUTDIR": output,
            "CDK_CONTEXT_JSON": json.dumps(context),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        subprocess.run([sys.executable, str(program)], check=True, env=environment)  # noqa: S603
        found = sorted(Path(output).rglob("*.template.json"))
        return {
            path.relative_to(output).as_posix(): slim(json.loads(path.read_text("utf-8")))
            for path in found
        }


def slim(template: dict[str, object]) -> dict[str, object]:
    """A template without what it holds whatever the program."""
    return {
        section: {name: item for name, item in items.items() if name not in NOISE}
        for section, items in template.items()
        if isinstance(items, dict)
    }


def main() -> None:
    """Record all programs."""
    programs = sorted((HOME / "cdk").glob("*.py"))
    recorded = {program.stem: templates(program) for program in programs}
    target = HOME / "data" / "cdk.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")
    print(f"{len(recorded)} programs, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
