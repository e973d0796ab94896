"""What states say of themselves, which is the only way to say something in JSON."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.source import Comment
from smlint.formats.nodes import ScalarNode
from smlint.state_machines.flow import Flow


def said(flow: Flow) -> Iterator[Comment]:
    """The comments that the states of `flow` hold."""
    for step in flow.steps.values():
        comment = step.node.get("Comment")
        if isinstance(comment, ScalarNode):
            block = step.name.span.to(step.node.span)
            yield Comment(comment.span, comment.text.strip(), own_line=False, block=block)
