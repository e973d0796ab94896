"""What smlint brings along: facts, policies, rules in Python; read once, then kept.

Nothing of a run's settings is in what is kept: facts are overridden afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple, cast

from smlint.core.facts import Citation, Fact
from smlint.core.rule import Rule
from smlint.core.spans import Span
from smlint.kept.packer import Packer
from smlint.kept.store import Data, beneath, stored
from smlint.policy import kept
from smlint.policy.files import policy_files
from smlint.policy.kept import Kept
from smlint.rules import pack_rules, unpack_rules

NAME = "rulebook"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PARTS = ("aws_api", "core", "facts", "fit", "formats", "kept", "policy", "rulebook", "rules")
"""The folders of the package on which it depends what is made of policies and rules."""

SUFFIXES = (".py", ".yaml", ".json")

_FACTS = Packer(Fact, Citation, Span)


class Bundled(NamedTuple):
    """Facts by name, and the rules that rest on them."""

    facts: Mapping[str, Fact]
    policies: tuple[Kept, ...]
    rules: tuple[Rule, ...]


def bundled() -> Bundled:
    """What smlint brings along; raises `PolicyError` where a policy is broken, or all are gone."""
    return _unpacked(stored(NAME, PACKAGE, files(), packed))


def files() -> dict[str, str]:
    """The files that decide about what is bundled, by their names in the package."""
    own = {name: path for part in PARTS for name, path in beneath(PACKAGE, part, SUFFIXES)}
    return {**own, **policy_files()}


def packed() -> Data:
    """What the files say, as data; imports all that reads them."""
    from smlint.facts.load import load_facts  # noqa: PLC0415 - only where nothing is kept
    from smlint.policy.load import bundled_sources, read_policies  # noqa: PLC0415
    from smlint.rules import python_rules  # noqa: PLC0415

    facts = load_facts()
    policies = read_policies(bundled_sources(), facts)
    return _FACTS.pack(facts.by_name), kept.pack(policies, facts), pack_rules(python_rules())


def _unpacked(data: Data) -> Bundled:
    facts, policies, rules = cast("tuple[Data, Data, Data]", data)
    return Bundled(
        cast("Mapping[str, Fact]", _FACTS.unpack(facts)),
        kept.unpack(policies),
        unpack_rules(rules),
    )
