"""What the documents show is what smlint says and understands."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_shown_output_is_real() -> None:
    assert "```console\n$ smlint " in (ROOT / "README.md").read_text(encoding="utf-8")
    command = [sys.executable, "scripts/generate_shown_output.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
