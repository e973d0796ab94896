"""The templates in `data/moto`, which moto has deployed and smlint reads.

One text file holds those of a topic. `=== title` begins a template, in YAML, or in JSON where it
begins with a brace; `--- path` begins a file beside it: in `params/` one parameter file of a stage,
else a nested template. Beside it, `.json` holds what moto made of them in each stage, as
`scripts/record_moto.py` wrote it down.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

DATA = Path(__file__).parent / "data" / "moto"
PARAMETERS = "params/"
_FILE = re.compile(r"^--- (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Deployed:
    """A template with the files it is deployed with."""

    title: str
    template: str
    files: Mapping[str, str]

    @property
    def stages(self) -> dict[str, dict[str, str]]:
        """The values of each parameter file; the defaults alone where there is none."""
        return {
            PurePosixPath(path).name: _values(json.loads(text))
            for path, text in self.files.items()
            if path.startswith(PARAMETERS)
        } or {"default": {}}


def _values(written: object) -> dict[str, str]:
    if isinstance(written, Mapping):
        return {name: str(value) for name, value in written.get("Parameters", written).items()}
    assert isinstance(written, list)
    pairs = (one.split("=", 1) if isinstance(one, str) else one.values() for one in written)
    return dict(pairs)


def deployments(topic: str) -> Iterator[Deployed]:
    """Those of a topic, in file order."""
    _, *pieces = re.split(r"^=== ", (DATA / f"{topic}.txt").read_text("utf-8"), flags=re.MULTILINE)
    for piece in pieces:
        title, _, text = piece.partition("\n")
        main, *parts = _FILE.split(text)
        template = "template.json" if main.startswith("{") else "template.yaml"
        files = {template: main, **dict(zip(parts[::2], parts[1::2], strict=True))}
        yield Deployed(title, template, files)


def topics() -> list[str]:
    """The names of all topics."""
    return sorted(path.stem for path in DATA.glob("*.txt"))
