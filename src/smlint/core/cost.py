"""What a finding is about costs, and what its remedy saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field, replace

from smlint.core.frozen import dataclass

TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What the subject of a finding costs: USD a month, and how much of it the remedy saves.

    `saves` is None where that depends on what the files do not say, such as the traffic. `basis`
    says in words on what the figure rests. `billed` are the parts of the sum by what is billed: a
    total over findings counts what several of them are about once.
    """

    per_month: float
    saves: float | None
    basis: str
    billed: tuple[tuple[str, float], ...] = field(default=(), repr=False)

    def saving(self, share: float = 1) -> Cost:
        """This cost, of which the remedy saves `share`."""
        return replace(self, saves=self.per_month * share)


def together(costs: Iterable[Cost | None]) -> Cost | None:
    """What all of `costs` that are known come to; what is saved, where all of them tell it."""
    known = [cost for cost in costs if cost is not None]
    if not known:
        return None
    bases = Counter(cost.basis for cost in known)
    told = (basis if count == 1 else f"{count} {TIMES} ({basis})" for basis, count in bases.items())
    billed = tuple(part for cost in known for part in cost.billed)
    savings = [cost.saves for cost in known if cost.saves is not None]
    saves = sum(savings) if len(savings) == len(known) else None
    return Cost(sum(cost.per_month for cost in known), saves, " + ".join(told), billed)


def at_once(costs: Iterable[Cost | None]) -> Cost | None:
    """What `costs` of one stage come to: of what is billed once, the highest counts."""
    things: dict[tuple[str, ...], list[Cost]] = {}
    for cost in costs:
        if cost is not None:
            things.setdefault(tuple(what for what, _ in cost.billed), []).append(cost)
    return together(map(dearest, things.values()))


def dearest(costs: Iterable[Cost | None]) -> Cost | None:
    """The highest of `costs` of one thing in several stages, billed for all of them."""
    known = [cost for cost in costs if cost is not None]
    if not known:
        return None
    highest = max(known, key=lambda cost: cost.per_month)
    billed = dict.fromkeys(part for cost in known for part in cost.billed)
    return replace(highest, billed=tuple(billed))


def total(costs: Iterable[Cost | None]) -> float | None:
    """What everything that `costs` are about costs a month, each once; None where none is known."""
    parts: dict[str, float] = {}
    for cost in costs:
        for what, usd in () if cost is None else cost.billed:
            parts[what] = max(usd, parts.get(what, usd))
    return sum(parts.values()) if parts else None
