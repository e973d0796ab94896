"""From the words of a command to the request that it sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from smlint.aws_api.requests import Shape
from smlint.aws_cli.documents import (
    Unreadable,
    read_json_text,
    read_shorthand_text,
    read_yaml_text,
    scalar,
)
from smlint.aws_cli.options import INPUTS, SKELETON, Command, Refusal, command_of
from smlint.core.problem import Problem
from smlint.core.spans import Span
from smlint.core.values import Known, Tree, Unknown
from smlint.formats.settings import with_tags
from smlint.shell.text import Text, Word

Files = Callable[[Text, Span], "Text | Unknown"]
"""What the file of that path, named at that place, holds when the command is run."""

PROGRAM = re.compile(r"(?:.*[/\\])?aws2?(?:\.exe|\.cmd)?$")
_URI = re.compile(r"fileb?://")
_LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|localstack|moto)\b")
_HINT = "The AWS command line would refuse it; nothing is known of this parameter."


class Request(NamedTuple):
    """An operation by its API name and its request, with what is wrong with the command.

    `query` is what of the answer the command asks for, empty where that is all or not known;
    `region` what it names itself.
    """

    operation: str
    arguments: Tree
    faults: tuple[Problem, ...] = ()
    query: str = ""
    region: Tree | None = None


def request_of(words: Sequence[Word], files: Files) -> Request | Problem | None:
    """The request that the command `words` (`aws …`) sends.

    None where it sends none that has to do with endpoints of AWS; a `Problem` where the command
    line refuses it, so that nothing is sent.
    """
    if not words or PROGRAM.match(words[0].known or "") is None:
        return None
    try:
        command = command_of(words[1:])
    except Refusal as refusal:
        message = f"the AWS command line refuses this: {refusal.reason}"
        return Problem(refusal.word.span, message, "Correct the command.", "warning")
    if command is None or SKELETON in command.options or _is_local(command):
        return None
    reader = _Reader(command, files, words[0].span.to(words[-1].span))
    return reader.request()


def _is_local(command: Command) -> bool:
    """Whether the command goes to something that stands in for AWS on this machine."""
    url = command.globals.get("endpoint-url")
    return url is not None and _LOCAL.match(url.known or "") is not None


class _Reader:
    """Reads the values of one command."""

    def __init__(self, command: Command, files: Files, span: Span) -> None:
        self.command = command
        self.files = files
        self.span = span
        self.faults: list[Problem] = []

    def request(self) -> Request | Problem:
        operation = self.command.operation
        given: dict[str, Tree] = dict(self.members())
        found = self.completed(given)
        present = found if self.is_open() else given
        missing = [name for name in operation.required if name not in present]
        if missing and self.command.open is None:
            options = {member: option for option, member in operation.options.items()}
            return self.refused(f"{', '.join(f'--{options[name]}' for name in missing)} is missing")
        if operation.outfile and not self.command.rest and self.command.open is None:
            return self.refused("the file that the answer is written to is missing")
        query = self.command.globals.get("query")
        asked = "" if query is None else query.known or ""
        tree = with_tags(Known(found, self.span))
        region = self.command.globals.get("region")
        told = None if region is None else region.text.setting(region.span)
        return Request(operation.name, tree, tuple(self.faults), asked, told)

    def refused(self, reason: str) -> Problem:
        message = f"the AWS command line refuses this: {reason}"
        return Problem(self.span, message, "Correct the command.", "warning")

    def completed(self, given: dict[str, Tree]) -> dict[str, Tree]:
        """The members that are `given`, with those that a document or something unknown gives."""
        name = next((name for name in INPUTS if name in self.command.options), None)
        below = None if name is None else self.contained(name, self.document)
        if isinstance(below, Known) and isinstance(below.value, Mapping):
            given = {**below.value, **given}
        hidden = below if isinstance(below, Unknown) else None
        if self.command.open is not None:
            hidden = _hidden(self.command.open)
        if hidden is None:
            return given
        return {**dict.fromkeys(self.command.operation.options.values(), hidden), **given}

    def is_open(self) -> bool:
        """Whether nobody asks for what is missing: the request comes from a document.

        With `=` behind the option the command line asks all the same.
        """
        names = self.command.names
        return any(f"--{name}" == word.known for name, word in names.items() if name in INPUTS)

    def members(self) -> Iterator[tuple[str, Tree]]:
        operation = self.command.operation
        for name, (word, value) in self.command.flags.items():
            yield operation.options[name], Known(value, word.span)
        for name in self.command.options:
            if name in operation.options:
                member = operation.options[name]
                shape = operation.shape.members[member]
                yield member, self.contained(name, lambda name, s=shape: self.value(name, s))  # type: ignore[misc]

    def contained(self, name: str, read: Callable[[str], Tree]) -> Tree:
        """What `read` makes of the option `name`; unknown, with a fault, where it is wrong."""
        try:
            return read(name)
        except Unreadable as error:
            reason = f"the value of --{name} cannot be read: {error.reason}"
            self.faults.append(Problem(error.span, reason, _HINT, "warning"))
            return Unknown(reason, error.span)

    def document(self, name: str) -> Tree:
        """The whole request, as `--cli-input-json` gives it."""
        text = self.content(self.command.options[name][0])
        if isinstance(text, Unknown):
            return text
        if _is_hidden(text):
            return text.setting(text.span)
        tree = read_yaml_text(text) if name == "cli-input-yaml" else read_json_text(text)
        if isinstance(tree, Known) and not isinstance(tree.value, Mapping):
            raise Unreadable(tree.span, "it is no object with the members of the request")
        return tree

    def value(self, name: str, shape: Shape) -> Tree:
        words = self.command.options[name]
        if shape.kind == "list":
            return self.list(name, words, shape)
        text = self.content(words[0])
        if isinstance(text, Unknown):
            return text
        if shape.kind not in ("structure", "map"):
            return scalar(text.setting(words[0].span), shape)
        return self.complex(text, shape)

    def list(self, name: str, words: Sequence[Word], shape: Shape) -> Tree:
        texts = [self.content(words[0])] if len(words) == 1 else [word.text for word in words]
        at = self.command.names[name].span
        first = texts[0] if texts else None
        if isinstance(first, Unknown):
            return first
        if first is not None and len(texts) == 1:
            if first.masked.strip().startswith("["):
                return read_json_text(first)
            if _is_hidden(first):
                return first.setting(words[0].span)
        element = shape.element
        known = tuple(text for text in texts if not isinstance(text, Unknown))
        if element.kind in ("structure", "map"):
            return Known(tuple(self.complex(text, element) for text in known), at)
        return Known(tuple(scalar(text.setting(), element) for text in known), at)

    def complex(self, text: Text, shape: Shape) -> Tree:
        """A structure or map: JSON, or shorthand."""
        if _is_hidden(text):
            return text.setting()
        if text.masked.strip().startswith(("{", "[")):
            return read_json_text(text)
        return read_shorthand_text(text, shape)

    def content(self, word: Word) -> Text | Unknown:
        """The text of `word`, or of the file that it names (`file://…`)."""
        uri = _URI.match(word.text.masked)
        if uri is None:
            return word.text
        return self.files(word.text.cut(uri.end(), len(word.text.masked)), word.span)


def _is_hidden(text: Text) -> bool:
    """Whether nothing of `text` is known: it may be anything."""
    return bool(text.unknowns) and len(text.unknowns) == len(text.fragments)


def _hidden(word: Word) -> Unknown:
    setting = word.text.setting(word.span)
    reason = setting.reason if isinstance(setting, Unknown) else "it may be among other options"
    return Unknown(reason, word.span, setting.via)
