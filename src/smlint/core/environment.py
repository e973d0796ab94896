"""Which environment a word, a name or a path speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from smlint.core.workload import ENVIRONMENTS, Environment

PRODUCTION_WORDS = ("prod", "production", "prd", "prods")
NON_PRODUCTION_WORDS = (
    "dev", "devel", "develop", "development", "test", "testing", "tst", "qa", "uat", "stage",
    "staging", "stg", "sandbox", "sbx", "demo", "nonprod", "non-prod", "nonproduction",
    "non-production", "preprod", "pre-prod", "preproduction", "pre-production",
)  # fmt: skip
PHRASES = re.compile(
    r"(?<![^-])(production-variants?|(ml|model|models|software|web)-development"
    r"|(shadow|ab|a-b)-test(s|ing)?|flux-?(\d-?)*dev)(?![^-])"
)
"""In which such a word speaks of something else, as names of files and models do."""

ENVIRONMENT_NAMES = (
    "environment", "env", "environmenttype", "envtype", "deploymentenvironment", "deployenv",
    "stage", "environmentname", "envname", "stagename",
)  # fmt: skip
"""Tags, variables and parameters that tell the environment, in lower case without separators.

In the order in which they are believed: a name is more likely to be anything.
"""


@dataclass(frozen=True)
class Words:
    """The words that mean production, and those that mean anything else.

    The names of the two, `production` and `non-production`, always mean them.
    """

    production: Sequence[str] = PRODUCTION_WORDS
    non_production: Sequence[str] = NON_PRODUCTION_WORDS

    @cached_property
    def _meaning(self) -> Mapping[str, Environment]:
        words: dict[str, Environment] = {_plain(word): "production" for word in self.production}
        words |= {_plain(word): "non-production" for word in self.non_production}
        return words | {environment: environment for environment in ENVIRONMENTS}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._meaning, key=len, reverse=True)
        return re.compile(rf"(?<![^-])({'|'.join(map(re.escape, longest_first))})(?![^-])")

    def exactly(self, text: str) -> Environment | None:
        """The environment that `text` as a whole is a word for."""
        return self._meaning.get(_plain(text))

    def within(self, text: str) -> Environment | None:
        """The one environment that words within `text` speak of; None for none, or for both.

        Words end at anything that is neither letter nor digit, and where capitals begin:
        `fraud-dev-eu` and `FraudDev` both speak of non-production.
        """
        plain = PHRASES.sub("", _plain(text))
        found = {self._meaning[word] for word in self._pattern.findall(plain)}
        return found.pop() if len(found) == 1 else None


def believed(names: Iterable[str]) -> list[str]:
    """Those of `names` that say that they tell the environment, the most believable first."""
    ranks = {name: _rank(name) for name in names}
    return sorted((name for name, rank in ranks.items() if rank >= 0), key=ranks.__getitem__)


@lru_cache(4096)
def _rank(name: str) -> int:
    """How believable a setting is that is called `name`: 0 is the most, -1 not at all."""
    plain = re.sub("[-_:]", "", name.lower())
    return ENVIRONMENT_NAMES.index(plain) if plain in ENVIRONMENT_NAMES else -1


@lru_cache(4096)
def _plain(text: str) -> str:
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", split.lower()).strip("-")
