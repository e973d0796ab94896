"""What tests come to: `[ … ]`, `test`, `[[ … ]]`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fnmatch import translate

from smlint.core.frozen import dataclass
from smlint.core.values import Hop, Known
from smlint.shell.text import Word

_NUMBER = re.compile(r"-?\d{1,18}")
_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "-eq": lambda one, two: one == two,
    "-ne": lambda one, two: one != two,
    "-lt": lambda one, two: one < two,
    "-le": lambda one, two: one <= two,
    "-gt": lambda one, two: one > two,
    "-ge": lambda one, two: one >= two,
}
_EQUAL = ("=", "==", "!=")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a command succeeds; None where that is not known.

    `presumed`: a program does so unless something goes wrong. `default`: it rests on a value that
    somebody may override. `empty`: the parameter that is empty where it succeeds; `filled`: the one
    that is empty where it fails.
    """

    value: bool | None
    presumed: bool = False
    default: Hop | None = None
    empty: str = ""
    filled: str = ""

    def negated(self) -> Outcome:
        """The outcome of the command behind `!`."""
        value = None if self.value is None else not self.value
        return Outcome(value, self.presumed, self.default, self.filled, self.empty)


SUCCESS = Outcome(value=True)
FAILURE = Outcome(value=False)
PRESUMED = Outcome(value=True, presumed=True)
UNCLEAR = Outcome(None)


def test(words: Sequence[Word], names: Sequence[str], *, patterns: bool) -> Outcome:
    """The outcome of a test of `words`; `names` are the parameters that they are, where they are.

    `patterns`: the right side of an equality is one.
    """
    texts = [word.known for word in words]
    if texts[:1] == ["!"]:
        return test(words[1:], names[1:], patterns=patterns).negated()
    if patterns:
        for sign, whole in (("||", True), ("&&", False)):
            if sign in texts:
                at = texts.index(sign)
                one = test(words[:at], names[:at], patterns=True)
                two = test(words[at + 1 :], names[at + 1 :], patterns=True)
                return either(one, two) if whole else both(one, two)
    if len(words) == 1:
        return _is_empty(words[0], names[0]).negated()
    if len(words) == 2 and texts[0] in ("-z", "-n"):
        found = _is_empty(words[1], names[1])
        return found if texts[0] == "-z" else found.negated()
    if len(words) == 3:
        return _compared(words, texts, names, patterns=patterns)
    return UNCLEAR


def both(one: Outcome, two: Outcome) -> Outcome:
    """The outcome of `one && two`."""
    if one.value is False or two.value is False:
        return one if one.value is False else two
    if one.value and two.value:
        return Outcome(value=True, default=one.default or two.default)
    return UNCLEAR


def either(one: Outcome, two: Outcome) -> Outcome:
    """The outcome of `one || two`."""
    return both(one.negated(), two.negated()).negated()


def _is_empty(word: Word, name: str) -> Outcome:
    setting = word.text.setting(word.span)
    if isinstance(setting, Known):
        return Outcome(setting.value == "", default=_default(setting.via))
    if any(isinstance(part, str) and part for part in setting.parts):
        return FAILURE
    return Outcome(None, empty=name)


def _compared(
    words: Sequence[Word], texts: Sequence[str | None], names: Sequence[str], *, patterns: bool
) -> Outcome:
    left, sign, right = texts
    if sign in _EQUAL and "" in (left, right) and None in (left, right):
        at = 0 if left is None else 2
        found = _is_empty(words[at], names[at])
        return found.negated() if sign == "!=" else found
    if sign is None or left is None or right is None:
        return UNCLEAR
    default = _default((*words[0].text.setting().via, *words[2].text.setting().via))
    if sign in _EQUAL:
        same = bool(re.fullmatch(translate(right), left)) if patterns else left == right
        return Outcome(same != (sign == "!="), default=default)
    if sign in _COMPARISONS and _NUMBER.fullmatch(left) and _NUMBER.fullmatch(right):
        return Outcome(_COMPARISONS[sign](int(left), int(right)), default=default)
    return UNCLEAR


def _default(via: Sequence[Hop]) -> Hop | None:
    """The hop of `via` to a default, where there is one."""
    return next((hop for hop in via if hop.kind == "default"), None)
