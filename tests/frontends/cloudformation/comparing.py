"""What was deployed of the templates in `data/moto`, and what smlint may rightly not know of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from smlint.core.assumption import Branch
from smlint.core.values import Reference, Unknown
from tests.frontends.cloudformation.deployed import DATA, deployments, topics

RECORDED = {topic: json.loads((DATA / f"{topic}.json").read_text("utf-8")) for topic in topics()}
DEPLOYED = {topic: {one.title: one for one in deployments(topic)} for topic in topics()}
CASES = [
    (topic, title, stage)
    for topic, titles in RECORDED.items()
    for title, stages in titles.items()
    for stage in stages
]

OPEN = {
    "is looked up in Systems Manager": "only the account holds what is stored there",
    "what Fn::GetAZs gives": "only the account says which zones it has",
    "which entry of mapping Images is meant": "another region has another image",
    "the name of a tag": "tags are told apart by their names",
}
"""Why something is unknown that is not made of what references give."""


def fits(branch: Branch, values: Mapping[str, str]) -> bool:
    """Whether what a branch assumes is so in moto's account."""
    return all(one.outcome == f"is {values.get(one.subject)}" for one in branch)


def pieced(said: Unknown, values: Mapping[str, str]) -> str | None:
    """The text of an unknown, with what references gave; None where it is not made of those."""
    pieces: list[str] = []
    for part in said.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Reference) and (name := ".".join(filter(None, part))) in values:
            pieces.append(values[name])
        else:
            return None
    return "".join(pieces) if pieces else None


def reason(said: Unknown) -> str | None:
    """Why it is right that something is unknown."""
    return next((why for words, why in OPEN.items() if words in said.reason), None)
