"""Programs with which scripts write texts and files: `echo`, `cat`, `tee` and the like."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from smlint.core.spans import Span
from smlint.core.values import Hop, Unknown
from smlint.shell.conditions import PRESUMED, SUCCESS
from smlint.shell.machine import Ended, Machine
from smlint.shell.state import Array, Variable, given
from smlint.shell.text import Text, Word, concatenated, known, unknown

DONE = Ended(SUCCESS)
_SPECIFIER = re.compile(r"%[sd]|\\n|\\t|\\\\|%%")
_REFERENCE = re.compile(r"\$(?:(\w+)|\{(\w+)\})", re.ASCII)


def _echo(machine: Machine, words: Sequence[Word], span: Span) -> Ended:
    rest = list(words[1:])
    end = "\n"
    escapes = False
    while rest and re.fullmatch(r"-[neE]+", rest[0].known or ""):
        option = rest.pop(0).known or ""
        end = "" if "n" in option else end
        escapes |= "e" in option
    text = concatenated(spaced(rest, span), span)
    if escapes and "\\" in text.masked:
        text = unknown(machine.fresh("escapes are put in by echo", span))
    machine.write(concatenated((text, known(end, span)) if end else (text,), span))
    return DONE


def spaced(words: Sequence[Word], span: Span) -> list[Text]:
    """`words` with blanks between them."""
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


WRITERS: Mapping[str, Callable[[Machine, Sequence[Word], Span], Ended | None]] = {
    "echo": _echo,
    "printf": _printf,
    "cat": _cat,
    "tee": _tee,
    "envsubst": _envsubst,
    "sed": _changed_file,
    "perl": _changed_file,
    "yq": _changed_file,
    "cp": _copied,
    "mv": _copied,
    "pwd": _pwd,
    "dirname": _dirname,
    "basename": _basename,
}
