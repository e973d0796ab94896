"""What the expressions of a template may ask for, wherever they stand."""

from __future__ import annotations

from typing import Protocol

from smlint.core.spans import Span
from smlint.core.values import Known, Tree, Unknown
from smlint.formats.nodes import Node
from smlint.frontends.cloudformation.document.template import Template


class Scope(Protocol):
    """A template with values for its parameters: what names mean, and what expressions come to."""

    @property
    def template(self) -> Template:
        """The template."""

    def evaluate(self, node: Node, at: Span | None = None) -> Tree:
        """The value of `node`. `at` is where to point when it is a block or a list."""

    def condition(self, name: str, at: Span) -> Known[bool] | Unknown:
        """Whether the condition called `name` holds, as asked for at `at`."""

    def reference(self, name: str, at: Span) -> Tree:
        """What `Ref` gives for `name`."""

    def attribute(self, name: str, attribute: str, at: Span) -> Tree:
        """What `Fn::GetAtt` gives for `attribute` of the resource called `name`."""

    def exported(self, name: str, at: Span) -> Tree:
        """What `Fn::ImportValue` gives for `name`."""

    def equals(self, found: Unknown, literal: str, at: Span) -> Known[bool] | None:
        """Whether `found` is `literal`, where that is assumed; asked for at `at`."""
