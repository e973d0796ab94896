"""Notebooks: from the JSON of nbformat 3 and 4 to one source for each code cell.

The text of a cell is as its author sees it, with all that only IPython understands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.problem import Fault
from smlint.core.source import Source

FOREIGN = re.compile(
    r"(ir|r|scala|apache_toree|spark|almond|julia|\.net-|bash|xcpp|java|ijava|node|deno|go)"
    r"(\b|kernel|script|-|_|\d|$)"
)
"""Names of kernels of other languages, where a notebook does not say which language it is in."""


class NotebookError(Fault):
    """A notebook that cannot be read."""


def read_notebook(source: Source) -> Source:
    """`source` with the code cells of the notebook that it holds, as written.

    None for kernels of other languages. Raises `NotebookError` when it is no notebook.
    """
    try:
        document = json.loads(source.text)
    except json.JSONDecodeError as error:
        place = source.span(error.pos, min(error.pos + 1, len(source.text)))
        reason = error.msg.removesuffix(" at")
        raise NotebookError(place, f"this notebook is not JSON: {reason}") from None
    except (RecursionError, ValueError):
        raise NotebookError(
            source.span(0, 0), "this notebook's JSON is nested too deeply or holds a bad number"
        ) from None
    if not isinstance(document, Mapping):
        raise NotebookError(source.span(0, 0), "this notebook's JSON is not an object with cells")
    cells = tuple(_cells(source.path, document)) if _is_python(document) else ()
    return replace(source, cells=cells)


def _is_python(document: Mapping[str, object]) -> bool:
    """Whether the notebook's kernel runs Python; also where nothing says what it runs."""
    metadata = document.get("metadata")
    kernel, info = _part(metadata, "kernelspec"), _part(metadata, "language_info")
    stated = (_text_of(kernel, "language"), _text_of(info, "name"))
    language = next(filter(None, stated), _text_of(metadata, "language"))
    return _means_python(language) if language else not FOREIGN.match(_text_of(kernel, "name"))


def _means_python(language: str) -> bool:
    """Whether `language` is Python, as kernels and editors call it."""
    return "python" in language or language in ("py", "pyspark", "sage", "sos")


def _cells(path: str, document: Mapping[str, object]) -> Iterator[Source]:
    """The code cells in Python, numbered over all cells from 1."""
    cells = document.get("cells")
    if not isinstance(cells, list):  # before version 4 they stood in sheets
        sheets = document.get("worksheets")
        lists = [_part(sheet, "cells") for sheet in sheets] if isinstance(sheets, list) else []
        cells = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    for number, cell in enumerate(cells, start=1):
        if _part(cell, "cell_type") == "code" and _in_python(cell):
            yield Source(path, _text(_part(cell, "source") or _part(cell, "input")), cell=number)


def _in_python(cell: object) -> bool:
    """Whether a code cell is in Python, where it may say so itself.

    So may cells of version 3, of Visual Studio Code, of polyglot notebooks and of SoS.
    """
    metadata = _part(cell, "metadata")
    language = (
        _text_of(_part(metadata, "vscode"), "languageId")
        or _text_of(_part(metadata, "polyglot_notebook"), "kernelName")
        or _text_of(_part(metadata, "dotnet_interactive"), "language")
        or _text_of(metadata, "kernel")
        or _text_of(cell, "language")
    )
    return not language or _means_python(language)


def _part(whole: object, name: str) -> object:
    return whole.get(name) if isinstance(whole, Mapping) else None


def _text_of(whole: object, name: str) -> str:
    text = _part(whole, name)
    return text.lower() if isinstance(text, str) else ""


def _text(written: object) -> str:
    lines = written if isinstance(written, list) else [written]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.replace("\r\n", "\n").replace("\r", "\n")
