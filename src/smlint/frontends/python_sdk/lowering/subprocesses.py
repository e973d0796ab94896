"""Commands that Python starts: `aws sagemaker …` by subprocess, by a shell, in cells of a notebook.

The words of a list are those of the command; a text is a script of the shell, into which f-strings
and the `{braces}` of IPython have put values already.
"""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from smlint.aws_cli.scripts import Doings, follow
from smlint.core.resource import Call, Resource
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of
from smlint.lifecycle.contexts import Placed
from smlint.shell import machine as shell
from smlint.shell.interpreter import Interpreter
from smlint.shell.state import Variable
from smlint.shell.text import Fragment, Text, Word, known, unknown

STARTED = re.compile(
    r"(?:\?|^)(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)"
    r"|os\.(?:system|popen)|sh\.aws|(?:asyncio\.)?create_subprocess_(?:exec|shell))$"
)
IN_SHELL = ("os.system", "os.popen", "getoutput", "getstatusoutput", "create_subprocess_shell")
"""Functions that give their text to a shell without being asked."""
MAGIC = re.compile(r"get_ipython\(\)\.(?:system|getoutput|getoutputs)$")
CELL = re.compile(r"get_ipython\(\)\.run_cell_magic$")
SHELLS = re.compile(r"(?:bash|sh|zsh|ksh)\b|script\s+(?:.*/)?(?:bash|sh|zsh|ksh)\b")
DOING = re.compile(r"aws|sagemaker|[$`*?]|\b(?:source|export|eval|exec|trap|sh|bash|zsh|ksh)\b|\. ")
"""A command without any of these neither calls AWS nor comes to another script."""
LAST = frozenset({
    "run", "call", "check_call", "check_output", "Popen", "getoutput", "getstatusoutput", "system",
    "popen", "aws", "create_subprocess_exec", "create_subprocess_shell", "getoutputs",
    "run_cell_magic",
})  # fmt: skip
"""The last words of the patterns above: most calls end in others, and need not be compared."""
NAMES = frozenset({
    "subprocess", "check_call", "check_output", "Popen", "system", "popen", "getoutput",
    "create_subprocess_exec", "create_subprocess_shell", "get_ipython", "sh",
})  # fmt: skip
"""Names by which a function of the script is told to start commands."""


