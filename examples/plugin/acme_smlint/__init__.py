"""Acme's additions to smlint. Each hook is optional; its name says which one it is."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from acme_smlint import markdown, team_tag
from smlint.core.rule import Rule
from smlint.frontends import Language
from smlint.plugins import hook
from smlint.reporters import Reporter

REQUESTS = Language(
    "acme-requests", (".acme.json",), (b"ProductionVariants",), "acme_smlint.requests"
)


@hook
def smlint_rules() -> Iterable[Rule]:
    return (team_tag.RULE,)


@hook
def smlint_policies() -> Iterable[str]:
    return (str(Path(__file__).parent / "policies"),)


@hook
def smlint_frontends() -> Iterable[Language]:
    return (REQUESTS,)


@hook
def smlint_reporters() -> Mapping[str, Reporter]:
    return {"markdown": markdown.render}
