"""What people install: a wheel that works outside of this checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

BAD = """\
# smlint: latency=200ms
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    model_name = "search"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
  }
}
"""


class Installed(NamedTuple):
    wheel: Path
    folder: Path

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run Python with the installed package, and not the checkout's, in front."""
        environment = os.environ | {
            "PYTHONPATH": str(self.folder),
            "NO_COLOR": "1",
            "SMLINT_CACHE": "",
        }
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel that the sdist builds, installed into a folder of its own."""
    home = tmp_path_factory.mktemp("packages")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(home), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = home.glob("*.whl")
    folder = home / "installed"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    subprocess.run([*pip, "--target", folder, wheel], check=True, capture_output=True)
    return Installed(wheel, folder)


def test_policies_schemas_and_facts_are_inside(installed: Installed) -> None:
    inside = set(zipfile.ZipFile(installed.wheel).namelist())
    here = [
        f"smlint/{path.relative_to(ROOT).as_posix()}"
        for pattern in ("policies/**/*.yaml", "schemas/*.json")
        for path in ROOT.glob(pattern)
    ]
    facts = [path.relative_to(ROOT / "src").as_posix() for path in ROOT.glob("src/**/*.yaml")]
    assert len(here) > 20
    assert inside >= {*here, *facts, "smlint/py.typed"}


def test_it_finds_something_outside_of_the_checkout(installed: Installed, tmp_path: Path) -> None:
    tmp_path.joinpath("main.tf").write_text(BAD, encoding="utf-8")
    where = installed.run("-c", "import smlint; print(smlint.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed.folder)
    done = installed.run(str(installed.folder / "bin" / "smlint"), "check", ".", cwd=tmp_path)
    assert "main.tf:5:5: error[SM101 serverless-low-latency]" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_its_rules_were_read_when_it_was_built(installed: Installed, tmp_path: Path) -> None:
    script = """
import sys
from smlint.config import Config
from smlint.rulebook import book
book(Config())
print("smlint.built.rulebook" in sys.modules, "ruamel.yaml" in sys.modules)
"""
    assert installed.run("-c", script, cwd=tmp_path).stdout == "True False\n"
    policy = next(installed.folder.glob("smlint/policies/*/*.yaml"))
    text = policy.read_text(encoding="utf-8")
    for edited in (f"{text}\n# changed by hand\n", f"{text[:-1]} "):
        policy.write_text(edited, encoding="utf-8")
        assert installed.run("-c", script, cwd=tmp_path).stdout == "True True\n"
    policy.write_text(text, encoding="utf-8")
    assert installed.run("-c", script, cwd=tmp_path).stdout == "True False\n"


def test_it_lists_as_many_rules_as_the_checkout(installed: Installed, tmp_path: Path) -> None:
    script = "from smlint.cli import main; raise SystemExit(main(['rules', '--format', 'json']))"
    listed = installed.run("-c", script, cwd=tmp_path)
    here = [sys.executable, "-c", script]
    expected = subprocess.run(here, capture_output=True, text=True, check=True, cwd=ROOT)
    assert listed.stdout == expected.stdout
