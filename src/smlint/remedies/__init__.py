"""What to write instead, in the language in which the finding is written.

Rules say it in API shape (`core.rule.Instead`); here it becomes HCL, a template, a call. What a
language has no words for is left out: the rule's remedy says it in prose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from smlint.core.resource import Resource
from smlint.core.rule import Instead
from smlint.remedies.commands import command
from smlint.remedies.documents import manifest, state, template
from smlint.remedies.hcl import block
from smlint.remedies.names import filled, known_name
from smlint.remedies.removals import removing
from smlint.remedies.scripts import call, in_order

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

REFERRING = ("cloudformation", "terraform")
"""The languages in which the name of the endpoint is a reference to it."""


def written(
    language: str, path: str, insteads: Sequence[Instead], there: Sequence[Resource]
) -> str:
    """The code for `insteads`, as a file at `path` would have it; empty where there is none.

    `there` are the resources that the finding concerns: those of a type lend it their name, and
    tell what there is to be removed.
    """
    writer = WRITERS.get(language)
    if writer is None:
        return ""
    if language not in REFERRING:
        name = known_name(there)
        insteads = [
            Instead(one.type, {key: filled(value, name) for key, value in one.properties.items()})
            for one in insteads
        ]
    if language == "python":
        insteads = in_order(insteads, there)
    found = (writer(instead, there, path) for instead in removing(insteads, there))
    return "\n\n".join(filter(None, found))
