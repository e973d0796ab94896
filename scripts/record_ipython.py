"""Record what IPython and nbformat make of the cells and notebooks of the tests.

    pip install ipython nbformat
    python scripts/record_ipython.py

Both are only needed here: the tests compare smlint with what is written down. The cells are made of
every fragment in every context. Recorded with IPython 9.18.1 and nbformat 5.11.1 on Python 3.11.
"""

from __future__ import annotations

import ast
import json
import warnings
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import read
from nbformat.reader import reads
from nbformat.v4 import upgrade

DATA = Path(__file__).parent.parent / "tests/frontends/python_sdk/notebooks/data"

FRAGMENTS = (
    "!ls -l",
    "!aws sagemaker list-endpoints \\\n  --max-items {count}",
    "!!date",
    "files = !ls *.gz",
    "a, b = !cat x",
    "%matplotlib inline",
    "%time predictor = model.deploy(1, 'ml.m5.large')",
    "%timeit -n 1 -r 3 f(x)",
    "result = %sx ls",
    "took = %timeit -o f()",
    "%env STAGE=prod",
    "%cd ../src",
    "%pip install -U 'sagemaker<3' # pinned",
    "model?",
    "model.deploy??",
    "?model",
    "??model.deploy",
    "*.deploy?",
    "%time?",
    "items[0]?",
    "/print 1 2",
    ",print a b",
    ";print a b",
    "x = 7 % 3",
    "x = 'a %s' % y",
    "x = '!ls'",
    "x = 1  # !ls and what?",
    "x = [\n  1,\n  2 %\n  3,\n]",
    "print('%d' % 3)",
    "s = '''\n!ls\n%time\nz?\n'''",
    "if x != 3: pass",
    "x = f(\n!ls\n)",
    "x = \\\n  !ls",
    "x == !ls",
    "x = y = !ls",
    "x += !ls",
    "d['k'] = %env HOME",
    "d[a=1] = !ls",
    "x: int = !ls",
    "  ",
    "await f()",
    "async for x in y: pass",
)

CONTEXTS = (
    "{}",
    "x = 1\n{}\ny = 2\n",
    "\n\n{}\n",
    "# note\n{}",
    "if x:\n    a()\n    INDENTED\nb()",
    "f(\n{}\n)",
)

CELLS = (
    "",
    "\n",
    "# only a comment",
    "%%time\nx = 1\n",
    "%%time\n\n!ls\ny?",
    "%%capture out\nx = 1",
    '\n\n%%bash -s "$x"\nls\n',
    "%%writefile a/b.py\nimport c\n  d",
    "%%writefile",
    "%%html\n<b>5 % 3?</b>",
    "%%time?",
    "%%sql SELECT ?",
    "# note\n%%time\nx = 1",
    "x = 1\n%%time",
    "%% time\nx",
    "  x = 1\n  y = 2",
    "\tx = 1\n\tif x:\n\t\t!ls",
    "    %%time\n    x = 1",
    ">>> x = 1\n>>> if x:\n...     y = 2\n",
    ">>> x = 1\n1\n",
    "    >>> x = 1\n    >>> y",
    "In [1]: x = 1\n   ...: y = 2",
    "In [12]: %time x = 1",
    "[ins] In [3]: x",
    "In[1]: x",
    "x = 1\n   ...: y = 2",
    "s = 'it''s'\n!echo don't\nx = 1",
    "!echo (\nx = 1",
    "!echo '''\nx = 1",
    "x = ')'\n!ls",
    "x = '\\'' # '\n!ls",
    "x = (1,\n  # !ls (\n  2)\n!ls",
    "f'''{x}\n!ls'''\n!ls",
    "rb'\\\\'\n!ls",
    "é = !ls\nß?",
    "x = '\N{GRINNING FACE}'; y = 3\n%time z",
    "def f():\n\t!ls\n\treturn 1",
    "class A:\n    %time x = 1\n",
    "try:\n    !ls\nexcept E:\n    %cd x\nfinally:\n    x?",
    "for x in y: !ls",
    "x = 1; !ls",
    "!ls \\",
    "%time \\\nx = 1",
    "%",
    "!",
    "?",
    "??",
    "a ? b",
    "x = ?",
    "x = !",
    "x = %",
    "x = % 3",
    "x = %3",
    "x %= 3",
    "%load_ext autoreload\n%autoreload 2\nimport a",
    "print 'a'",
    "x = = 2",
    "\x0cx = 1\n!ls",
    "lambda x=!ls: x",
    "with a as b:\n\n    !ls\n\n    c = !ls\n",
    "if True:\n  !ls\nelse:\n  !cat",
    "x = {'a': 1}\nx?\n{'b'}",
    "match x:\n    case 1:\n        !ls",
    "@d\n!ls",
    "x = 1 if y else !ls",
    "x = a ! b",
    "return !ls",
    "yield?",
)


def _cells() -> list[str]:
    made = list(CELLS)
    for fragment in FRAGMENTS:
        for context in CONTEXTS:
            indented = fragment.replace("\n", "\n    ")
            made.append(context.replace("{}", fragment).replace("INDENTED", indented))
    return list(dict.fromkeys(made))


def _python(cell: str) -> str | None:
    """What IPython makes of `cell`; None where that is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = TransformerManager().transform_cell(cell)
            ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    return str(text)


def _code(path: Path) -> list[list[object]]:
    """Number and text of each code cell, as nbformat reads them in its newest version."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        major: Any = json.loads(path.read_bytes().decode("utf-8-sig"))["nbformat"]
        if major < 4:
            book = upgrade(reads(path.read_bytes().decode("utf-8-sig")))
        else:
            with path.open(encoding="utf-8-sig") as file:
                book = read(file, as_version=4)
    return [
        [number, cell.source]
        for number, cell in enumerate(book.cells, start=1)
        if cell.cell_type == "code"
    ]


def main() -> None:
    """Write `cells.json` and `notebooks.json`."""
    cells = [{"cell": cell, "python": _python(cell)} for cell in _cells()]
    books = {path.stem: _code(path) for path in sorted((DATA / "books").glob("*.json"))}
    for name, made in (("cells.json", cells), ("notebooks.json", books)):
        text = json.dumps(made, indent=1, ensure_ascii=True)
        (DATA / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print(f"{len(cells)} cells, {len(books)} notebooks")


if __name__ == "__main__":
    main()
