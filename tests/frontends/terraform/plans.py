"""The configurations in `data/plans`, which terraform has planned and smlint evaluates.

One text file holds those of a topic. `=== title` begins a configuration, `$ …` gives arguments of
`terraform plan`, `--- path` begins a file; what stands before the first is `main.tf`. Beside it,
`.json` holds what terraform made of them, as `scripts/record_terraform_plans.py` wrote it down.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "plans"
LATER = "(known after apply)"
"""Stands in a recorded plan for what terraform does not know yet."""
_FILE = re.compile(r"^--- (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Configured:
    """A tree of files, and how terraform is called on it."""

    title: str
    arguments: tuple[str, ...]
    files: Mapping[str, str]

    def given(self, option: str) -> tuple[str, ...]:
        """The values of an option, such as `-var`, in order."""
        start = f"{option}="
        return tuple(one.removeprefix(start) for one in self.arguments if one.startswith(start))

    @property
    def root(self) -> str:
        """The directory of the root module."""
        return next(iter(self.given("-chdir")), "")


def configurations(topic: str) -> Iterator[Configured]:
    """Those of a topic, in file order."""
    _, *pieces = re.split(r"^=== ", (DATA / f"{topic}.txt").read_text("utf-8"), flags=re.MULTILINE)
    for piece in pieces:
        title, _, text = piece.partition("\n")
        arguments = ""
        if text.startswith("$ "):
            arguments, _, text = text[2:].partition("\n")
        main, *parts = _FILE.split(text)
        files = dict(zip(parts[::2], parts[1::2], strict=True))
        if main:
            files["main.tf"] = main
        yield Configured(title, tuple(shlex.split(arguments)), files)


def topics() -> list[str]:
    """The names of all topics."""
    return sorted(path.stem for path in DATA.glob("*.txt"))
