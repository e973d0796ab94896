"""Record what libraries that the development environment lacks make of scripts of our own.

Run in an environment of its own, from the top of the repository:

    pip install click typer fire absl-py pydantic-settings PyYAML python-dotenv omegaconf toml \
        python-decouple environs starlette ruamel.yaml simple-parsing configargparse
    PYTHONPATH=src:. python scripts/record_libraries.py

Each case of `tests/frontends/python_sdk/library/data/NAME.txt` is run for real; its global names go
into `NAME.json` beside it, which `test_recorded.py` compares with what smlint makes of the script.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

from tests.frontends.python_sdk.library.truth import DATA, RECORDED, Case, cases, executed


def main() -> int:
    """Write the records; 0 when every case could be run."""
    failed = 0
    for name in RECORDED:
        record: dict[str, dict[str, object]] = {}
        for case in cases(name):
            with (
                tempfile.TemporaryDirectory() as directory,
                contextlib.redirect_stdout(io.StringIO()),
            ):
                try:
                    found = executed(case.script, case.files, Path(directory))
                except Exception as error:  # noqa: BLE001 - whatever a case does wrong is told
                    print(f"{name}: {case}: {error!r}", file=sys.stderr)
                    failed += 1
                    continue
            record[case.name] = {
                key: value for key, value in found.items() if not key.startswith("__")
            }
        path = DATA / f"{name}.json"
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if failed else 0


def run(case: Case) -> dict[str, object]:
    """What a case really comes to."""
    with tempfile.TemporaryDirectory() as directory, contextlib.redirect_stdout(io.StringIO()):
        return executed(case.script, case.files, Path(directory))


if __name__ == "__main__":
    raise SystemExit(main())
