"""Writes the JSON Schemas in `schemas/` from the code that defines them.

`python scripts/generate_schemas.py` writes them; with `--check` it writes nothing and fails where
one is out of date.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from smlint.config.schema import config_schema, pack_schema, workload_schema
from smlint.facts.load import load_facts
from smlint.facts.schema import facts_schema, instances_schema, prices_schema
from smlint.policy.schema import policy_schema
from smlint.reporters.fit_schema import fit_schema
from smlint.reporters.inventory_schema import inventory_schema
from smlint.reporters.report_schema import report_schema

Schema = Mapping[str, object]

SCHEMAS: tuple[tuple[str, Callable[[], Schema]], ...] = (
    ("config.schema.json", config_schema),
    ("facts.schema.json", facts_schema),
    ("fit.schema.json", fit_schema),
    ("instances.schema.json", instances_schema),
    ("inventory.schema.json", inventory_schema),
    ("pack.schema.json", pack_schema),
    ("policy.schema.json", lambda: policy_schema(load_facts())),
    ("prices.schema.json", prices_schema),
    ("report.schema.json", report_schema),
    ("workload.schema.json", workload_schema),
)

HOME = Path(__file__).parent.parent / "schemas"


def main(arguments: list[str]) -> int:
    """Write the schemas, or check them; the exit code."""
    stale = []
    for name, schema in SCHEMAS:
        path = HOME / name
        text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"schemas/{name} is out of date: run python scripts/generate_schemas.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
