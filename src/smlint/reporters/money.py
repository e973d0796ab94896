"""How amounts of money are written."""

from __future__ import annotations

from smlint.core.cost import Cost, total


def dollars(amount: float) -> str:
    """`$168`, `$2,056`, `$0.42`: USD, in cents where it is less than ten."""
    return f"${amount:,.0f}" if round(amount) >= 10 else f"${amount:,.2f}"


def monthly(cost: Cost) -> str:
    """What something costs and what of it the remedy saves, in a line."""
    if cost.saves is None:
        saved = ""
    elif dollars(cost.saves) == dollars(cost.per_month):
        saved = ", all of which the remedy saves"
    else:
        saved = f", of which the remedy saves up to {dollars(cost.saves)}"
    return f"{_amount(cost)}{saved} ({cost.basis})"


def _amount(cost: Cost) -> str:
    """What it costs a month; of several stages, in each of them at most."""
    amount = f"{dollars(cost.per_month)} a month"
    everywhere = total((cost,)) or 0
    return f"{amount} in each stage at most" if everywhere > cost.per_month + 0.01 else amount
