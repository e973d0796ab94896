"""The words of a command, put to the options that they belong to, as Python's argparse does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from smlint.aws_api.requests import Operation, operations
from smlint.shell.text import Word, known

GLOBAL_VALUES = frozenset({
    "endpoint-url", "output", "query", "profile", "region", "color", "ca-bundle",
    "cli-read-timeout", "cli-connect-timeout", "cli-binary-format",
})  # fmt: skip
GLOBAL_FLAGS = frozenset({
    "debug", "no-verify-ssl", "no-paginate", "no-sign-request", "version", "v2-debug",
    "no-cli-pager", "cli-auto-prompt", "no-cli-auto-prompt",
})  # fmt: skip
ALIASES = {"runtime.sagemaker": "sagemaker-runtime"}
GLOBALS = GLOBAL_VALUES | GLOBAL_FLAGS
INPUTS = ("cli-input-json", "cli-input-yaml")
SKELETON = "generate-cli-skeleton"
NEGATIVE = re.compile(r"-\d+$|-\d*\.\d+$")


class Refusal(Exception):
    """What the command line would not take: the word, and why."""

    def __init__(self, word: Word, reason: str) -> None:
        super().__init__(reason)
        self.word = word
        self.reason = reason


@dataclass(slots=True)
class Command:
    """A command whose words are told apart.

    `options` are the words behind each option, `flags` those that have none. `open` is a word of
    which it is not known which options it holds.
    """

    operation: Operation
    options: dict[str, list[Word]] = field(default_factory=dict)
    names: dict[str, Word] = field(default_factory=dict)
    flags: dict[str, tuple[Word, bool]] = field(default_factory=dict)
    globals: dict[str, Word] = field(default_factory=dict)
    rest: list[Word] = field(default_factory=list)
    open: Word | None = None


def command_of(words: Sequence[Word]) -> Command | None:
    """The command that `words`, the first behind `aws`, are; None for one of no interest.

    Raises `Refusal`.
    """
    given, remaining = _globals(words)
    if len(remaining) < 2:
        return None
    service, name = remaining[0].known, remaining[1].known
    operation = _operation(service, name) if service and name else None
    if operation is None or "version" in given:
        return None
    command = Command(operation, globals=given)
    _options(command, remaining[2:])
    return command


def _operation(service: str, command: str) -> Operation | None:
    """What `aws SERVICE COMMAND` does; None where that has nothing to do with endpoints."""
    offered = operations(ALIASES.get(service, service)).values()
    return next((one for one in offered if one.command == command), None)


def _globals(words: Sequence[Word]) -> tuple[dict[str, Word], list[Word]]:
    """The options that every command has, wherever they stand, and the other words."""
    given: dict[str, Word] = {}
    rest: list[Word] = []
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        name, value = _option(word)
        found = None if name is None else _meant(name, GLOBALS)
        if name is None or found is None:
            rest.append(word)
        elif found in GLOBAL_FLAGS:
            given[found] = word
        elif value is not None:
            given[found] = value
        elif waiting and not _looks_like_option(waiting[-1]):
            given[found] = waiting.pop()
        else:
            raise Refusal(word, f"--{found} has no value")
    return given, rest


def _options(command: Command, words: Sequence[Word]) -> None:
    names = _names(command.operation)
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        name, value = _option(word)
        if name is None:
            _stray(command, word)
            continue
        found = _meant(name, names)
        if found is None:
            _stray(command, word, f"{command.operation.name} has no option --{name}")
            continue
        command.names[found] = word
        kind = _kind(command.operation, found)
        if kind == "boolean":
            command.flags[found.removeprefix("no-")] = (word, not _is_negation(command, found))
        elif value is not None:
            command.options[found] = [value]
        else:
            command.options[found] = list(_values(waiting, many=kind == "list"))
            if not command.options[found] and kind != "list" and found != SKELETON:
                raise Refusal(word, f"--{found} has no value")


def _values(waiting: list[Word], *, many: bool) -> Iterator[Word]:
    while waiting and not _looks_like_option(waiting[-1]):
        yield waiting.pop()
        if not many:
            return


def _stray(command: Command, word: Word, reason: str = "") -> None:
    """A word that stands behind no option."""
    if reason:
        raise Refusal(word, reason)
    if word.bare and word.known is None:
        command.open = word
    elif command.operation.outfile and not command.rest:
        command.rest.append(word)
    else:
        raise Refusal(word, "this word stands behind no option")


def _names(operation: Operation) -> tuple[str, ...]:
    negated = (f"no-{name}" for name in operation.options if _kind(operation, name) == "boolean")
    return (*operation.options, *negated, *INPUTS, SKELETON)


def _is_negation(command: Command, name: str) -> bool:
    return name.startswith("no-") and name not in command.operation.options


def _kind(operation: Operation, name: str) -> str:
    member = operation.options.get(name) or operation.options.get(name.removeprefix("no-"))
    return "" if member is None else operation.shape.members[member].kind


def _option(word: Word) -> tuple[str | None, Word | None]:
    """The name of the option that `word` is, and its value where that stands in the same word."""
    masked = word.text.masked
    if not masked.startswith("--") or len(masked) == 2:
        return None, None
    name, sign, rest = masked[2:].partition("=")
    if sign:
        begin = len(name) + 3
        text = word.text.cut(begin, len(masked)) if rest else known("", word.span)
        return name, Word(text, text.span, word.bare)
    return (None if " " in masked else name), None


def _meant(name: str, names: Collection[str]) -> str | None:
    """The one of `names` that `name` is, or is the only one to begin with."""
    if name in names:
        return name
    close = [other for other in names if other.startswith(name)] if name else []
    return close[0] if len(close) == 1 else None


def _looks_like_option(word: Word) -> bool:
    masked = word.text.masked
    if not masked.startswith("-") or len(masked) < 2 or NEGATIVE.match(masked):
        return False
    return " " not in masked or (masked.startswith("--") and "=" in masked.partition(" ")[0])
