"""What words come to: parameters, what commands write, splitting and braces."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import translate

from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Reference, Unknown
from smlint.shell import arithmetic
from smlint.shell.braces import expanded
from smlint.shell.state import Array, State, Variable, default_hop, given, is_given
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
from smlint.shell.text import Fragment, Text, Word, concatenated, known, unknown

_BLANKS = re.compile(r"[ \t\n]+")
_PATTERN = re.compile(r"[*?]")
_NUMBER = re.compile(r"-?\d+")
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


class Expander(ABC):
    """Expands words in a `state`."""

    state: State
    path: str
    plain_shell: bool = False

    @abstractmethod
    def output_of(self, body: Block, span: Span) -> Text:
        """What commands write, when they are run in a shell of their own."""

    @abstractmethod
    def output_of_text(self, text: Text, span: Span) -> Text:
        """What the commands of `text` write."""

    @abstractmethod
    def fresh(self, reason: str, span: Span) -> Unknown:
        """A new value that is not known."""

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
            if isinstance(part, Parameter) and _is_all(part):
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
        if isinstance(part, Parameter) and _is_all(part):
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
        joined = part.quoted and _all_sign(part) == "*"
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

    def parameter(self, part: Parameter) -> Text:
        """What a parameter comes to."""
        if part.operator == "!":
            return unknown(self.fresh("which variable is meant is not known", part.span))
        current = self.current(part)
        operator = part.operator
        if operator == "#" and not part.arguments:
            return self._length(part, current)
        if not operator:
            return self._absent(part) if current is None else current
        if operator.lstrip(":") in ("-", "=", "+", "?"):
            return self._substituted(part, current)
        if current is None:
            current = self._absent(part)
        return self._cut(part, current)

    def _length(self, part: Parameter, current: Text | None) -> Text:
        text = None if current is None else current.known
        if text is None or (part.index is not None and _is_all(part)):
            return unknown(self.fresh("its length is not known", part.span))
        return known(str(len(text)), part.span)

    def current(self, part: Parameter) -> Text | None:
        """The value of a parameter; None where it is not set."""
        name = part.name
        if name.isdigit() and name != "0":
            arguments = self.state.arguments
            if arguments is None:
                return None
            number = int(name) - 1 if len(name) < 9 else len(arguments)
            if number < len(arguments):
                word = arguments[number]
                return word.text.seen(part.span, Hop(f"argument {name}", word.span))
            hidden = next((word for word in arguments if word.bare), None)
            return hidden.text if hidden is not None else known("", part.span)
        variable = self.state.variables.get(name)
        if variable is None:
            return self._special(part)
        return self._element(part, variable)

    def _element(self, part: Parameter, variable: Variable) -> Text | None:
        value = variable.value
        if isinstance(value, Array):
            index = "0" if part.index is None else (self.text(part.index).known or "?").strip("[]")
            hidden = any(item.bare for item in value.items) or not _NUMBER.fullmatch(index)
            if hidden or not 0 <= int(index[:9]) < len(value.items):
                return unknown(self.fresh("which element it is, is not known", part.span))
            value = value.items[int(index)].text
        elif part.index is not None:
            return unknown(self.fresh("which element it is, is not known", part.span))
        if not value.fragments:
            return known("", part.span)
        return value.seen(part.span, Hop(f"variable {part.name}", variable.span))

    def _special(self, part: Parameter) -> Text | None:
        """What the shell itself sets."""
        name = part.name
        if name in ("0", "BASH_SOURCE"):
            return known(self.path, part.span)
        if name == "PWD" and self.state.directory is not None:
            return known(self.state.directory or ".", part.span)
        if name == "#" and self.state.arguments is not None:
            return known(str(len(self.state.arguments)), part.span)
        if name in ("RANDOM", "SECONDS", "?", "!", "_", "EPOCHSECONDS"):
            return unknown(self.fresh(f"${name} is known only when the script runs", part.span))
        if name in ("$", "#", "-", "PPID", "HOSTNAME", "UID", "USER", "HOME", "PWD"):
            reason = f"${name} is known only when the script runs"
            return unknown(Unknown(reason, part.span, parts=(Reference("shell", name),)))
        return None

    def _absent(self, part: Parameter) -> Text:
        """A parameter that the script does not set."""
        name = part.name
        what = f"argument {name}" if name.isdigit() else f"environment variable {name}"
        setting = given(what, name, part.span)
        self.asked(name, setting)
        return unknown(setting)

    @abstractmethod
    def asked(self, name: str, setting: Known[str] | Unknown) -> None:
        """Note that the script asks for a value that whoever runs it gives."""

    def _substituted(self, part: Parameter, current: Text | None) -> Text:
        """`:-`, `:=`, `:+`, `:?`: another value where there is none."""
        sign = part.operator[-1]
        empty = current is not None and current.known == "" and part.operator.startswith(":")
        argument = self.text(part.arguments[0]) if part.arguments else known("", part.span)
        if not argument.fragments:
            argument = known("", part.span)
        if sign == "+":
            if current is None:
                return unknown(self.fresh(f"whether {part.name} is set is not known", part.span))
            return known("", part.span) if empty else argument
        if sign == "?":
            return self._absent(part) if current is None else current
        if current is not None and not empty:
            return self._or_default(part, current, argument)
        if current is None:
            what = f"argument {part.name}" if part.name.isdigit() else f"variable {part.name}"
            note = f"default of {what}"
            hop = default_hop(note, argument.span if argument.span.path else part.span)
            argument = Text(tuple(item.seen(part.span, hop) for item in argument.fragments))
            self.asked(part.name, argument.setting())
        if sign == "=":
            self.state.variables[part.name] = Variable(argument, part.span)
        return argument

    def _or_default(self, part: Parameter, current: Text, argument: Text) -> Text:
        """A value that is set; where it is only passed on from outside, it may be empty."""
        if not is_given(current):
            return current
        hop = default_hop(f"default of variable {part.name}", argument.span)
        return Text(tuple(item.seen(part.span, hop) for item in argument.fragments))

    def _cut(self, part: Parameter, current: Text) -> Text:
        """`#`, `%`, `/`, `^`, `,`: the value changed."""
        arguments = [self.pattern(node) for node in part.arguments]
        text = current.known
        if text is None or None in arguments:
            return unknown(self.fresh(f"it is a part of {part.name}", part.span))
        words = [argument for argument in arguments if argument is not None]
        result = changed(text, part.operator, words)
        if result is None:
            return unknown(self.fresh(f"it is a part of {part.name}", part.span))
        via = tuple(dict.fromkeys(hop for item in current.fragments for hop in item.setting.via))
        return Text((Fragment(Known(result, part.span, via)),))

    def pattern(self, node: WordNode) -> str | None:
        """A pattern, with what is quoted in it escaped; None where it is not known."""
        found: list[str] = []
        for part in node.parts:
            text = self.value(part).known
            if text is None:
                return None
            found.append(re.sub(r"([*?\[\]])", r"[\1]", text) if part.quoted else text)
        return "".join(found)


def changed(text: str, operator: str, words: Sequence[str]) -> str | None:
    """`text` with `operator` and its arguments applied; None where that is not known."""
    if operator in ("^^", ",,") and not words[0]:
        return text.upper() if operator == "^^" else text.lower()
    if operator in ("^", ",") and not words[0]:
        first = text[:1].upper() if operator == "^" else text[:1].lower()
        return first + text[1:]
    if operator == ":":
        begin, _, count = words[0].strip().partition(":")
        if not begin.isdigit() or (count and not count.strip().isdigit()):
            return None
        start = int(begin[:6])
        return text[start : start + int(count[:6])] if count else text[start:]
    if len(text) > 10_000:
        return None
    if operator in ("/", "//"):
        return _replaced(text, operator, words)
    return _trimmed(text, operator, words[0])


def _replaced(text: str, operator: str, words: Sequence[str]) -> str | None:
    pattern = words[0]
    if _PATTERN.search(pattern) or "[" in pattern or not pattern or pattern[0] in "#%":
        return None
    other = words[1] if len(words) > 1 else ""
    return text.replace(pattern, other, -1 if operator == "//" else 1)


def _trimmed(text: str, operator: str, pattern: str) -> str | None:
    if operator not in ("#", "##", "%", "%%"):
        return None
    matches = re.compile(translate(pattern)).match
    lengths = range(len(text) + 1) if len(operator) == 1 else range(len(text), -1, -1)
    for length in lengths:
        part = text[:length] if operator[0] == "#" else text[len(text) - length :]
        if matches(part):
            return text[length:] if operator[0] == "#" else text[: len(text) - length]
    return text


def _is_quoted_default(part: Part) -> bool:
    """Whether what stands in the place of something empty is quoted, so that it is not split."""
    if not isinstance(part, Parameter) or part.operator.lstrip(":") not in ("-", "=", "+"):
        return False
    return any(item.quoted for node in part.arguments for item in node.parts)


def _is_all(part: Parameter) -> bool:
    return not part.operator and _all_sign(part) in ("@", "*")


def _all_sign(part: Parameter) -> str | None:
    """`@` or `*`, where a parameter stands for all elements."""
    if part.index is None:
        return part.name
    index = part.index.parts[0] if len(part.index.parts) == 1 else None
    return index.value.known if isinstance(index, Literal) else None


def _joined(words: Sequence[Word], span: Span) -> Iterator[Text]:
    for number, word in enumerate(words):
        if number:
            yield known(" ", span)
        yield word.text
