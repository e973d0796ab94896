"""Rules that the table of documented constraints tells: `aws_api/documented.py`."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.aws_api.dialects import Path
from smlint.aws_api.documented import Row, rows
from smlint.core.facts import Facts
from smlint.core.model import Deployed
from smlint.core.rule import DeployedCheck, Doubt, Outcome
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.rules._requests import Request, requests


def documented(rule: str) -> DeployedCheck:
    """The check of the rule called `rule`: its rows of the table, put to every request."""

    def check(deployed: Deployed, _: Facts) -> Iterator[Outcome]:
        for request in requests(deployed):
            for row in rows(rule):
                for path in row.places.get(request.operation, ()):
                    yield from _judged(request, row, tuple(filter(None, path.split("."))))

    return check


def _judged(request: Request, row: Row, path: Path) -> Iterator[Outcome]:
    def name(relative: str) -> str:
        return request.dialect.name((*path, *relative.split(".")))

    for structure in structures(request.tree, path):
        found = (structure,) if isinstance(structure, Unknown) else row.kind.judge(structure, name)
        for outcome in found:
            if isinstance(outcome, Unknown):
                if request.dialect.whole:  # what a library fills in is not for the user to settle
                    yield Doubt(outcome)
            else:
                where = (*path, *outcome.member.split("."))
                instead = (where, outcome.instead) if outcome.mends else None
                others = (item for item in outcome.others if not isinstance(item, Absent))
                yield request.match(outcome.setting, outcome.said, instead, others)


def structures(tree: Tree, path: Path) -> Iterator[Tree]:
    """The structures at `path` beneath `tree`, and what is not known on the way to one."""
    if isinstance(tree, Unknown) or (not path and isinstance(tree, Known)):
        yield tree
    elif isinstance(tree, Known):
        step, rest = path[0], path[1:]
        found = member(tree, step.removesuffix("[]"))
        if not step.endswith("[]"):
            yield from structures(found, rest)
            return
        many = elements(found)
        for item in many:
            yield from structures(item, rest)
        if many.more is not None:
            yield many.more
