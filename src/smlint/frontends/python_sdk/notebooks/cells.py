"""Notebooks: from the JSON of nbformat 3 and 4 to one source for each code cell.

What is not Python in a cell (magics, shell lines, help requests) is blanked, so that lines and
columns stay as the author sees them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.source import Source
from smlint.core.spans import Span

BODY_MAGICS = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "local"})
"""Cell magics whose body is Python of this notebook; a cell with another one is not."""

SHELL = re.compile(r"\s*[!%?]")
ASSIGNED = re.compile(r"(\s*)([\w.,\s\[\]\"']+?)=\s*[!%]")
HELP = re.compile(r"[\w.\s]*\?{1,2}\s*$")
TEXT = re.compile(r"'[^'\\]*'|\"[^\"\\]*\"")
TIMED = re.compile(r"(\s*)(%time(?:it)?) (?=\s*[^\s-])")
CELL_MAGIC = re.compile(r"\s*%%(\w*)")


class NotebookError(Exception):
    """A notebook that cannot be read: where, and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(f"{span}: {reason}")
        self.span = span
        self.reason = reason


def read_notebook(source: Source) -> Source:
    """`source` with the code cells of the notebook that it holds, as written.

    None for kernels of other languages. Raises `NotebookError` when it is no notebook.
    """
    try:
        document = json.loads(source.text)
    except json.JSONDecodeError as error:
        place = source.span(error.pos, min(error.pos + 1, len(source.text)))
        raise NotebookError(place, f"this notebook is not JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise NotebookError(
            source.span(0, 0), "this notebook's JSON is nested too deeply or holds a bad number"
        ) from None
    if not isinstance(document, Mapping):
        raise NotebookError(source.span(0, 0), "this notebook's JSON is not an object with cells")
    cells = tuple(_cells(source.path, document)) if _is_python(document) else ()
    return replace(source, cells=cells)


def _is_python(document: Mapping[str, object]) -> bool:
    metadata = document.get("metadata")
    if not isinstance(metadata, Mapping):
        return True
    names = [
        str(part.get(name, ""))
        for part in (metadata.get("kernelspec"), metadata.get("language_info"))
        if isinstance(part, Mapping)
        for name in ("language", "name")
    ]
    words = " ".join(names).lower()
    return "py" in words or "conda" in words or not re.search(r"\b(ir|r|scala|julia|spark)", words)


def _cells(path: str, document: Mapping[str, object]) -> Iterator[Source]:
    """The code cells, numbered over all cells from 1."""
    lists = [document.get("cells")]
    sheets = document.get("worksheets")
    if isinstance(sheets, list):
        lists.extend(sheet.get("cells") for sheet in sheets if isinstance(sheet, Mapping))
    cells = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    for number, cell in enumerate(cells, start=1):
        if isinstance(cell, Mapping) and cell.get("cell_type") == "code":
            yield Source(path, _text(cell.get("source", cell.get("input", ""))), cell=number)


def _text(written: object) -> str:
    lines = written if isinstance(written, list) else [written]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.replace("\r\n", "\n")


def blanked(text: str) -> str:
    """`text` of a cell with the same lines, holding Python alone."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return text
    magic = CELL_MAGIC.match(lines[first])
    if magic:
        if magic[1] not in BODY_MAGICS:
            return "\n" * (len(lines) - 1)
        lines[first] = ""
    return without_magic("\n".join(lines))


def without_magic(text: str) -> str:
    """`text` with the same lines, those blanked that only a notebook understands."""
    return "\n".join(_python_lines(text.split("\n")))


def _python_lines(lines: list[str]) -> Iterator[str]:
    """The lines, with those blanked that are not Python; none within open brackets is one."""
    open_brackets = 0
    continued = False
    for written in lines:
        if continued:
            continued = written.rstrip().endswith("\\")
            yield ""
            continue
        line = TIMED.sub(_statement, written, count=1)
        python = line if open_brackets else _python(line)
        if python is None:
            continued = line.rstrip().endswith("\\")
            assigned = ASSIGNED.match(line)
            yield _replacement(line, assigned)
            continue
        code = TEXT.sub("", python).split("#", maxsplit=1)[0]
        opened = sum(code.count(sign) for sign in "([{")
        closed = sum(code.count(sign) for sign in ")]}")
        open_brackets = max(0, open_brackets + opened - closed)
        yield python


def _statement(timed: re.Match[str]) -> str:
    """A statement as long as the magic, so that columns stay."""
    return f"{timed[1]}0{' ' * (len(timed[2]) - 1)};"


def _python(line: str) -> str | None:
    """`line` where it is Python, else None."""
    magic = SHELL.match(line) or ASSIGNED.match(line) or (line.strip() and HELP.match(line))
    return None if magic else line


def _replacement(line: str, assigned: re.Match[str] | None) -> str:
    """What stands for a line that is not Python: a statement, so that blocks keep a body."""
    if assigned and not SHELL.match(line):
        return f"{assigned[1]}{assigned[2].rstrip()} = get_ipython().run()"
    return line[: len(line) - len(line.lstrip())] + "pass"
