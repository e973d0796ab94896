"""What the calls of IPython do, as far as Python can say it.

`get_ipython().run_line_magic("time", "x = f()")` is `x = f()`, `%env A=b` sets `os.environ`, and
the `{braces}` of a shell line are an f-string. In a notebook these calls come of its own syntax
(`trees`); a script that was exported from one has them written out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from string import Formatter

from smlint.core.source import Source
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.notebooks.trees import parse

TIMED: Mapping[str, str] = {
    "time": "", "timeit": "nrpv", "prun": "DlsT", "memit": "rti", "capture": "", "local": "",
    "python": "", "python3": "", "debug": "", "snakeviz": "", "pyinstrument": "", "wandb": "",
}  # fmt: skip
"""Magics that run Python of the notebook, each with its options that take a value."""

IN_LINE = frozenset({"time", "timeit", "prun", "memit"})
"""Those of `TIMED` that run what stands on their line; the others have it in the cell below."""

AUTOMATIC = re.compile(
    r"(?:pip|conda|mamba|uv|cd|ls|ll|cat|cp|mv|rm|mkdir|rmdir|pwd|man|less|more|clear|history|load"
    r"|matplotlib|load_ext|autoreload|store|who|whos|alias|precision|config|reset)\b[^\n]*"
)
"""Magics that need no sign where they are all that a cell holds; what they do is not followed."""

SET = frozenset({"env", "set_env"})
SHELL = frozenset({"system", "getoutput", "getoutputs"})
NAME = re.compile(r"[A-Za-z_]\w*")
DOLLAR = re.compile(r"\$(\$|[A-Za-z_]\w*)")
FILL_LIMIT = 5_000
"""Characters of a command in which names are looked for."""

PLAIN_FORMAT = re.compile(r"[<>=^+\-#,_.\w%]*")


DEPTH_LIMIT = 5
"""Magics that run magics; what is deeper stays a call."""


def read(source: Source, depth: int = 0) -> ast.Module:
    """The syntax tree of a cell or script, with what its magics do; raises `SyntaxProblem`."""
    try:
        module = parse(source)
    except syntax.SyntaxProblem:
        if source.cell is not None and AUTOMATIC.fullmatch(source.text.strip()):
            return ast.Module([], [])
        raise
    if "get_ipython" in source.text or _may_hold_escapes(source.text):
        _Meaning(source, depth).visit(module)
        ast.fix_missing_locations(module)
    return module


def _may_hold_escapes(text: str) -> bool:
    return "%" in text or "!" in text


def called(node: ast.AST) -> tuple[str, list[ast.expr]] | None:
    """The method of IPython that `node` calls, with the arguments; None for anything else."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    owner = node.func.value
    while isinstance(owner, (ast.Call, ast.Attribute)):  # a script may import get_ipython
        owner = owner.func if isinstance(owner, ast.Call) else owner.value
    if isinstance(owner, ast.Name) and owner.id in ("get_ipython", "IPython"):
        return node.func.attr, node.args
    return None


