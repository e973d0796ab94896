"""What words come to: parameters, what commands write, splitting and braces."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from smlint.core.spans import Span
from smlint.core.values import Hop
from smlint.shell import arithmetic
from smlint.shell.braces import expanded
from smlint.shell.parameters import Parameters, all_sign, is_all
from smlint.shell.state import Array, given
from smlint.shell.syntax import (
    Arithmetic,
    Backquoted,
    Block,
    Literal,
    Parameter,
    Part,
    Substitution,
    WordNode,
)
from smlint.shell.text import Text, Word, concatenated, known, unknown

_BLANKS = re.compile(r"[ \t\n]+")
_PATTERN = re.compile(r"[*?]")
WORD_LIMIT = 2_000
"""Words that one may become."""


@dataclass(slots=True)
class _Fields:
    """Words being made of the parts of one."""

    done: list[Word] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    started: bool = False
    quoted: bool = False

    def add(self, text: Text, *, quoted: bool) -> None:
        self.texts.append(text)
        self.quoted |= quoted
        self.started |= quoted or bool(text.fragments)

    def end(self, span: Span) -> None:
        """End the word that is being made, if there is one."""
        if self.started and len(self.done) < WORD_LIMIT:
            text = concatenated(self.texts, span)
            bare = not self.quoted and bool(text.unknowns) and len(text.fragments) == 1
            self.done.append(Word(text if text.fragments else known("", span), span, bare))
        self.texts, self.started, self.quoted = [], False, False


class Expander(Parameters):
    """Expands words in a `state`."""

    plain_shell: bool = False

    @abstractmethod
    def output_of(self, body: Block, span: Span) -> Text:
        """What commands write, when they are run in a shell of their own."""

    @abstractmethod
    def output_of_text(self, text: Text, span: Span) -> Text:
        """What the commands of `text` write."""

    def words(self, nodes: Sequence[WordNode]) -> list[Word]:
        """The words that `nodes` come to."""
        return [word for node in nodes for word in self.fields(node)]

    def fields(self, node: WordNode) -> Iterator[Word]:
        """The words that one word comes to."""
        nodes = [node] if self.plain_shell else expanded(node)
        for one in nodes[:WORD_LIMIT]:
            fields = _Fields()
            for part in one.parts:
                self._add(fields, part, one.span)
            fields.end(one.span)
            yield from (self._globbed(word, one) for word in fields.done)

    def _globbed(self, word: Word, node: WordNode) -> Word:
        """A word that stands for the names of files is not known."""
        patterns = (
            part
            for part in node.parts
            if isinstance(part, Literal) and not part.quoted and part.written is None
        )
        if any(_PATTERN.search(part.value.masked) for part in patterns):
            hidden = self.fresh("it is a pattern for names of files", word.span)
            return Word(unknown(hidden), word.span, bare=True)
        return word

    def text(self, node: WordNode) -> Text:
        """What a word comes to where it is not split: in an assignment, in quotes."""
        pieces: list[Text] = []
        for part in node.parts:
            if isinstance(part, Parameter) and is_all(part):
                pieces.extend(_joined(self.elements(part), part.span))
            else:
                pieces.append(self.value(part))
        return concatenated(self._tilde(node, pieces), node.span)

    def _tilde(self, node: WordNode, pieces: list[Text]) -> list[Text]:
        first = node.parts[0] if node.parts else None
        home = isinstance(first, Literal) and not first.quoted
        if not home or not pieces[0].masked.startswith("~"):
            return pieces
        rest = pieces[0].cut(1, len(pieces[0].masked))
        hidden = unknown(given("the home directory", "HOME", node.span))
        return [hidden, rest, *pieces[1:]]

    def _add(self, fields: _Fields, part: Part, span: Span) -> None:
        """Add a part to the words being made, split where it stands without quotes."""
        if isinstance(part, Parameter) and is_all(part):
            self._add_all(fields, part, span)
            return
        text = self.value(part)
        if isinstance(part, Literal) or part.quoted or _is_quoted_default(part):
            start = not fields.started and isinstance(part, Literal) and not part.quoted
            if start and text.masked.startswith("~"):
                hidden = unknown(given("the home directory", "HOME", span))
                text = concatenated((hidden, text.cut(1, len(text.masked))), span)
            fields.add(text, quoted=part.quoted or not isinstance(part, Literal))
            return
        at = 0
        for blank in _BLANKS.finditer(text.masked):
            fields.add(text.cut(at, blank.start()), quoted=False)
            fields.end(span)
            at = blank.end()
        fields.add(text.cut(at, len(text.masked)), quoted=False)

    def _add_all(self, fields: _Fields, part: Parameter, span: Span) -> None:
        joined = part.quoted and all_sign(part) == "*"
        for number, word in enumerate(self.elements(part)):
            if number and joined:
                fields.add(known(" ", span), quoted=True)
            elif number:
                fields.end(span)
            if word.bare:
                fields.end(span)
                fields.done.append(word)
            else:
                fields.add(word.text, quoted=part.quoted)

    def elements(self, part: Parameter) -> list[Word]:
        """The words that `$@` or `${name[@]}` come to."""
        if part.index is None:
            if self.state.arguments is not None:
                return list(self.state.arguments)
            hidden = given("what the script is called with", "@", part.span)
            return [Word(unknown(hidden), part.span, bare=True)]
        variable = self.state.variables.get(part.name)
        if variable is None:
            return []
        if not isinstance(variable.value, Array):
            return [Word(variable.value, part.span)]
        hop = Hop(f"variable {part.name}", variable.span)
        return [
            Word(item.text.seen(part.span, hop), part.span, item.bare)
            for item in variable.value.items
        ]

    def value(self, part: Part) -> Text:
        """What one part of a word comes to, before it is split."""
        match part:
            case Literal():
                return part.value
            case Parameter():
                return self.parameter(part)
            case Substitution():
                written = self.output_of(part.body, part.span)
                if part.followed:
                    return written
                return unknown(self.fresh("it is the name of a pipe", part.span))
            case Backquoted():
                return self.output_of_text(part.text, part.span)
            case Arithmetic():
                return self.arithmetic(part)

    def arithmetic(self, part: Arithmetic) -> Text:
        """What a sum comes to."""
        text = self.text(part.expression)

        def lookup(name: str) -> str | None:
            variable = self.state.variables.get(name)
            return variable.value.known if variable and isinstance(variable.value, Text) else None

        result = None if text.known is None else arithmetic.value(text.known, lookup)
        if result is None:
            return unknown(self.fresh("it is worked out of what is not known", part.span))
        via = tuple(dict.fromkeys(hop for item in text.fragments for hop in item.setting.via))
        return known(str(result), part.span, via)


def _is_quoted_default(part: Part) -> bool:
    """Whether what stands in the place of something empty is quoted, so that it is not split."""
    if not isinstance(part, Parameter) or part.operator.lstrip(":") not in ("-", "=", "+"):
        return False
    return any(item.quoted for node in part.arguments for item in node.parts)


def _joined(words: Sequence[Word], span: Span) -> Iterator[Text]:
    for number, word in enumerate(words):
        if number:
            yield known(" ", span)
        yield word.text
