"""Record what terraform's console makes of the expressions that the tests compare smlint with.

    python scripts/record_terraform_console.py

reads `tests/frontends/terraform/data/expressions.txt` (one expression a line, `#` for comments) and
writes `console.json` beside it. It needs the `terraform` binary, and no network.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

DATA = Path(__file__).parent.parent / "tests" / "frontends" / "terraform" / "data"


def expressions() -> list[str]:
    """The expressions to record, in file order."""
    lines = (DATA / "expressions.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def terraform(*arguments: str, text: str = "", directory: str = ".") -> str:
    """What the binary prints; empty where it fails."""
    binary = shutil.which("terraform")
    if binary is None:
        sys.exit("terraform is not installed")
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(  # noqa: S603
        [binary, f"-chdir={directory}", *arguments],
        input=text, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return done.stdout if done.returncode == 0 else ""


def record(expression: str) -> dict[str, object]:
    """The value of `expression`, or that it is an error.

    The value comes back as base64 of JSON: nothing of it is lost to the console's own formatting.
    """
    with tempfile.TemporaryDirectory() as directory:
        printed = terraform(
            "console", text=f"base64encode(jsonencode({expression}))\n", directory=directory
        )
    match = re.search(r'"([A-Za-z0-9+/=]*)"', printed)
    if match is None:
        return {"expression": expression, "error": True}
    return {"expression": expression, "value": json.loads(base64.b64decode(match[1]))}


def main() -> None:
    """Record all expressions."""
    version = json.loads(terraform("version", "-json"))["terraform_version"]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(record, expressions()))
    lines = ",\n".join(f"    {json.dumps(result)}" for result in results)
    text = f'{{\n  "terraform": "{version}",\n  "results": [\n{lines}\n  ]\n}}\n'
    (DATA / "console.json").write_text(text)
    print(f"{len(results)} expressions, {sum('error' in result for result in results)} errors")


if __name__ == "__main__":
    main()
