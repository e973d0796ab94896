"""What parameters come to: variables, arguments, and the operators of `${…}`."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Reference, Unknown, default_hop
from smlint.shell.patterns import changed
from smlint.shell.state import Array, State, Variable, given, is_given
from smlint.shell.syntax import Literal, Parameter, Part, WordNode
from smlint.shell.text import Fragment, Text, known, unknown

_NUMBER = re.compile(r"-?\d+")


class Parameters(ABC):
    """Gives parameters their values in a `state`."""

    state: State
    path: str

    @abstractmethod
    def fresh(self, reason: str, span: Span) -> Unknown:
        """A new value that is not known."""

    @abstractmethod
    def asked(self, name: str, setting: Known[str] | Unknown) -> None:
        """Note that the script asks for a value that whoever runs it gives."""

    @abstractmethod
    def text(self, node: WordNode) -> Text:
        """What a word comes to where it is not split."""

    @abstractmethod
    def value(self, part: Part) -> Text:
        """What one part of a word comes to, before it is split."""

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
        if text is None or (part.index is not None and is_all(part)):
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


def is_all(part: Parameter) -> bool:
    """Whether a parameter stands for all elements of a list, or all arguments."""
    return not part.operator and all_sign(part) in ("@", "*")


def all_sign(part: Parameter) -> str | None:
    """`@` or `*`, where a parameter stands for all elements."""
    if part.index is None:
        return part.name
    index = part.index.parts[0] if len(part.index.parts) == 1 else None
    return index.value.known if isinstance(index, Literal) else None
