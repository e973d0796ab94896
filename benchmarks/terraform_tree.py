"""How long `smlint check` takes on a tree of Terraform files, as ratios to `terraform fmt`.

    python benchmarks/terraform_tree.py DIRECTORY [ROUNDS]

Copies the `.tf` files of DIRECTORY that do not speak of SageMaker, three times: alone, with files
of domains and notebooks but no endpoint, and with one root module that makes an endpoint.
Round by round, each command runs once: `terraform fmt -check -recursive` on the first tree, and
smlint on each. The medians are compared. `terraform` must be on the path.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SMLINT = "import sys; from smlint.cli import main; sys.exit(main())"

STUDIO = """\
resource "aws_sagemaker_domain" "studio{0}" {{
  domain_name = "studio-{0}"
  auth_mode   = "IAM"
  vpc_id      = var.vpc_id
}}

resource "aws_sagemaker_notebook_instance" "notebook{0}" {{
  name          = "notebook-{0}"
  instance_type = "ml.t3.medium"
}}
"""
ENDPOINT = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  name_prefix = "fraud-"

  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "fraud" {
  name                 = "fraud"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}
"""


def main(directory: Path, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        trees = {name: Path(scratch, name) for name in ("plain", "studio", "endpoint")}
        for tree in trees.values():
            copy(directory, tree)
        for number in range(20):
            write(trees["studio"] / f"studio{number}" / "main.tf", STUDIO.format(number))
        write(trees["endpoint"] / "fraud" / "main.tf", ENDPOINT)
        files = list(trees["plain"].rglob("*.tf"))
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files):,} files, {size / 1e6:.1f} MB, {rounds} rounds, medians")
        check = [sys.executable, "-c", SMLINT, "check", "."]
        compare(
            {
                "terraform fmt -check -recursive": (
                    ["terraform", "fmt", "-check", "-recursive"],
                    trees["plain"],
                ),
                "smlint, no SageMaker": (check, trees["plain"]),
                "smlint, domains and notebooks": (check, trees["studio"]),
                "smlint, one endpoint": (check, trees["endpoint"]),
            },
            rounds,
        )


def copy(directory: Path, target: Path) -> None:
    """Copy the Terraform files that do not speak of SageMaker."""
    for file in directory.rglob("*.tf"):
        if (
            file.is_file()
            and not file.is_symlink()
            and b"sagemaker" not in file.read_bytes().lower()
        ):
            place = target / file.relative_to(directory)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def compare(commands: dict[str, tuple[list[str], Path]], rounds: int) -> None:
    """Run all commands in turns and print the median of each, and what smlint says last."""
    for command, tree in commands.values():  # writes the bytecode, warms the disk
        run(command, tree)
    times: dict[str, list[float]] = {name: [] for name in commands}
    said: dict[str, str] = {}
    for _ in range(rounds):
        for name, (command, tree) in commands.items():
            started = time.perf_counter()
            output = run(command, tree)
            times[name].append(time.perf_counter() - started)
            said[name] = output.strip().splitlines()[-1] if "smlint" in name else ""
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    base = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"{name:32} {median * 1000:8.1f} ms  {median / base:5.2f}  {said[name]}")


def run(command: list[str], tree: Path) -> str:
    """What `command` says; `terraform fmt` fails where a file is not formatted, which is fine."""
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(
        command, cwd=tree, capture_output=True, text=True, env=environment, check=False
    )
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 7)
