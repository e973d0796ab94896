"""Record what terraform plans for the configurations that the tests compare smlint with.

    python -m scripts.record_terraform_plans [TOPIC …]

reads `tests/frontends/terraform/data/plans/TOPIC.txt` and writes `TOPIC.json` beside it: for each
configuration the inputs and triggers of its `terraform_data` and its outputs, or the places where
terraform refuses it. It needs the `terraform` binary, and no network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.frontends.terraform.plans import DATA, LATER, Configured, configurations, topics

ARGUMENTS = ("input", "triggers_replace")


def terraform(directory: Path, *arguments: str) -> list[dict[str, Any]]:
    """What the binary says, one JSON object a line."""
    binary = shutil.which("terraform")
    if binary is None:
        sys.exit("terraform is not installed")
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(  # noqa: S603
        [binary, *arguments],
        cwd=directory, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def places(said: list[dict[str, Any]]) -> list[str]:
    """Where the errors are, as `path:line`; an empty text where none of them says."""
    found: set[str] = set()
    for one in said:
        diagnostic = one.get("diagnostic", {})
        if diagnostic.get("severity") == "error":
            place = diagnostic.get("range")
            found.add(f"{place['filename']}:{place['start']['line']}" if place else "")
    return sorted(found - {""}) or sorted(found)


def planned(after: object, unknown: object) -> object:
    """A planned value, in which `LATER` stands for what is unknown."""
    if unknown is True:
        return LATER
    if isinstance(unknown, Mapping):
        known = after if isinstance(after, Mapping) else {}
        names = sorted({*known, *(name for name, hidden in unknown.items() if hidden)})
        return {name: planned(known.get(name), unknown.get(name)) for name in names}
    if isinstance(unknown, list) and isinstance(after, list):
        return [planned(*pair) for pair in zip(after, unknown, strict=True)]
    return after


def record(configured: Configured) -> dict[str, object]:
    """What terraform plans for a configuration, or where it refuses it."""
    with tempfile.TemporaryDirectory() as directory:
        for name, text in configured.files.items():
            path = Path(directory, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        root = Path(directory, configured.root)
        options = [one for one in configured.arguments if not one.startswith("-chdir=")]
        said = terraform(root, "init", "-json")
        if not (refused := places(said)):
            refused = places(terraform(root, "plan", "-json", "-out=plan", *options))
        if refused:
            return {"refused": refused}
        (plan,) = terraform(root, "show", "-json", "plan")
    changes = {one["address"]: one["change"] for one in plan.get("resource_changes", ())}
    resources = {
        address: {
            name: planned(change["after"].get(name), change["after_unknown"].get(name))
            for name in ARGUMENTS
        }
        for address, change in changes.items()
    }
    outputs = {
        name: planned(change.get("after"), change["after_unknown"])
        for name, change in plan.get("output_changes", {}).items()
    }
    return {"resources": resources, "outputs": outputs}


def main() -> None:
    """Record the topics that are named, or all."""
    for topic in sys.argv[1:] or topics():
        configured = list(configurations(topic))
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(record, configured))
        recorded = {one.title: result for one, result in zip(configured, results, strict=True)}
        text = json.dumps(recorded, indent=1, ensure_ascii=False) + "\n"
        (DATA / f"{topic}.json").write_text(text, "utf-8")
        refused = sum("refused" in result for result in results)
        print(f"{topic}: {len(results)} configurations, {refused} of them refused")


if __name__ == "__main__":
    main()
