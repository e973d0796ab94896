"""How long smlint takes to read scripts and notebooks, next to parsing the same with `ast`.

usage: scripts.py DIRECTORY [ROUNDS]

Seconds of the processor, the two taking turns. The cells of notebooks are parsed one by one.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from smlint.config import Config
from smlint.core.model import number_of
from smlint.discover import discover
from smlint.run import inventory


def main(directory: str, rounds: int) -> None:
    """Print both times and their ratio, for the files of `directory` that hold a marker."""
    os.chdir(directory)
    found = discover(["."])
    texts = [text for path in found.hits.get("python", ()) for text in _texts(path)]
    endpoints = number_of(inventory(found, Config()).endpoints)
    read, parsed = [], []
    for _ in range(rounds):
        read.append(_seconds(lambda: inventory(found, Config())))
        parsed.append(_seconds(lambda: _parse(texts)))
    size = sum(map(len, texts)) / 1e6
    print(f"{found.count} files, {size:.1f} MB of Python with markers, {endpoints} endpoints")
    print(f"smlint {min(read):.2f} s, ast.parse {min(parsed):.2f} s: {min(read) / min(parsed):.1f}")


def _texts(path: str) -> Iterator[str]:
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    if not path.endswith(".ipynb"):
        yield text
        return
    try:
        cells = json.loads(text).get("cells", ())
    except ValueError:
        return
    for cell in cells:
        if cell.get("cell_type") == "code":
            yield "".join(cell.get("source", ()))


def _parse(texts: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for text in texts:
            try:
                ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
