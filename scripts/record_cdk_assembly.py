"""Record the cloud assembly that the CDK makes of the app that the tests read.

    ENVIRONMENT/bin/python scripts/record_cdk_assembly.py

runs `tests/frontends/cloudformation/cdk_app/app.py` as `cdk synth` does and writes `cdk.out` beside
it. It needs node, an environment with aws-cdk-lib, and no network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

APP = Path(__file__).parents[1] / "tests" / "frontends" / "cloudformation" / "cdk_app"
OUTPUT = APP / "cdk.out"
RECORDED_AS = "/home/somebody/service"
"""Stands for the directory of the app, in which it need not lie when it is checked."""

CONTEXT = {"aws:cdk:enable-path-metadata": True, "aws:cdk:enable-asset-metadata": True}
"""What `cdk synth` asks for."""
BULKY = ("cdk:feature-flag-report",)


def synthesise() -> None:
    """Run the app, with traces of where it makes things."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    environment = {
        **os.environ,
        "CDK_OUTDIR": str(OUTPUT),
        "CDK_DEBUG": "1",
        "CDK_CONTEXT_JSON": json.dumps(CONTEXT),
        "JSII_HOST_STACK_TRACES": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run([sys.executable, str(APP / "app.py")], check=True, env=environment)  # noqa: S603


def slim(path: Path) -> None:
    """Take out of a file what is bulky or of this machine; templates stay as they are."""
    if path.name.endswith(".template.json"):
        return
    text = path.read_text("utf-8").replace(str(APP), RECORDED_AS)
    document = json.loads(text)
    if path.name == "manifest.json":
        artifacts = document["artifacts"]
        for name in [name for name in artifacts if artifacts[name]["type"] in BULKY]:
            del artifacts[name]
    path.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def main() -> None:
    """Synthesise the app anew and keep what is small."""
    synthesise()
    (OUTPUT / "validation-report.json").unlink(missing_ok=True)
    files = [path for path in OUTPUT.rglob("*") if path.is_file()]
    for path in files:
        slim(path)
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files):,} bytes")


if __name__ == "__main__":
    main()
