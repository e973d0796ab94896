"""A directory as a Terraform module: what its files declare, found by name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from smlint.core.problem import Problem, Severity
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.frontends.terraform.data import ExhaustedError
from smlint.frontends.terraform.expressions import read_expression
from smlint.frontends.terraform.installed import MANIFEST, installed
from smlint.frontends.terraform.nodes import Attribute, Block, Body, Expression
from smlint.frontends.terraform.overrides import is_override, overridden
from smlint.frontends.terraform.reader import read_body
from smlint.frontends.terraform.shapes import SHAPES

STEP_LIMIT = 300_000
"""Evaluating one setting takes no more steps than this, so that it ends soon."""
Name = TypeVar("Name", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Module:
    """What the files of `directory` declare. Resources and data sources go by type and name."""

    directory: str
    variables: Mapping[str, Block] = field(default_factory=dict)
    locals: Mapping[str, Attribute] = field(default_factory=dict)
    outputs: Mapping[str, Block] = field(default_factory=dict)
    resources: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    data: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    calls: Mapping[str, Block] = field(default_factory=dict)
    providers: tuple[Block, ...] = ()
    span: Span = field(default=Span(""), compare=False)


def argument(body: Body, name: str) -> Attribute | None:
    """The attribute called `name`, as written last; None where there is none."""
    return next((item for item in reversed(body.attributes) if item.name == name), None)


class Library:
    """The files and modules of one run: each is read once, when somebody asks for it."""

    def __init__(self, workspace: Workspace, sources: Iterable[Source] = ()) -> None:
        """With `sources`, files that were read already, wherever they stand."""
        self.workspace = workspace
        self.sources = {source.path: source for source in sources}
        self.comments: list[Comment] = []
        self.problems: dict[Problem, None] = {}
        self.depth = 0
        self._steps = STEP_LIMIT
        self._bodies: dict[str, Body] = {}
        self._modules: dict[str, Module] = {}
        self._installed: dict[str, Mapping[str, str]] = {}
        self._expressions: dict[tuple[str, int, int], Expression] = {}

    def report(
        self, span: Span, message: str, hint: str = "", severity: Severity = "warning"
    ) -> None:
        """Note a problem, once."""
        self.problems[Problem(span, message, hint, severity)] = None

    def spend(self, steps: int) -> None:
        """Count `steps` of evaluation; raises `ExhaustedError` when there are none left."""
        self._steps -= steps
        if self._steps < 0:
            raise ExhaustedError

    def renew(self) -> None:
        """Begin a value of its own: all steps are there again."""
        self._steps = STEP_LIMIT

    def source(self, path: str) -> Source:
        """The file at `path`; raises `SourceError` where it cannot be read."""
        if path not in self.sources:
            self.sources[path] = self.workspace.read(path)
        return self.sources[path]

    def body(self, path: str) -> Body:
        """What the HCL file at `path` holds; nothing, and a problem, where it cannot be read."""
        if path not in self._bodies:
            self._bodies[path] = Body((), ())
            try:
                source = self.source(path)
            except SourceError as error:
                hint = "Mend it, or exclude it: nothing of it was read."
                self.report(Span(path), error.reason, hint, "error")
            else:
                body, comments, problems = read_body(source)
                self._bodies[path] = body
                self.comments.extend(comments)
                self.problems.update(dict.fromkeys(problems))
                damage = [found.span.line for found in problems if found.severity == "error"]
                self._read_expressions(body, damage)
        return self._bodies[path]

    def expression(self, attribute: Attribute) -> Expression:
        """The expression of `attribute`, which a `body` of this library holds."""
        return self._expressions[attribute.source.path, attribute.start, attribute.end]

    def _read_expressions(self, body: Body, damage: Sequence[int]) -> None:
        """Read the expressions of `body`; what is wrong on lines of known `damage` is said."""
        for item in body.attributes:
            start, end = item.start, item.end
            node, problems = read_expression(item.source, start, end)
            self._expressions[item.source.path, start, end] = node
            last, _ = item.source.position(end)
            if not any(item.name_span.line <= line <= last for line in damage):
                self.problems.update(dict.fromkeys(problems))
        for block in body.blocks:
            self._read_expressions(block.body, damage)

    def module(self, directory: str) -> Module:
        """The module in `directory`; an empty one where there are no files for it."""
        if directory not in self._modules:
            self._modules[directory] = self._load(directory)
        return self._modules[directory]

    def installed(self, root: str) -> Mapping[str, str]:
        """The directories of what is installed for the root module at `root`, by key."""
        if root not in self._installed:
            self._installed[root] = {}
            path = posixpath.join(root, MANIFEST)
            try:
                self._installed[root] = installed(self.workspace.read(path), root)
            except SourceError:  # nothing is installed
                pass
            except FormatError as error:
                self.report(error.span, error.reason, "`terraform init` writes it anew.")
        return self._installed[root]

    def names(self, directory: str, *suffixes: str) -> tuple[str, ...]:
        """The names of the files in `directory` that end in one of `suffixes`."""
        return tuple(n for n in self.workspace.names(directory) if n.endswith(suffixes))

    def local_source(self, call: Block) -> str | None:
        """The source of a module call where it is a local path as written, else None."""
        written = argument(call.body, "source")
        if written is None:
            return None
        text = getattr(self.expression(written), "value", None)
        return text if isinstance(text, str) and text.startswith(("./", "../")) else None

    def _load(self, directory: str) -> Module:
        names = self.names(directory, ".tf")
        for name in self.names(directory, ".tf.json"):
            self._pass_over(posixpath.join(directory, name))
        plain = [n for n in names if not is_override(n)]
        blocks = [b for n in plain for b in self.body(posixpath.join(directory, n)).blocks]
        for name in names:
            if is_override(name):
                blocks = overridden(blocks, self.body(posixpath.join(directory, name)).blocks)
        first = posixpath.join(directory, names[0]) if names else directory
        return self._sorted(directory, blocks, Span(first))

    def _pass_over(self, path: str) -> None:
        """Say that a file in Terraform's JSON syntax is not read: an error if it is needed."""
        try:
            grave = "sagemaker" in self.workspace.read(path).text
        except SourceError:
            grave = True
        self.report(
            Span(path),
            "this file is in Terraform's JSON syntax, which smlint does not read yet",
            "Write it in HCL, or exclude the file: what it declares was not checked.",
            "error" if grave else "note",
        )

    def _sorted(self, directory: str, blocks: list[Block], span: Span) -> Module:
        found: dict[str, dict[str, Block]] = {"variable": {}, "output": {}, "module": {}}
        pairs: dict[str, dict[tuple[str, str], Block]] = {"resource": {}, "data": {}}
        local_values: dict[str, Attribute] = {}
        for block in blocks:
            if block.type in found and len(block.labels) == 1:
                self._declare(found[block.type], block.labels[0], block)
            elif block.type in pairs and len(block.labels) == 2:
                self._declare(pairs[block.type], (block.labels[0], block.labels[1]), block)
            elif block.type == "locals":
                local_values.update({item.name: item for item in block.body.attributes})
        return Module(
            directory,
            variables=found["variable"],
            locals=local_values,
            outputs=found["output"],
            resources=pairs["resource"],
            data=pairs["data"],
            calls=found["module"],
            providers=tuple(block for block in blocks if block.type == "provider"),
            span=span,
        )

    def _declare(self, table: dict[Name, Block], name: Name, block: Block) -> None:
        first = table.setdefault(name, block)
        if first is not block and (isinstance(name, str) or name[0] in SHAPES):
            label = name if isinstance(name, str) else ".".join(name)
            self.report(
                block.header,
                f"{block.type} {label} is declared a second time; the first is at {first.header}",
                "Terraform refuses this module. Only the first declaration was checked.",
            )