def magic(node: ast.AST) -> tuple[str, ast.Constant | None, str] | None:
    """The magic that `node` runs: its name, where its text stands, and the line of a cell magic.

    None where `node` runs none, or one that is put together when the script runs.
    """
    method, arguments = called(node) or ("", [])
    texts = [item.value for item in arguments if isinstance(item, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if len(words) != len(arguments) or not words:
        return None
    last = arguments[-1]
    assert isinstance(last, ast.Constant)
    match method, words:
        case "run_line_magic", [name, _]:
            return name, last, ""
        case "run_cell_magic", [name, line, _]:
            return f"%{name}", last, line
        case "magic", [text]:  # the older way to write it
            name, _, rest = text.lstrip("%").partition(" ")
            return name, ast.copy_location(ast.Constant(rest), last), ""
    return None


class _Meaning(ast.NodeTransformer):
    """Puts what magics do in the place of the calls that run them."""

    def __init__(self, source: Source, depth: int) -> None:
        self.source = source
        self.depth = depth

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        """The statements that a magic stands for."""
        name, text, _ = magic(node.value) or ("", None, "")
        if self.depth > DEPTH_LIMIT:
            return node
        if text is not None and name in IN_LINE:
            return self._body(name, text) or [ast.copy_location(ast.Pass(), node)]
        if text is not None and name[:1] == "%" and name[1:] in TIMED:
            return self._body("", text) or [ast.copy_location(ast.Pass(), node)]
        if text is not None and name in SET:
            return self._set(text, node)
        if text is not None and name == "store":
            return _restored(text, node)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """The value that a magic gives where it is a part of an expression."""
        self.generic_visit(node)
        name, text, _ = magic(node) or ("", None, "")
        if text is not None and name in IN_LINE and self.depth <= DEPTH_LIMIT:
            body = self._body(name, text)
            if len(body) == 1 and isinstance(body[0], ast.Expr):
                return body[0].value
        if text is not None and name == "env" and NAME.fullmatch(str(text.value).strip()):
            return _variable(str(text.value).strip(), node, ast.Load())
        method, arguments = called(node) or ("", [])
        if method in SHELL and arguments and isinstance(arguments[0], ast.Constant):
            node.args[0] = _filled(arguments[0])
        return node

    def _body(self, name: str, text: ast.Constant) -> list[ast.stmt]:
        """The Python in `text`, without the options of the magic `name`, at its places."""
        written = str(text.value)
        if name:
            values = TIMED[name] or "-"
            option = re.match(rf"(?:-[{values}]\s*\S+\s+|--?[a-zA-Z][\w-]*\s+)*", written)
            start = option.end() if option else 0
        else:
            start = 0
        padding = self._padding(text, written, start)
        if padding is not None:
            padded = Source(self.source.path, padding + written[start:], self.source.cell)
            return read(padded, self.depth + 1).body
        try:
            inner = Source(self.source.path, written[start:], self.source.cell)
            module = read(inner, self.depth + 1)
        except syntax.SyntaxProblem as error:
            span = syntax.span_of(text, self.source)
            raise syntax.SyntaxProblem(span, error.reason) from None
        for node in syntax.nodes(module):
            ast.copy_location(node, text)
        return module.body

    def _padding(self, text: ast.Constant, written: str, start: int) -> str | None:
        """What brings `written` from `start` on to its place; None where it is not as written.

        A text stands as it is written where it is a part of its line, and within quotes elsewhere.
        """
        line, column = text.lineno, text.col_offset
        first = self.source.line(line, self.source.cell).encode()[column:].decode(errors="replace")
        head, _, rest = written.partition("\n")
        if first.rstrip() != head.rstrip():
            return None
        if rest and text.end_lineno is not None and text.end_lineno == line:
            return None
        return "\n" * (line - 1) + " " * (column + len(written[:start].encode()))

    def _set(self, text: ast.Constant, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        """`os.environ[name] = value`, for `%env name=value`."""
        written = str(text.value).strip()
        name, sign, value = written.partition("=" if "=" in written else " ")
        if not sign or not NAME.fullmatch(name.strip()):
            return node
        target = _variable(name.strip(), node, ast.Store())
        given = _filled(ast.copy_location(ast.Constant(value.strip()), text))
        return ast.copy_location(ast.Assign([target], given), node)


def _restored(text: ast.Constant, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
    """The names that `%store -r` gives values from an earlier session: nothing says which.

    `%store a` becomes `get_ipython().store(a)`: other notebooks may use the value from then on.
    """
    words = str(text.value).split()
    names = [word for word in words if NAME.fullmatch(word)]
    if "-r" not in words:
        if len(names) == len(words) and isinstance(node.value, ast.Call):
            handed = [ast.copy_location(ast.Name(name, ast.Load()), text) for name in names]
            shell = node.value.func.value if isinstance(node.value.func, ast.Attribute) else None
            if shell is not None:
                stored = ast.copy_location(ast.Attribute(shell, "store", ast.Load()), node)
                made = ast.copy_location(ast.Call(stored, list[ast.expr](handed), []), node.value)
                return ast.copy_location(ast.Expr(made), node)
        return node
    return [
        ast.copy_location(
            ast.Assign([ast.copy_location(ast.Name(name, ast.Store()), text)], node.value), node
        )
        for name in names
    ] or node


def _variable(name: str, node: ast.AST, context: ast.expr_context) -> ast.Subscript:
    environment = ast.Attribute(ast.Name("os", ast.Load()), "environ", ast.Load())
    made = ast.Subscript(environment, ast.Constant(name), context)
    for part in ast.walk(made):
        ast.copy_location(part, node)
    return made


def _filled(text: ast.Constant) -> ast.expr:
    """`text` with its `{expressions}` and `$names`, as IPython fills them in.

    It fills in all of them or none: braces that hold no expression leave the text as it is.
    """
    written = str(text.value)
    if len(written) > FILL_LIMIT:
        return text
    pieces: list[ast.expr] = []
    try:
        for literal, expression, form, conversion in Formatter().parse(written):
            pieces.extend(_dollars(literal))
            if expression is None:
                continue
            value = ast.parse(expression.strip(), mode="eval").body
            if isinstance(value, ast.Constant) or not PLAIN_FORMAT.fullmatch(form or ""):
                return text
            spec = ast.JoinedStr([ast.Constant(form)]) if form else None
            pieces.append(ast.FormattedValue(value, ord(conversion) if conversion else -1, spec))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text
    if all(isinstance(piece, ast.Constant) for piece in pieces):
        return text
    made = ast.JoinedStr(pieces)
    for node in ast.walk(made):
        ast.copy_location(node, text)
    return made


def _dollars(literal: str) -> list[ast.expr]:
    """`literal` with `$name` as the variable where no single quotes hold it; `$$` is a dollar."""
    pieces: list[ast.expr] = []
    position = 0
    for match in DOLLAR.finditer(literal):
        if literal.count("'", match.end()) % 2:
            continue
        pieces.append(ast.Constant(literal[position : match.start()]))
        position = match.end()
        if match[1] == "$":
            pieces.append(ast.Constant("$"))
        else:
            pieces.append(ast.FormattedValue(ast.Name(match[1], ast.Load()), -1, None))
    pieces.append(ast.Constant(literal[position:]))
    return [piece for piece in pieces if not isinstance(piece, ast.Constant) or piece.value]
