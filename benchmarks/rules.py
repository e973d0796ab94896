"""What it costs to have rules: at the start of a run, and for every endpoint.

The start: three copies of smlint with one rule, with all, and with policies copied up to 200 rules,
each checking one small Terraform file; they take turns, and the medians of the processor's time are
compared. Having rules: the time to load one and all, from what is kept and from their files. The
endpoints: the same 1,000 are judged by one rule and by all, next to reading and joining them.

    python benchmarks/rules.py [ROUNDS]
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from smlint.config import Config
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import discovered
from smlint.judge import judge
from smlint.rulebook import book, bundle
from smlint.run import inventory

ROOT = Path(__file__).parent.parent
PADDED = 200
ENDPOINTS = 1000

START = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "fraud"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 2
  }
}
"""

MANY = """\
# smlint: latency=300ms payload=2MB environment=production
resource "aws_sagemaker_endpoint_configuration" "real_{number}" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.m_{number}.name
    instance_type          = var.type_{number}
    initial_instance_count = 2
  }}
  data_capture_config {{
    enable_capture              = true
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://b"
    capture_options {{ capture_mode = "Input" }}
  }}
}}
variable "type_{number}" {{ default = "ml.m5.xlarge" }}
resource "aws_sagemaker_model" "m_{number}" {{
  execution_role_arn = "arn"
  primary_container {{ image = "123.dkr.ecr.eu-west-1.amazonaws.com/x:1" }}
}}
resource "aws_sagemaker_endpoint" "real_{number}" {{
  endpoint_config_name = aws_sagemaker_endpoint_configuration.real_{number}.name
}}
resource "aws_sagemaker_endpoint_configuration" "less_{number}" {{
  production_variants {{
    model_name = "m"
    serverless_config {{
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }}
  }}
  tags = {{ Environment = "dev" }}
}}
"""


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        start(Path(scratch), rounds)
    having(rounds)
    endpoints(rounds)


def having(rounds: int) -> None:
    """How long it takes to have the rules, from what is kept and from their files."""
    config = Config()
    number = len(book(config).rules)
    files = bundle.packed
    for name, make in (("kept", partial(book, config)), ("from their files", files)):
        best = min(processor(make) for _ in range(max(3, rounds // 3))) * 1000
        print(f"{number} rules {name:18} {best:7.1f} ms  {best / number * 1000:6.0f} us each")


def processor(make: Callable[[], object]) -> float:
    """The seconds of the processor that `make` takes."""
    started = time.process_time()
    make()
    return time.process_time() - started


def start(home: Path, rounds: int) -> None:
    """How much longer a run takes that has more rules."""
    (home / "code").mkdir()
    (home / "code" / "main.tf").write_text(START, encoding="utf-8")
    (home / "none").mkdir()
    (home / "none" / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n', encoding="utf-8")
    copies = {name: copied(home / name, rules) for name, rules in (("one", 1), ("all", 0))}
    copies[str(PADDED)] = copied(home / "padded", PADDED)
    runs = {"python -c pass": partial(run, home, home, "-c", "pass")}
    check = ("-m", "smlint", "check", "--no-config")
    for folder, options in (("code", ("--preset", "all")), ("code", ()), ("none", ())):
        for name, copy in copies.items():
            what = f"{folder}{' all' if options else ''}, {name}"
            runs[what] = partial(run, copy, home, *check, *options, folder)
    for once in runs.values():  # writes the bytecode, reads the rules, warms the disk
        once()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, once in runs.items():
            times[name].append(once())
    medians = {name: statistics.median(taken) * 1000 for name, taken in times.items()}
    least = medians["python -c pass"]
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, medians; code: one endpoint,")
    print("judged by the preset that runs by default, or by all")
    for name, median in medians.items():
        base = medians.get(f"{name.split(',')[0]}, one", median)
        print(f"{name:16} {median:7.1f} ms  {median / least:5.2f}  {median - base:+6.1f} ms")


def copied(home: Path, rules: int) -> Path:
    """A copy of the checkout that has so many rules; all for 0."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", home / "src", ignore=ignored)
    shutil.copytree(ROOT / "policies", home / "policies")
    policies = sorted((home / "policies").glob("*/*.yaml"))
    modules = [
        path for path in (home / "src/smlint/rules").glob("*.py") if not path.name.startswith("_")
    ]
    if rules == 1:  # one that runs by default
        kept = next(path for path in policies if "\npreset: recommended" in path.read_text("utf-8"))
        for path in {*policies, *modules} - {kept}:
            path.unlink()
    for number in range(len(policies) + len(modules), rules):
        path = policies[number % len(policies)]
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^id: .*", f"id: COPY{number:03}", text)
        text = re.sub(r"(?m)^name: .*", f"name: copy-{number}", text)
        (path.parent / f"copy-{number}.yaml").write_text(text, encoding="utf-8")
    return home


def run(copy: Path, home: Path, *arguments: str) -> float:
    """The seconds of the processor that Python takes with `copy` of smlint."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
    } | {"PYTHONPATH": str(copy / "src"), "SMLINT_CACHE": str(home / "cache")}
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=home, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} failed with exit code {process.returncode}")
    return used.ru_utime + used.ru_stime


def endpoints(rounds: int) -> None:
    """How long judging takes, next to reading."""
    text = "".join(MANY.format(number=number) for number in range(ENDPOINTS // 2))
    files = {"main.tf": text}
    started = time.process_time()
    found = inventory(discovered(files), Config(), MemoryWorkspace(files))
    reading = time.process_time() - started
    rules = book(Config())
    print(f"\n{len(found.endpoints)} endpoints read in {reading:.2f} s; judged by")
    for name, chosen in (("one rule", rules.rules[:1]), (f"{len(rules.rules)} rules", rules.rules)):
        taken = []
        for _ in range(max(3, rounds // 10)):
            started = time.process_time()
            judge(found.deployed, chosen, rules.facts, lambda rule, _: rule.severity, str)
            taken.append(time.process_time() - started)
        median = statistics.median(taken)
        each = median / len(found.endpoints) / len(chosen) * 1e6
        share = median / reading
        print(f"{name:12} {median:6.2f} s  {share:5.2f} of reading  {each:5.1f} us each")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
