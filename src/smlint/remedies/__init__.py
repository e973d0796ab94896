"""What to write instead, in the language in which the finding is written.

Rules say it in API shape (`core.rule.Instead`); here it becomes HCL, a template, a call. What a
language has no words for is left out: the rule's remedy says it in prose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from smlint.core.resource import SCALING_POLICY, Resource
from smlint.core.rule import ENDPOINT_NAME, Instead, Written
from smlint.core.spans import NOWHERE, Span
from smlint.core.values import NOTHING
from smlint.remedies.commands import command, trapped
from smlint.remedies.documents import logical_id, manifest, state, template
from smlint.remedies.hcl import address, block
from smlint.remedies.names import UNKNOWN, filled, known_name
from smlint.remedies.places import Placed, nearest, placed
from smlint.remedies.scripts import call, finally_done, in_order, refers, seen_from

Writer = Callable[[Instead, Sequence[Resource], str], str]
"""Writes one thing, beside what is there already, for the file at a path."""

WRITERS: Mapping[str, Writer] = {
    "cloudformation": template,
    "kubernetes": manifest,
    "python": call,
    "shell": command,
    "step_functions": state,
    "terraform": block,
}
"""By language; one that a plugin brings has none."""

ADDRESSES: Mapping[str, Callable[[Instead, Sequence[Resource]], str]] = {
    "cloudformation": logical_id,
    "terraform": address,
}
"""What others call a thing, in the languages that refer to what will be there."""

BETWEEN: Mapping[str, str] = {"kubernetes": "\n---\n"}
"""What stands between two things, where that is more than an empty line."""

AT_LAST: Mapping[str, Callable[[str], str]] = {"python": finally_done, "shell": trapped}
"""How something is done in the end, though something fails before."""

NOTEBOOK = ".ipynb"
"""A file whose pieces are run one by one: what fails ends only one of them."""


def written(
    language: str,
    path: str,
    insteads: Sequence[Instead],
    there: Sequence[Resource],
    places: Sequence[Span] = (),
) -> str:
    """The code for `insteads`, as a file at `path` would have it; empty where there is none.

    `there` are the resources that the finding concerns: those of a type lend it their name, and
    tell what there is to be removed. `places` are where the finding is, nearest first.
    """
    writer = WRITERS.get(language)
    if writer is None:
        return ""
    if language == "python":
        there = seen_from(path, insteads, there)
    if language not in ADDRESSES:
        known = {**UNKNOWN, ENDPOINT_NAME: known_name(there)}
        is_told = known[ENDPOINT_NAME] != UNKNOWN[ENDPOINT_NAME]
        if language == "python" and not is_told and refers(there):
            del known[ENDPOINT_NAME]
        insteads = [one._replace(properties=_filled(one.properties, known)) for one in insteads]
    if language == "python":
        insteads = in_order(insteads, there)
    codes = []
    policy = nearest(SCALING_POLICY, there, places)
    for one in placed(insteads, there, places):
        around = _around(one, there)
        if one.instead.type != SCALING_POLICY:
            around = around if policy is None else (policy, *around)
        elif language in ADDRESSES:
            named = ADDRESSES[language](one.instead, around)
            policy = Resource(SCALING_POLICY, named, NOTHING, NOWHERE, NOWHERE)
        codes.append(writer(one.instead, around, path))
    code = BETWEEN.get(language, "\n\n").join(filter(None, codes))
    always = insteads and all(one.always for one in insteads) and not path.endswith(NOTEBOOK)
    return AT_LAST[language](code) if code and always and language in AT_LAST else code


def _around(one: Placed, there: Sequence[Resource]) -> Sequence[Resource]:
    """What is `there`, the resource that is changed first; without its like for one that is new."""
    if one.resource is not None:
        return (one.resource, *there)
    return [other for other in there if other.type != one.instead.type]


def _filled(properties: Mapping[str, Written], known: Mapping[str, str]) -> Mapping[str, Written]:
    return {key: filled(value, known) for key, value in properties.items()}
