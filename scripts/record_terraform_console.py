"""Record what terraform's console makes of the expressions that the tests compare smlint with.

    python -m scripts.record_terraform_console

reads `tests/frontends/terraform/data/expressions.txt` (one expression a line, `#` for comments),
makes more by `typed_expressions.py`, and writes `console.json` and `generated.json` beside the
former, and the names of all functions. It needs the `terraform` binary, and no network.
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
from collections.abc import Iterator
from pathlib import Path

from tests.frontends.terraform.typed_expressions import sampled

DATA = Path(__file__).parent.parent / "tests" / "frontends" / "terraform" / "data"
GENERATED = 700
LONGEST_LINE = 50_000
"""Characters. The console reads no line of more than 64 KiB."""
Result = dict[str, object]


def terraform(*arguments: str, text: str = "", directory: str = ".") -> str | None:
    """What the binary prints; None where it fails."""
    binary = shutil.which("terraform")
    if binary is None:
        sys.exit("terraform is not installed")
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(  # noqa: S603
        [binary, f"-chdir={directory}", *arguments],
        input=text, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return done.stdout if done.returncode == 0 else None


def batches(expressions: list[str]) -> Iterator[list[str]]:
    """`expressions` in pieces that fit into a line."""
    batch: list[str] = []
    for expression in expressions:
        if sum(len(one) + 60 for one in batch) + len(expression) > LONGEST_LINE:
            yield batch
            batch = []
        batch.append(expression)
    yield batch


def record(expressions: list[str], directory: str) -> list[Result]:
    """The value and the type of each expression, or that it is an error.

    One console takes many, each within `try()`; where it fails, one of them cannot be parsed, and
    halves are tried. Values come back as base64 of JSON: nothing is lost to the console's format.
    """
    texts = ", ".join(f"try(nonsensitive(jsonencode({one})), null)" for one in expressions)
    types = ", ".join(f"try({one}, null)" for one in expressions)
    printed = terraform(
        "console", text=f"base64encode(jsonencode([{texts}]))\n", directory=directory
    )
    typed = terraform("console", text=f"type([{types}])\n", directory=directory)
    match = None if printed is None else re.search(r'"([A-Za-z0-9+/=]*)"', printed)
    if match is None or typed is None:
        if len(expressions) == 1:
            return [{"expression": expressions[0], "error": True}]
        half = len(expressions) // 2
        return record(expressions[:half], directory) + record(expressions[half:], directory)
    values = json.loads(base64.b64decode(match[1]))
    return [
        {"expression": expression, "error": True}
        if value is None
        else {"expression": expression, "json": value, "type": type_}
        for expression, value, type_ in zip(expressions, values, elements(typed), strict=True)
    ]


def elements(printed: str) -> list[str]:
    """The types of the elements of a tuple, as the console prints it, without blanks."""
    lines = printed.strip().splitlines()[1:-1]
    found: list[str] = []
    for line in lines:
        if line.startswith("    ") and line[4] not in " )}]":
            found.append("")
        found[-1] += line.strip()
    return [re.sub(r",(?=[\])}]|$)", "", text).replace(": ", ":") for text in found]


def write(name: str, expressions: list[str], directory: str) -> None:
    """Record `expressions` as `name`."""
    results = [one for batch in batches(expressions) for one in record(batch, directory)]
    lines = ",\n".join(f"  {json.dumps(result, ensure_ascii=False)}" for result in results)
    (DATA / name).write_text(f"[\n{lines}\n]\n")
    print(f"{name}: {len(results)} expressions, {sum('error' in one for one in results)} errors")


def main() -> None:
    """Record all expressions, and the names of all functions."""
    lines = (DATA / "expressions.txt").read_text().splitlines()
    written = [line for line in lines if line and not line.startswith("# ")]
    signatures = json.loads(terraform("metadata", "functions", "-json") or "")
    names = [name for name in signatures["function_signatures"] if "::" not in name]
    (DATA / "functions.json").write_text(json.dumps(sorted(names), indent=2) + "\n")
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(DATA / "console", directory, dirs_exist_ok=True)
        write("console.json", written, directory)
        write("generated.json", sampled(GENERATED), directory)


if __name__ == "__main__":
    main()
