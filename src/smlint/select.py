"""Which rules run where, and how grave they are: a pure decision.

Who names a rule itself is believed over who names its category, and that over `all`; where both
sides name it alike, `ignore` wins. The command line goes before the file, and in the file the
entries of `paths` go before the rest, later ones first. What nobody names runs where a preset that
is asked for holds it; where nothing at all is asked for, that is the default one. Packs of rules
may switch rules off that neither file nor command line names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from smlint.config import Choice, Config, ConfigError, Mention, Pack, PathChoice
from smlint.core.frozen import dataclass
from smlint.core.globs import matches
from smlint.core.naming import EVERYTHING, is_called, suggestion
from smlint.core.presets import DEFAULT, PRESETS, holds
from smlint.core.problem import Problem, Severity
from smlint.core.rule import Rule
from smlint.core.spans import NOWHERE

T = TypeVar("T")

_DEFAULT = Mention(DEFAULT, NOWHERE)
_BY_ITSELF, _BY_CATEGORY, _AMONG_ALL, _NOT = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Selection:
    """The decision for the rules of one run. Paths are relative to the configuration's folder."""

    choice: Choice
    paths: tuple[PathChoice, ...]
    command: Choice
    packs: tuple[Pack, ...] = ()

    def severity(self, rule: Rule, path: str) -> Severity | None:
        """How grave a breach of `rule` at `path` is; None where the rule is not to run."""
        local = [entry.choice for entry in self.paths if _covers(entry, path)]
        if not self._runs(rule, local):
            return None
        for choice in (*reversed(local), self.choice):
            chosen = said_of(rule, choice.severities)
            if chosen is not None:
                return chosen
        return rule.severity

    def running(self, rules: Iterable[Rule]) -> Iterator[Rule]:
        """Those of `rules` that run at some path at least."""
        places: list[Sequence[Choice]] = [(), *([entry.choice] for entry in self.paths)]
        for rule in rules:
            if any(self._runs(rule, local) for local in places):
                yield rule

    def _runs(self, rule: Rule, local: Sequence[Choice]) -> bool:
        asked, refused = _named(rule, self.command.select), _named(rule, self.command.ignore)
        if refused and refused >= asked:
            return False
        presets = self.command.presets
        held = presets is not None and self._held(rule, presets)
        if (self.command.select is not None or presets is not None) and not (asked or held):
            return False
        for choice in reversed(local):
            wanted, unwanted = _named(rule, choice.select), _named(rule, choice.ignore)
            if wanted or unwanted:
                return wanted > unwanted
        if asked:
            return True
        wanted, unwanted = _named(rule, self.choice.select), _named(rule, self.choice.ignore)
        if wanted or unwanted:
            return wanted > unwanted
        return held or self._by_preset(rule)

    def _by_preset(self, rule: Rule) -> bool:
        """Whether a preset that the file asks for holds `rule`."""
        if self.choice.presets is not None:
            return self._held(rule, self.choice.presets)
        return self.choice.select is None and self._held(rule, (_DEFAULT,))

    def _held(self, rule: Rule, presets: Iterable[Mention]) -> bool:
        """Whether one of `presets` holds `rule`, which no pack has switched off."""
        for pack in self.packs:
            if _named(rule, pack.choice.ignore):
                return False
        return any(holds(preset.text, rule) for preset in presets)


def select(config: Config, rules: Sequence[Rule]) -> Selection:
    """The decision that `config` takes over `rules`.

    Raises `ConfigError` for every name that is neither a rule's id or name nor a category, and for
    presets there are not.
    """
    packed = [pack.choice for pack in config.packs]
    choices = (config.choice, *(entry.choice for entry in config.paths), config.command, *packed)
    named = [mention for choice in choices for mention in choice.mentions()]
    named.extend(mention for pack in config.packs for mention, _ in pack.presets)
    known = _names(rules) if named else frozenset()
    unknown = [_unknown(mention, rules) for mention in named if mention.text.lower() not in known]
    presets = (preset for choice in choices for preset in choice.presets or ())
    unknown.extend(_no_preset(preset) for preset in presets if preset.text not in PRESETS)
    if unknown:
        raise ConfigError(*unknown)
    return Selection(config.choice, config.paths, config.command, config.packs)


def said_of(rule: Rule, said: Iterable[tuple[Mention, T]]) -> T | None:
    """What the mention says that names `rule` most directly; the last of equals."""
    best: tuple[int, T | None] = (_NOT, None)
    for mention, what in said:
        directness = _directness(rule, mention)
        if directness and directness >= best[0]:
            best = (directness, what)
    return best[1]


def _names(rules: Iterable[Rule]) -> frozenset[str]:
    """What a mention may say, in small letters."""
    called = (name for rule in rules for name in (rule.id.lower(), rule.name, rule.category))
    return frozenset((EVERYTHING, *called))


def _unknown(mention: Mention, rules: Sequence[Rule]) -> Problem:
    message = f"there is no rule or category called {mention.text}"
    return Problem(mention.span, message, suggestion(mention.text, rules, categories=True))


def _no_preset(mention: Mention) -> Problem:
    message = f"there is no preset called {mention.text}"
    return Problem(mention.span, message, f"it is one of {', '.join(PRESETS)}")


def _covers(entry: PathChoice, path: str) -> bool:
    return any(matches(path, pattern) for pattern in entry.patterns)


def _named(rule: Rule, mentions: Sequence[Mention] | None) -> int:
    """How directly `mentions` name `rule`."""
    if not mentions:
        return _NOT
    return max(_directness(rule, mention) for mention in mentions)


def _directness(rule: Rule, mention: Mention) -> int:
    name = mention.text.lower()
    if is_called(rule, name):
        return _BY_ITSELF
    if name == rule.category:
        return _BY_CATEGORY
    return _AMONG_ALL if name == EVERYTHING else _NOT
