"""What reading YAML and JSON costs, as ratios to the standard library's JSON reader in one run.

Run `python benchmarks/formats.py [lines …]`. Every round measures all readers once, in shuffled
order; the table gives medians.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from unittest.mock import patch

from ruamel.yaml import YAML

from smlint.core.source import Source
from smlint.formats.json import read_json
from smlint.formats.yaml import read_yaml, yaml_comments

ROUNDS = 7
SLOW = 2_000
"""Lines up to which the readers in pure Python are measured too."""

RESOURCE = """\
  Config{n}:  # one of many
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: !Sub "${{AWS::StackName}}-{n}"
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: !If [IsProd, ml.m5.xlarge, !Ref Type]
          InitialInstanceCount: 2
      Tags:
        - Key: environment
          Value: prod
"""


def template(lines: int) -> str:
    """A template of about as many lines."""
    count = max(1, lines // RESOURCE.count("\n"))
    return "Resources:\n" + "".join(RESOURCE.format(n=n) for n in range(count))


def pure(source: Source) -> object:
    """`read_yaml` with ruamel.yaml's parser in Python, as where the extension is missing."""
    with patch("smlint.formats.yaml.YAML", partial(YAML, pure=True)):
        return read_yaml(source)


def readers(lines: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; the first is what the others are compared with."""
    text = template(lines)
    yaml = Source("template.yaml", text)
    document = YAML(typ="safe").load(text.replace("!", "x"))
    jsoned = Source("template.json", json.dumps(document, indent=2))
    found: dict[str, Callable[[], object]] = {
        "json.loads": lambda: json.loads(jsoned.text),
        "read_json": lambda: read_json(jsoned),
        "read_yaml": lambda: read_yaml(yaml),
        "yaml_comments": lambda: yaml_comments(yaml),
        "ruamel.yaml events in C": lambda: list(YAML(typ="safe").parse(text)),
    }
    if lines <= SLOW:
        found["read_yaml, pure parser"] = lambda: pure(yaml)
        found["ruamel.yaml round-trip load"] = lambda: YAML().load(io.StringIO(text))
    return found


def main() -> None:
    """Print a table for each number of lines."""
    for lines in [int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000]:
        measured = readers(lines)
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(ROUNDS):
            for name in random.sample(list(measured), len(measured)):
                start = time.perf_counter()
                measured[name]()
                times[name].append(time.perf_counter() - start)
        medians = {name: statistics.median(values) for name, values in times.items()}
        base = next(iter(medians.values()))
        print(f"{lines} lines, {len(template(lines)) / 1000:.0f} KB of YAML")
        for name, median in medians.items():
            print(f"  {name:<28} {median * 1e3:9.2f} ms {median / base:8.1f}x")


if __name__ == "__main__":
    main()
