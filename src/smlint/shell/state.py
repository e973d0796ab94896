"""What a script has set at a moment: variables, files that it wrote, where it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.tree import describe
from smlint.core.values import Hop, Known, Part, Reference, Unknown, default_hop
from smlint.shell.syntax import Define
from smlint.shell.text import Text, Word, unknown

GIVEN = "whoever runs the script"
"""The address of what is given from outside: arguments, environment, what is typed."""


@dataclass(frozen=True, slots=True)
class Array:
    """A list. A bare word that is not known may be any number of its elements."""

    items: tuple[Word, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Variable:
    """The value of a variable, and where it was set. `default`: in place of what is empty."""

    value: Text | Array
    span: Span


FileKey: TypeAlias = tuple[Part, ...]
"""The path of a file, in the pieces that are known of it."""


@dataclass(slots=True)
class State:
    """The state of a shell. `directory` is where it is, None where it was started.

    `arguments` are `$1` and so on; None for those of the script, which are not known.
    """

    variables: dict[str, Variable] = field(default_factory=dict)
    files: dict[FileKey, Text | Unknown] = field(default_factory=dict)
    functions: dict[str, Define] = field(default_factory=dict)
    directory: str | None = None
    arguments: tuple[Word, ...] | None = None

    def copy(self) -> State:
        """The same state, to be changed on its own."""
        return replace(
            self,
            variables=dict(self.variables),
            files=dict(self.files),
            functions=dict(self.functions),
        )

    def become(self, other: State) -> None:
        """Take over everything of `other`."""
        self.variables, self.files = other.variables, other.files
        self.functions, self.directory = other.functions, other.directory
        self.arguments = other.arguments


def hidden_array(reason: Unknown) -> Array:
    """A list of which nothing is known."""
    return Array((Word(unknown(reason), reason.span, bare=True),), reason.span)


def given(what: str, name: str, span: Span) -> Unknown:
    """Something that whoever runs the script gives."""
    return Unknown(f"{what} is given by {GIVEN}", span, parts=(Reference(GIVEN, name),))


def is_given(text: Text) -> bool:
    """Whether `text` is, as a whole, what whoever runs the script gives."""
    if len(text.fragments) != 1 or not isinstance(text.fragments[0].setting, Unknown):
        return False
    parts = text.fragments[0].setting.parts
    return any(isinstance(part, Reference) and part.address == GIVEN for part in parts)


def merged(states: Iterable[State], condition: Span, empty: str = "") -> State:
    """What holds where one of `states` does, depending on `condition`.

    `empty` names a variable that the condition finds empty: what is set then is its default.
    """
    first, *others = states
    result = first.copy()
    for other in others:
        for name in {**result.variables, **other.variables}:
            one, two = result.variables.get(name), other.variables.get(name)
            result.variables[name] = _either(name, one, two, condition, default=name == empty)
        for key in {**result.files, **other.files}:
            if not _same(result.files.get(key), other.files.get(key)):
                reason = "the file is written in another way under a condition"
                result.files[key] = Unknown(reason, condition)
        result.functions.update(other.functions)
        if result.directory != other.directory:
            result.directory = None
    return result


def _same(one: Text | Unknown | Array | None, two: Text | Unknown | Array | None) -> bool:
    if one is two:
        return True
    if isinstance(one, Text) and isinstance(two, Text):
        return one.masked == two.masked and [part.setting for part in one.unknowns] == [
            part.setting for part in two.unknowns
        ]
    return False


def _either(
    name: str, one: Variable | None, two: Variable | None, condition: Span, *, default: bool
) -> Variable:
    only = one if two is None else two if one is None else None
    if only is not None:
        if default:
            return _seen(only, default_hop(f"default of {name}", only.span))
        return _seen(only, Hop("set under a condition", condition, "condition"))
    assert one is not None
    assert two is not None
    if _same(one.value, two.value):
        return two if _rests(two) else one
    for kept, other in ((one, two), (two, one)):
        if isinstance(other.value, Text) and is_given(other.value):
            return _seen(kept, default_hop(f"{name}, unless it is given", kept.span))
    words = " or ".join(dict.fromkeys((_word(one), _word(two))))
    reason = f"`{name}` is {words}, depending on a condition"
    setting = Unknown(reason, two.span, parts=(Reference(str(condition), name),))
    return Variable(unknown(setting), two.span)


def _rests(variable: Variable) -> bool:
    """Whether a value rests on a default or a condition."""
    parts = variable.value.fragments if isinstance(variable.value, Text) else ()
    return any(hop.kind != "reference" for part in parts for hop in part.setting.via)


def _seen(variable: Variable, hop: Hop) -> Variable:
    if isinstance(variable.value, Array):
        return variable
    text = variable.value
    return Variable(text.seen(text.span, hop), variable.span) if text.fragments else variable


def _word(variable: Variable) -> str:
    if isinstance(variable.value, Array):
        return "a list"
    setting = variable.value.setting()
    return describe(setting.value) if isinstance(setting, Known) else "something unknown"
