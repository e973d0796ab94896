"""Record the commands that real bash runs for the scripts that the tests read with smlint.

    python -m scripts.record_bash

reads `tests/shell/data/scripts.txt` and writes `scripts.json` beside it: for each script the words
with which it called `aws`, which is a program that only writes them down. It needs bash; what is
run is in that file alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.shell.scripts import DATA, scripts

AWS = """#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done >> "$RECORD"
printf '\\n\\0' >> "$RECORD"
"""


def run(script: str) -> list[list[str]]:
    """The words of each call of `aws`."""
    bash = shutil.which("bash")
    assert bash is not None
    with tempfile.TemporaryDirectory() as top:
        programs, work = Path(top, "bin"), Path(top, "work")
        programs.mkdir()
        work.mkdir()
        aws = programs / "aws"
        aws.write_text(AWS)
        aws.chmod(0o755)
        record = Path(top, "record")
        record.touch()
        Path(work, "deploy.sh").write_text(script)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(  # noqa: S603
            [bash, "deploy.sh"],
            cwd=work,
            env={"PATH": path, "RECORD": str(record), "LC_ALL": "C.UTF-8"},
            timeout=10,
            check=False,
            capture_output=True,
        )
        calls: list[list[str]] = [[]]
        for word in record.read_text().split("\0")[:-1]:
            if word == "\n":
                calls.append([])
            else:
                calls[-1].append(word)
        return calls[:-1]


def main() -> None:
    """Record every script."""
    made = {name: run(script) for name, script in scripts().items()}
    (DATA / "scripts.json").write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
