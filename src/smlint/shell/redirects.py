"""Input and output of commands: files that a script writes, and here-documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smlint.core.values import Unknown
from smlint.shell.machine import Ended, Machine
from smlint.shell.syntax import Redirect
from smlint.shell.text import Text, concatenated, known, unknown

_TO_FILE = (">", ">>", ">|", "&>", "&>>", "<>")


def with_redirects(
    machine: Machine, redirects: Sequence[Redirect], action: Callable[[], Ended]
) -> Ended:
    """Do `action` with its input and output redirected."""
    targets: list[tuple[Text, bool]] = []
    outer = machine.stdin
    for redirect in redirects:
        if redirect.operator in ("<<", "<<-", "<<<", "<"):
            machine.stdin = _input(machine, redirect)
        elif redirect.operator in _TO_FILE and redirect.descriptor in ("", "1"):
            targets.append((machine.text(redirect.target), redirect.operator.endswith(">>")))
    if not targets:
        ended = action()
        machine.stdin = outer
        return ended
    with machine.capturing() as found:
        ended = action()
    machine.stdin = outer
    for path, append in targets:
        if path.known != "/dev/null":
            machine.save(path, concatenated(found, path.span), append=append)
    return ended


def _input(machine: Machine, redirect: Redirect) -> Text:
    text = machine.text(redirect.target)
    if redirect.operator == "<<<":
        return concatenated((text, known("\n", redirect.target.span)), redirect.target.span)
    if redirect.operator != "<":
        return text
    content = machine.content(text, redirect.target.span)
    return unknown(content) if isinstance(content, Unknown) else content
