"""How many of the settings in real Terraform smlint knows, and why not the others.

    python benchmarks/terraform_settings.py [--all] DIRECTORY ...

Each directory is one repository. Counted are the settings of the SageMaker and scaling resources
of every root module in every stage: each scalar that is written, and each block or list of which
nothing is known, counts once. What a provider implies is not counted.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from smlint.core.problem import Problem
from smlint.core.resource import Reading
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.discover import discover
from smlint.disk import DiskWorkspace
from smlint.frontends import LANGUAGES
from smlint.read import read

KINDS: Mapping[str, str] = {
    r"^var\..* has no default": r"a variable without a default and without a value",
    r"(\w+)\.[^.]+\.(\w+) is known only after it is deployed$": r"known after the apply: \1.\2",
    r"is known only after it is deployed$": r"known after the apply",
    r"(\w+)\.[^.]+\.(\w+) is looked up when terraform runs$": r"looked up by a data source: \1.\2",
    r"is looked up when terraform runs$": r"looked up by a data source",
    r"^the module that .* was not read$": r"an output of a module that is not in the tree",
    r"gives another value each time": r"another value each time (timestamp, uuid)",
    r"^smlint does not evaluate": r"a function that smlint does not evaluate",
    r"^terraform would refuse": r"terraform would refuse it",
    r"does not accept this value": r"a value that its variable does not accept",
    r"is not declared in this module$": r"a name that is not declared",
    r"has no output": r"an output that is not declared",
    r"refers to itself$": r"a value that refers to itself",
    r"outside of the files": r"a file outside of the tree",
    r"too large|too deep|too long|tells up to": r"beyond a limit of smlint",
}
"""What reasons look like, and the kind of them; any other is a kind of its own."""
MOST_FREQUENT = 10


class Setting(NamedTuple):
    """A setting: its path, which begins with the resource's address, and the stage it has."""

    name: str
    value: Tree
    stage: str

    def __str__(self) -> str:
        why = f": {self.value.reason}" if isinstance(self.value, Unknown) else ""
        return f"{self.value.span}: {self.name}{why} [{self.stage}]"


@dataclass(slots=True)
class Count:
    """What was counted in one repository, or in all of them.

    `reasons` holds each kind of reason with how often it was met, `examples` the first setting of
    each in words.
    """

    stages: int = 0
    resources: int = 0
    known: int = 0
    absent: int = 0
    unknown: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, other: Count) -> None:
        """Count what `other` did, too."""
        self.stages += other.stages
        self.resources += other.resources
        self.known += other.known
        self.absent += other.absent
        self.unknown += other.unknown
        self.reasons.update(other.reasons)
        self.examples = {**other.examples, **self.examples}


def terraform_of(directory: str) -> Reading:
    """What the Terraform frontend makes of everything beneath `directory`."""
    languages = tuple(language for language in LANGUAGES if language.name == "terraform")
    discovery = discover([directory], (), languages)
    return read(discovery, DiskWorkspace(discovery.roots))


def leaves(tree: Tree, name: str) -> Iterator[tuple[str, Tree]]:
    """The scalars in `tree` and what is unknown in it, each with its path."""
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for key, item in tree.value.items():
            yield from leaves(item, f"{name}.{key}")
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for position, item in enumerate(tree.value):
            yield from leaves(item, f"{name}[{position}]")
    elif not any(hop.kind == "implied" for hop in tree.via):
        yield name, tree


def kind_of(reason: str) -> str:
    """The kind of `reason`."""
    for pattern, kind in KINDS.items():
        if found := re.search(pattern, reason):
            return found.expand(kind)
    return reason


def settings(reading: Reading) -> Iterator[Setting]:
    """Every setting of a repository; what is not written counts for nothing."""
    for deployment in reading.deployments:
        for resource in deployment.resources:
            for name, leaf in leaves(resource.properties, resource.address):
                if not (isinstance(leaf, Absent) and leaf.span == resource.span):
                    yield Setting(name, leaf, deployment.stage.name)


def counted(reading: Reading) -> Count:
    """What there is to count in one repository."""
    count = Count(stages=len(reading.deployments))
    count.resources = sum(len(deployment.resources) for deployment in reading.deployments)
    for setting in settings(reading):
        match setting.value:
            case Known():
                count.known += 1
            case Absent():
                count.absent += 1
            case Unknown(reason=reason):
                count.unknown += 1
                kind = kind_of(reason)
                count.reasons[kind] += 1
                count.examples.setdefault(kind, str(setting))
    return count


def share(part: int, whole: int) -> str:
    """`part` of `whole` in percent."""
    return f"{100 * part / whole:.0f}%" if whole else "-"


def row(name: str, count: Count, problems: Sequence[Problem]) -> str:
    """One line of the table."""
    written = count.known + count.absent + count.unknown
    grave = Counter(problem.severity for problem in problems)
    told = "/".join(str(grave[severity]) for severity in ("error", "warning", "note"))
    return (
        f"{name[:58]:<58} {count.stages:>6} {count.resources:>9} {written:>8} {count.known:>6} "
        f"{count.unknown:>7} {count.absent:>6} {share(count.known, written):>6} {told:>8}"
    )


def main() -> int:
    """Print the table; 1 where smlint failed on a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="print every unknown setting, too")
    parser.add_argument("directories", nargs="+", metavar="DIRECTORY")
    arguments = parser.parse_args()
    total, problems = Count(), list[Problem]()
    print(
        f"{'repository':<58} {'stages':>6} {'resources':>9} {'settings':>8} {'known':>6} "
        f"{'unknown':>7} {'absent':>6} {'share':>6} {'e/w/n':>8}"
    )
    for directory in arguments.directories:
        reading = terraform_of(directory)
        count = counted(reading)
        total.add(count)
        problems.extend(reading.problems)
        print(row(Path(directory).name, count, reading.problems))
        for setting in settings(reading) if arguments.all else ():
            if isinstance(setting.value, Unknown):
                print(f"  {setting}")
    print(row("total", total, problems))
    for kind, times in total.reasons.most_common(MOST_FREQUENT):
        print(f"\n{times:>6} {share(times, total.unknown):>4}  {kind}")
        print(f"             for example {total.examples[kind]}")
    failed = [problem for problem in problems if "smlint failed" in problem.message]
    for problem in failed:
        print(f"{problem.span}: {problem.message}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
