"""What templates export to each other, as far as it is the same in every stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from smlint.core.source import SourceError
from smlint.core.tree import text
from smlint.core.values import Hop, Known, Tree, Unknown, with_hop
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError, MapNode
from smlint.frontends.cloudformation.document.template import Template, scalar, section, templates
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.stages.parameters import bind

_OF_A_STAGE = ("default", "stage")
"""Hops through a parameter: another stage of the exporting template may have another value."""


def exports(files: Sequence[str], workspace: Workspace) -> Mapping[str, Tree]:
    """What each name stands for that just one template of `files` exports, where that is sure."""
    found: dict[str, list[Tree]] = {}
    for path in files:
        try:
            source = workspace.read(path)
            exporting = templates(source) if "Export" in source.text else ()
        except (SourceError, FormatError):
            continue  # told where it is read for its own sake, if it is
        for template in exporting:
            try:
                told = tuple(_exported(template))
            except RecursionError:
                continue
            for name, value in told:
                found.setdefault(name, []).append(value)
    return {name: one for name, (one, *others) in found.items() if not others and _is_sure(one)}


def _exported(template: Template) -> Iterator[tuple[str, Tree]]:
    evaluator = Evaluator(template, bind(template, None))
    for output, entry in section(evaluator.template.root, "Outputs").items():
        exported = section(entry.node, "Export").get("Name")
        value = entry.node.get("Value") if isinstance(entry.node, MapNode) else None
        if exported is None or value is None:
            continue
        name, found = text(evaluator.evaluate(exported.node)), evaluator.evaluate(value)
        if scalar(entry.node, "Condition") is not None:
            found = Unknown("it is exported on a condition", entry.name.span)
        if isinstance(name, Known):
            hop = Hop(f"output {output} of {template.source.path}", entry.name.span)
            yield name.value, with_hop(found, hop)


def _is_sure(found: Tree) -> bool:
    return isinstance(found, Known) and all(hop.kind not in _OF_A_STAGE for hop in found.via)
