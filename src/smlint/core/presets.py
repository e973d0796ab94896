"""Presets: named sets of rules, for whom a list of single ones is too much."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.rule import GENERAL_PRESETS, Category, Preset, Rule

DEFAULT = "recommended"
THEMES: Mapping[str, tuple[Category, ...]] = {
    "cost": ("cost", "cleanup"),
    "reliability": ("reliability", "deployment", "scaling"),
    "security": ("security",),
}
"""Those of one purpose: what is `strict` in these categories."""

PRESETS: Mapping[str, str] = {
    "recommended": "what surely fails or surely costs money; the default",
    "strict": "all of that, and what the documents recommend",
    "cost": "what costs money: the strict rules on cost and cleanup",
    "reliability": "what keeps an endpoint up: the strict rules on it, on deployment and scaling",
    "security": "the strict rules on security",
    "all": "every rule, also what is a matter of opinion",
}
"""Every preset, and what it holds."""

_GENERAL: Mapping[str, tuple[Preset, ...]] = {
    preset: GENERAL_PRESETS[:number] for number, preset in enumerate(GENERAL_PRESETS, 1)
}
"""Of the general presets, those that each holds."""


def holds(preset: str, rule: Rule) -> bool:
    """Whether `rule` is in the preset of that name; raises `KeyError` for one there is not."""
    categories = THEMES.get(preset)
    if categories is not None:
        return rule.category in categories and rule.preset != "all"
    return rule.preset in _GENERAL[preset]


def presets_of(rule: Rule) -> tuple[str, ...]:
    """The presets that hold `rule`."""
    return tuple(name for name in PRESETS if holds(name, rule))
