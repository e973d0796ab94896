"""Record what Terraform says of the HCL inputs in the tests: accepted or not, and which value.

Needs `terraform` on the PATH, and no network: `terraform fmt` judges syntax, and `terraform
console` evaluates expressions without any provider. Inputs stand in the two files themselves; add
one with the value null and run this script again. Further files named on the command line become
new inputs of the verdicts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).parent.parent / "tests" / "frontends" / "terraform" / "language" / "data"


def accepted(text: str) -> bool:
    """True when `terraform fmt` can read `text`."""
    command = ["terraform", "fmt", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


def values(expressions: list[str]) -> list[object]:
    """What each expression evaluates to, as JSON data."""
    definitions = "\n".join(f"v{number} = {text}" for number, text in enumerate(expressions))
    asked = ",".join(f"local.v{number}" for number in range(len(expressions)))
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "main.tf").write_text(f"locals {{\n{definitions}\n}}\n", "utf-8")
        done = subprocess.run(
            ["terraform", "console"],  # noqa: S607
            cwd=directory,
            input=f"jsonencode([{asked}])\n",
            capture_output=True,
            text=True,
            check=True,
        )
    result: list[object] = json.loads(json.loads(done.stdout))
    return result


def write(path: Path, data: dict[str, object]) -> None:
    """Write `data` as JSON, one entry a line."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Record both files anew."""
    verdicts = DATA / "hcl_verdicts.json"
    texts = json.loads(verdicts.read_text("utf-8"))
    texts.update({Path(name).read_text("utf-8"): None for name in sys.argv[1:]})
    write(verdicts, {text: accepted(text) for text in texts})
    evaluated = DATA / "hcl_values.json"
    expressions = list(json.loads(evaluated.read_text("utf-8")))
    write(evaluated, dict(zip(expressions, values(expressions), strict=True)))


if __name__ == "__main__":
    main()
