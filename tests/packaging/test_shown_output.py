"""What the documents show of smlint is what smlint says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SHOWN = [
    pytest.param(found["command"], found["output"], id=f"{name}: {found['command']}")
    for name in ("README.md", "examples/README.md", "CONTRIBUTING.md")
    for found in re.finditer(
        r"^```console\n\$ smlint (?P<command>.*)\n(?P<output>[\s\S]*?)^```$",
        (ROOT / name).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]


def test_something_is_shown() -> None:
    assert SHOWN


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_shown_output_is_real(command: str, output: str) -> None:
    """The command runs at the top of the repository; its exit code is shown where it is asked."""
    arguments, asks, _ = command.partition("; echo $?")
    script = "import sys; from smlint.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, *shlex.split(arguments)],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr + (f"{done.returncode}\n" if asks else "")
    assert said == output


def test_the_configuration_that_readme_shows_is_understood(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n([\s\S]*?)^```$", readme, re.MULTILINE)
    (shown,) = (block for block in blocks if "fail_on:" in block)
    tmp_path.joinpath("smlint.yaml").write_text(shown, encoding="utf-8")
    tmp_path.joinpath("policies").mkdir()
    script = "import sys; from smlint.cli import main; sys.exit(main(['rules']))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
