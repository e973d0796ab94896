"""What the shell does itself, and a few programs that scripts write documents with."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import Hop, Unknown
from smlint.core.workspace import seen_from
from smlint.shell.conditions import FAILURE, PRESUMED, SUCCESS, Outcome, test
from smlint.shell.machine import Ended, Flow, Machine
from smlint.shell.state import Array, Variable, default_hop, given, hidden_array
from smlint.shell.text import Text, Word, concatenated, known, unknown

DONE = Ended(SUCCESS)
_ENDING = ("EXIT", "0")
_SPECIFIER = re.compile(r"%[sd]|\\n|\\t|\\\\|%%")
_REFERENCE = re.compile(r"\$(?:(\w+)|\{(\w+)\})", re.ASCII)
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
    from smlint.shell.commands import program  # noqa: PLC0415 - they follow each other

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
    ended = program(machine, rest, [""] * len(rest), span)
    return Ended(ended.outcome, Flow.EXIT) if name == "exec" else ended


def _true(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return DONE


def _false(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del machine, words, span
    return Ended(FAILURE)


def _echo(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    rest = list(words[1:])
    end = "\n"
    escapes = False
    while rest and re.fullmatch(r"-[neE]+", rest[0].known or ""):
        option = rest.pop(0).known or ""
        end = "" if "n" in option else end
        escapes |= "e" in option
    text = concatenated(_spaced(rest, span), span)
    if escapes and "\\" in text.masked:
        text = unknown(machine.fresh("escapes are put in by echo", span))
    machine.write(concatenated((text, known(end, span)) if end else (text,), span))
    return DONE


def _spaced(words: Sequence[Word], span: Span) -> list[Text]:
    found: list[Text] = []
    for number, word in enumerate(words):
        found += [known(" ", span), word.text] if number else [word.text]
    return found


def _printf(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    texts = [word.known for word in words]
    if texts[1:2] == ["-v"] and len(words) > 2:
        hidden = unknown(machine.fresh("it is what printf makes", span))
        machine.state.variables[texts[2] or ""] = Variable(hidden, span)
        return DONE
    at = 2 if texts[1:2] == ["--"] else 1
    pattern = texts[at] if at < len(texts) else None
    machine.write(
        unknown(machine.fresh("it is what printf makes", span))
        if pattern is None
        else _formatted(machine, pattern, words[at + 1 :], span)
    )
    return DONE


def _formatted(machine: Machine, pattern: str, words: Sequence[Word], span: Span) -> Text:
    rest = _SPECIFIER.sub("", pattern)
    slots = re.findall("%[sd]", pattern)
    rounds = -(-len(words) // len(slots)) if slots and words else 1
    open_words = any(word.bare for word in words)
    if "%" in rest or "\\" in rest or rounds > 100 or (open_words and len(words) > 1):
        return unknown(machine.fresh("it is what printf makes", span))
    waiting = list(reversed(words))
    found: list[Text] = []
    for _ in range(rounds):
        at = 0
        for item in _SPECIFIER.finditer(pattern):
            if item.start() > at:
                found.append(known(pattern[at : item.start()], span))
            if item[0] in ("%s", "%d"):
                default = known("0", span) if item[0] == "%d" else Text(())
                found.append(waiting.pop().text if waiting else default)
            else:
                plain = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", "%%": "%"}[item[0]]
                found.append(known(plain, span))
            at = item.end()
        if at < len(pattern):
            found.append(known(pattern[at:], span))
    return concatenated(found, span)


def _cat(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    names = [word for word in words[1:] if not (word.known or "").startswith("-")]
    if not names:
        machine.write(_stdin(machine, span))
    for word in names:
        content = machine.content(word.text, word.span)
        machine.write(unknown(content) if isinstance(content, Unknown) else content)
    return Ended(PRESUMED)


def _stdin(machine: Machine, span: Span) -> Text:
    if machine.stdin is not None:
        return machine.stdin
    return unknown(machine.fresh("it is read while the script runs", span))


def _tee(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    text = _stdin(machine, span)
    append = any(word.known in ("-a", "--append") for word in words[1:])
    for word in words[1:]:
        if not (word.known or "").startswith("-"):
            machine.save(word.text, text, append=append)
    machine.write(text)
    return DONE


def _envsubst(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    text = _stdin(machine, span)
    if len(words) > 1:
        machine.write(unknown(machine.fresh("it is what envsubst makes", span)))
        return DONE
    found: list[Text] = []
    at = 0
    for item in _REFERENCE.finditer(text.masked):
        found.append(text.cut(at, item.start()))
        name = item[1] or item[2]
        variable = machine.state.variables.get(name)
        if variable is None or isinstance(variable.value, Array):
            found.append(unknown(given(f"environment variable {name}", name, span)))
        else:
            place = text.place(*item.span())
            found.append(variable.value.seen(place, Hop(f"variable {name}", variable.span)))
        at = item.end()
    machine.write(concatenated((*found, text.cut(at, len(text.masked))), span))
    return DONE


def _changed_file(machine: Machine, words: Sequence[Word], span: Span) -> Ended | None:
    """Programs that change files in their place, with `-i`."""
    options = [word.known or "" for word in words[1:]]
    if any(option.startswith(("-i", "--in-place")) for option in options):
        for word in words[1:]:
            if not (word.known or "").startswith("-"):
                reason = f"{words[0].known} changes the file when the script runs"
                machine.save(word.text, Unknown(reason, span), append=False)
        return DONE
    return None


def _copied(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    paths = [word for word in words[1:] if not (word.known or "").startswith("-")]
    if len(paths) == 2:
        machine.save(paths[1].text, machine.content(paths[0].text, span), append=False)
    return Ended(PRESUMED)


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


def _pwd(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    del words
    directory = machine.state.directory
    machine.write(
        unknown(machine.fresh("where the script is run is not known", span))
        if directory is None
        else known(directory or ".", span)
    )
    return DONE


def _dirname(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    return _of_path(machine, words, span, lambda path: posixpath.dirname(path) or ".")


def _basename(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    suffix = words[2].known if len(words) > 2 else ""
    if suffix is None or (words[1:] and (words[1].known or "").startswith("-")):
        words = ()
    return _of_path(
        machine, words, span, lambda path: posixpath.basename(path).removesuffix(suffix or "")
    )


def _of_path(
    machine: Machine, words: Sequence[Word], span: Span, part: Callable[[str], str]
) -> Ended:
    path = words[1].known if len(words) > 1 else None
    machine.write(
        unknown(machine.fresh("it is a part of a path that is not known", span))
        if path is None
        else known(part(path), span)
    )
    return DONE


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
    return machine.run_text(concatenated(_spaced(words[1:], span), span))


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
    from smlint.shell.commands import program  # noqa: PLC0415 - they follow each other

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
        program(machine, rest, [""] * len(rest), span)
    return Ended(PRESUMED)


def _filled(word: Word, mark: str, hidden: Text) -> Word:
    at = word.text.masked.find(mark)
    if at == -1:
        return word
    end = len(word.text.masked)
    pieces = (word.text.cut(0, at), hidden, word.text.cut(at + len(mark), end))
    return Word(concatenated(pieces, word.span), word.span)


BUILTINS: Mapping[str, Callable[[Machine, Sequence[Word], Span], Ended | None]] = {
    ":": _true, "true": _true, "export": _true, "readonly": _true, "local": _true,
    "declare": _true, "typeset": _true, "shopt": _true, "false": _false, "echo": _echo,
    "printf": _printf, "cat": _cat, "tee": _tee, "envsubst": _envsubst, "sed": _changed_file,
    "perl": _changed_file, "yq": _changed_file, "cp": _copied, "mv": _copied, "cd": _cd,
    "pushd": _cd, "pwd": _pwd, "dirname": _dirname, "basename": _basename, "unset": _unset,
    "shift": _shift, "set": _set, "return": _return, "exit": _exit, "break": _leave,
    "continue": _leave, "trap": _trap, "read": _read, "getopts": _getopts,
    "mapfile": _mapfile, "readarray": _mapfile, "eval": _eval, "bash": _shell, "sh": _shell,
    "zsh": _shell, "source": _source, ".": _source, "xargs": _xargs,
}  # fmt: skip