def note(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    """Note what the command makes and does that `callee(...)` starts, where it starts one."""
    if callee.path.rpartition(".")[2] not in LAST:
        return
    if machine.stands_in or machine.modules.following:
        return
    if MAGIC.search(callee.path):
        given = arguments.get("", 0)
        if given is not None:
            run_shell(machine, text_of(machine, given), node)
    elif CELL.search(callee.path):
        name, line, body = (arguments.get("", position) for position in range(3))
        magic = f"{known_text(name) or ''} {known_text(line) or ''}"
        if body is not None and SHELLS.match(magic):
            run_shell(machine, text_of(machine, _as_written(body)), node)
    elif STARTED.search(callee.path):
        _started(machine, callee, arguments, node)


def _as_written(body: Value) -> Value:
    """The body of a cell without the end that IPython gives to its last line."""
    if isinstance(body, Known) and isinstance(body.value, str):
        return replace(body, value=body.value.removesuffix("\n"))
    return body


def _started(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> None:
    if callee.path.endswith("sh.aws"):
        name = machine.span(node)
        words = [_word(machine, value) for value in arguments.positional]
        run_words(machine, [Word(known("aws", name), name), *words], node)
        return
    if "create_subprocess_exec" in callee.path:
        run_words(machine, [_word(machine, value) for value in arguments.positional], node)
        return
    named = (arguments.get(name, 0) for name in ("args", "cmd", "command"))
    given = next((value for value in named if value is not None), None)
    if isinstance(given, Opaque) and given.path == "shlex.split()" and given.arguments is not None:
        line = given.arguments.get("s", 0)
        if line is not None:
            run_words(machine, list(_split(text_of(machine, line))), node)
    elif isinstance(given, Box) and given.kind == "list":
        words = [_word(machine, value) for value in given.items]
        words += [Word(unknown(reason), reason.span, bare=True) for reason in given.rest]
        run_words(machine, words, node)
    elif given is not None and (_asks_for_shell(arguments) or callee.path.endswith(IN_SHELL)):
        run_shell(machine, text_of(machine, given), node)


def _asks_for_shell(arguments: Arguments) -> bool:
    asked = arguments.get("shell")
    return asked is not None and not (isinstance(asked, Known) and asked.value in (False, None))


def run_words(machine: Machine, words: Sequence[Word], node: ast.Call) -> None:
    """Note what the command of `words` makes and does, which the call `node` starts."""
    doings = Doings()
    runner = _runner(machine, doings)
    if words:
        try:
            runner.start(words, machine.span(node))
        except (shell.Exhausted, RecursionError):
            return
        _take(machine, doings)


def run_shell(machine: Machine, text: Text, node: ast.Call) -> None:
    """Note what the script that `text` is makes and does, which the call `node` starts."""
    del node
    if not DOING.search(text.masked) and not text.unknowns:
        return
    doings = Doings()
    follow(_runner(machine, doings), text, uncalled=False)
    _take(machine, doings)


def _runner(machine: Machine, doings: Doings) -> shell.Machine:
    """A shell with the environment that the script has set."""
    runner = Interpreter(machine.path, machine.workspace, doings.program)
    for name, value in machine.environment.items():
        if isinstance(value, (Known, Unknown)):
            text = text_of(machine, value)
            runner.state.variables[str(name)] = Variable(text, value.span)
    return runner


def _take(machine: Machine, doings: Doings) -> None:
    """Note everything in `doings` where the run is."""
    things: list[Placed[Resource] | Placed[Call]] = [*doings.resources, *doings.calls]
    for placed in sorted(things, key=lambda one: one.turn):
        contexts = (*machine.contexts, *placed.contexts)
        if isinstance(placed.thing, Resource):
            made = replace(placed.thing, address=machine.address(placed.thing.span))
            machine.resources.append(Placed(made, contexts, machine.turn()))
        else:
            machine.calls.append(Placed(placed.thing, contexts, machine.turn()))


def _word(machine: Machine, value: Value) -> Word:
    text = text_of(machine, value)
    return Word(text, text.span)


def _split(text: Text) -> Iterator[Word]:
    """The words that `shlex.split` makes of a text; none where it refuses it."""
    try:
        pieces = shlex.split(text.masked)
    except ValueError:
        return
    at = 0
    for piece in pieces:
        start = text.masked.find(piece, at)
        exact = start != -1 and bool(piece)
        part = text.cut(start, start + len(piece)) if exact else text
        at = start + len(piece) if exact else at
        made = part if exact else text.unmasked(piece, text)
        yield Word(made, part.span)


def text_of(machine: Machine, value: Value) -> Text:
    """`value` as text, with the place of every character where it is written as it is."""
    tree = tree_of(value)
    if isinstance(tree, Known) and isinstance(tree.value, str):
        return Text((_located(machine, Known(tree.value, tree.span, tree.via)),))
    if isinstance(tree, Known) and not isinstance(tree.value, (tuple, Mapping)):
        return Text((Fragment(Known(str(tree.value), tree.span, tree.via)),))
    return Text(tuple(_fragments(tree)))


def _fragments(tree: Tree) -> Iterator[Fragment]:
    """The pieces of a text of which not all is known."""
    parts = tree.parts if isinstance(tree, Unknown) else ()
    reason = tree.reason if isinstance(tree, Unknown) else "it is no text"
    if not parts:
        yield Fragment(Unknown(reason, tree.span, tree.via))
    for part in parts:
        if isinstance(part, str):
            yield Fragment(Known(part, tree.span, tree.via))
        else:
            yield Fragment(Unknown(reason, tree.span, tree.via, (part,)))


def _located(machine: Machine, setting: Known[str]) -> Fragment:
    """A text as it stands in the file, where it does so without escapes."""
    source = _source_of(machine, setting.span)
    span = setting.span
    if source is None or not setting.value or span.line > len(source.line_starts):
        return Fragment(setting)
    begin = source.line_starts[span.line - 1] + span.column - 1
    last = min(span.end_line, len(source.line_starts))
    end = source.line_starts[last - 1] + span.end_column - 1
    at = source.text.find(setting.value, begin, end)
    return Fragment(setting) if at == -1 else Fragment(setting, source, at)


def _source_of(machine: Machine, span: Span) -> Source | None:
    source = machine.source
    same = source.path == span.path and source.cell == span.cell
    return source if same else None
