"""What the shell does itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import default_hop
from smlint.core.workspace import seen_from
from smlint.shell.conditions import FAILURE, PRESUMED, SUCCESS, Outcome, test
from smlint.shell.machine import Ended, Flow, Machine
from smlint.shell.state import Variable, given, hidden_array
from smlint.shell.text import Text, Word, concatenated, known, unknown
from smlint.shell.writers import WRITERS, spaced

DONE = Ended(SUCCESS)
_ENDING = ("EXIT", "0")
_PREFIXES: Mapping[str, int] = {
    "sudo": 0, "env": 0, "time": 0, "command": 0, "exec": 0, "nohup": 0, "builtin": 0,
    "timeout": 1, "nice": 0, "caffeinate": 0, "stdbuf": 0,
}  # fmt: skip
"""Programs that run the rest of their words, and how many words of their own they take."""


def run(
    machine: Machine, name: str, words: Sequence[Word], names: Sequence[str], span: Span
) -> Ended | None:
    """Do the command `name`; None where it is a program of which nothing is known."""
    if name in ("test", "["):
        last = len(words) - 1 if name == "[" else len(words)
        listed = names if len(names) == len(words) else [""] * len(words)
        return Ended(test(words[1:last], listed[1:last], patterns=False))
    if name in _PREFIXES:
        return _prefixed(machine, name, words, span)
    builtin = BUILTINS.get(name)
    return None if builtin is None else builtin(machine, words, span)


def _prefixed(machine: Machine, name: str, words: Sequence[Word], span: Span) -> Ended:
    texts = [word.known or "" for word in words]
    if name == "command" and texts[1:2] in (["-v"], ["-V"]):
        machine.write(unknown(machine.fresh("where the program is, is not known", span)))
        return Ended(PRESUMED)
    at = 1
    while at < len(words) and (texts[at].startswith("-") or "=" in texts[at]):
        at += 1
    rest = words[at + _PREFIXES[name] :]
    if not rest:
        return DONE
    ended = machine.start(rest, span)
    return Ended(ended.outcome, Flow.EXIT) if name == "exec" else ended


def _true(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return DONE


def _false(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return Ended(FAILURE)


def _cd(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del span
    target = words[-1].known if len(words) > 1 else None
    state = machine.state
    if target is None or target.startswith(("/", "-", "~")):
        state.directory = None if target is None or target == "-" else target
    elif state.directory is not None:
        state.directory = seen_from(state.directory, target)
    elif target in (posixpath.dirname(machine.path), posixpath.dirname(machine.path) or "."):
        state.directory = posixpath.dirname(machine.path)
    else:
        state.directory = seen_from("", target)
    return Ended(PRESUMED)


def _unset(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    for word in words[1:]:
        if word.known is not None:
            machine.state.variables[word.known] = Variable(known("", span), span)
    return DONE


def _shift(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del span
    count = words[1].known if len(words) > 1 else "1"
    arguments = machine.state.arguments
    if arguments is not None and count is not None and count.isdigit():
        machine.state.arguments = arguments[int(count[:6]) :]
    return Ended(PRESUMED)


def _set(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del span
    if any(word.known == "--" for word in words):
        at = next(number for number, word in enumerate(words) if word.known == "--")
        machine.state.arguments = tuple(words[at + 1 :])
    return DONE


def _return(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, span
    status = words[1].known if len(words) > 1 else None
    outcome = PRESUMED if status is None else Outcome(status == "0")
    return Ended(outcome, Flow.RETURN)


def _exit(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return Ended(SUCCESS, Flow.EXIT)


def _leave(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return Ended(SUCCESS, Flow.LOOP)


def _trap(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    if len(words) > 2 and any(word.known in _ENDING for word in words[2:]):
        machine.traps = [] if not machine.contexts else machine.traps
        if words[1].known not in ("-", ""):
            machine.traps.append((words[1].text, machine.contexts, span))
    return DONE


def _read(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    names = [word.known or "" for word in words[1:]]
    for name in names:
        if re.fullmatch(r"[A-Za-z_]\w*", name):
            hidden = given("what is read", name, span)
            piped = machine.stdin is not None
            setting = machine.fresh("it is read while the script runs", span) if piped else hidden
            machine.state.variables[name] = Variable(unknown(setting), span)
    return Ended(PRESUMED)


def _getopts(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    name = words[2].known if len(words) > 2 else None
    for one in (name, "OPTARG"):
        if one is not None:
            machine.state.variables[one] = Variable(
                unknown(given("an option of the script", one, span)), span
            )
    return Ended(PRESUMED)


def _mapfile(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    name = words[-1].known
    if name is not None:
        hidden = machine.fresh("its lines are read while the script runs", span)
        machine.state.variables[name] = Variable(hidden_array(hidden), span)
    return DONE


def _eval(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    return machine.run_text(concatenated(spaced(words[1:], span), span))


def _shell(machine: Machine, words: Sequence[Word], span: Span) -> Ended | None:
    del span
    texts = [word.known or "" for word in words]
    at = next((number for number, text in enumerate(texts) if re.fullmatch("-[a-z]*c", text)), 0)
    if at and at + 1 < len(words):
        with machine.subshell():
            ended = machine.run_text(words[at + 1].text)
        return Ended(ended.outcome if ended.flow is Flow.NEXT else PRESUMED)
    return None


def _source(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    if len(words) < 2:
        return DONE
    content = machine.content(words[1].text, span)
    if isinstance(content, Text):
        ended = machine.run_sourced(content)
        return Ended(ended.outcome, Flow.EXIT if ended.flow is Flow.EXIT else Flow.NEXT)
    hop = default_hop("a file that is not in the tree may set it otherwise", span)
    for name, variable in machine.state.variables.items():
        if isinstance(variable.value, Text):
            text = variable.value.seen(variable.value.span, hop)
            machine.state.variables[name] = Variable(text, variable.span)
    return Ended(PRESUMED)


def _xargs(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    texts = [word.known or "" for word in words]
    at, mark = 1, ""
    while at < len(words) and texts[at].startswith("-"):
        if texts[at].startswith("-I"):
            mark = texts[at][2:] or (texts[at + 1] if at + 1 < len(words) else "")
        at += 2 if texts[at] in ("-I", "-n", "-P", "-L", "-d", "-a", "-s") else 1
    hidden = unknown(machine.fresh("it is read while the script runs", span))
    rest = list(words[at:])
    if mark:
        rest = [_filled(word, mark, hidden) for word in rest]
    else:
        rest.append(Word(hidden, span, bare=True))
    with machine.within("branch", span):
        machine.start(rest, span)
    return Ended(PRESUMED)


def _filled(word: Word, mark: str, hidden: Text) -> Word:
    at = word.text.masked.find(mark)
    if at == -1:
        return word
    end = len(word.text.masked)
    pieces = (word.text.cut(0, at), hidden, word.text.cut(at + len(mark), end))
    return Word(concatenated(pieces, word.span), word.span)


BUILTINS: Mapping[str, Callable[[Machine, Sequence[Word], Span], Ended | None]] = {
    **WRITERS,
    ":": _true, "true": _true, "export": _true, "readonly": _true, "local": _true,
    "declare": _true, "typeset": _true, "shopt": _true, "false": _false,         "cd": _cd,
    "pushd": _cd, "unset": _unset,
    "shift": _shift, "set": _set, "return": _return, "exit": _exit, "break": _leave,
    "continue": _leave, "trap": _trap, "read": _read, "getopts": _getopts,
    "mapfile": _mapfile, "readarray": _mapfile, "eval": _eval, "bash": _shell, "sh": _shell,
    "zsh": _shell, "source": _source, ".": _source, "xargs": _xargs,
}  # fmt: skip
