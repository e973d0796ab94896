"""How long `smlint check` takes on one small file, as ratios to starting Python.

Installs smlint from a wheel into an environment of its own (an editable install starts otherwise),
then runs, round by round, each command once: Python itself, smlint on a Terraform file with an
endpoint, and on one without. The medians are compared.

    python benchmarks/cold_start.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent

WITH_ENDPOINT = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  name_prefix = "fraud-"

  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }

  tags = {
    Environment = "prod"
  }
}
"""

WITHOUT = """\
resource "aws_s3_bucket" "models" {
  bucket_prefix = "models-"

  tags = {
    Environment = "prod"
  }
}
"""


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        commands = prepare(home)
        for command in commands.values():  # writes the bytecode, warms the disk
            run(command, home)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(run(command, home))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    least = medians["python -c pass"]
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, medians")
    for name, median in medians.items():
        print(f"{name:40} {median * 1000:7.1f} ms  {median / least:5.2f}")


def prepare(home: Path) -> dict[str, list[str]]:
    """The commands to compare, by what they are called."""
    venv.create(home / "venv", with_pip=True)
    python = str(home / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", str(ROOT)]
    subprocess.run(install, check=True)
    for name, text in (("with", WITH_ENDPOINT), ("without", WITHOUT)):
        (home / name).mkdir()
        (home / name / "main.tf").write_text(text, encoding="utf-8")
    smlint = str(home / "venv" / "bin" / "smlint")
    return {
        "python -c pass": [python, "-c", "pass"],
        "smlint --version": [smlint, "--version"],
        "smlint check, no endpoint": [smlint, "check", "without/main.tf"],
        "smlint check, one endpoint": [smlint, "check", "with/main.tf"],
    }


def run(command: list[str], home: Path) -> float:
    """The seconds that `command` takes; it must find nothing or something, and not fail."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=home, stdout=subprocess.DEVNULL, env=os.environ, check=False)
    taken = time.perf_counter() - started
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed with exit code {done.returncode}")
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
