"""Writes into the documents what the commands they show really say.

A block that begins with `$ smlint …` holds the output of that command, run at the top of the
repository. `python scripts/generate_shown_output.py` brings all blocks up to date; with `--check`
it writes nothing and fails where one is not.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/choosing.md", "examples/README.md")
BLOCK = re.compile(r"^```console\n\$ smlint (?P<command>.*)\n[\s\S]*?^```$", re.MULTILINE)
SMLINT = "import sys; from smlint.cli import main; sys.exit(main(sys.argv[1:]))"


def shown(block: re.Match[str]) -> str:
    """The block as it should be."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SMLINT, *shlex.split(block["command"])],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"```console\n$ smlint {block['command']}\n{done.stdout}{done.stderr}```"


def main(arguments: list[str]) -> int:
    """Write the documents, or check them; the exit code."""
    stale = False
    for name in DOCUMENTS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        true = BLOCK.sub(shown, text)
        if "--check" not in arguments:
            path.write_text(true, encoding="utf-8")
        elif true != text:
            stale = True
            print(f"{name} shows old output: run python scripts/generate_shown_output.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
