"""A directory as a Terraform module: what its files declare, found by name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem, Severity
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.frontends.terraform.evaluation.budget import Budget
from smlint.frontends.terraform.language.expressions import read_expression
from smlint.frontends.terraform.language.json_expressions import JsonAttribute, read_json_expression
from smlint.frontends.terraform.language.json_syntax import read_json_body
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body, Expression
from smlint.frontends.terraform.language.reader import read_body
from smlint.frontends.terraform.resources.shapes import DEPLOYED
from smlint.frontends.terraform.structure.installed import MANIFEST, installed
from smlint.frontends.terraform.structure.overrides import is_override, overridden

REFUSED = "Terraform refuses this module."
SYNTAXES = (".tf", ".tf.json")
"""What the names of a module's files end in: HCL's native syntax, and JSON."""
CHECKED = frozenset({"variable", "locals", "module"})
"""Blocks whose expressions are read in any case, so that what is wrong with them is said."""


@dataclass(frozen=True, slots=True)
class Module:
    """What the files of `directory` declare. Resources and data sources go by type and name.

    `complete` is false where something of the files could not be read, and may declare more.
    """

    directory: str
    variables: Mapping[str, Block] = field(default_factory=dict)
    locals: Mapping[str, Attribute] = field(default_factory=dict)
    outputs: Mapping[str, Block] = field(default_factory=dict)
    resources: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    data: Mapping[tuple[str, str], Block] = field(default_factory=dict)
    calls: Mapping[str, Block] = field(default_factory=dict)
    providers: tuple[Block, ...] = ()
    span: Span = field(default=Span(""), compare=False)
    complete: bool = True


class Declaration(NamedTuple):
    """A declaration of `name` at `span`; the `first` may stand elsewhere."""

    name: str
    first: Span
    span: Span


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
        self.budget = Budget()
        self._bodies: dict[str, Body] = {}
        self._modules: dict[str, Module] = {}
        self._installed: dict[str, Mapping[str, str]] = {}
        self._expressions: dict[tuple[str, int, int], Expression] = {}
        self._damage: dict[str, tuple[int, ...]] = {}

    def report(
        self, span: Span, message: str, hint: str = "", severity: Severity = "warning"
    ) -> None:
        """Note a problem, once."""
        self.problems[Problem(span, message, hint, severity)] = None

    def soften(self, path: str) -> None:
        """Take errors in the file at `path` for warnings: it may have no part in the run."""
        self.problems = {
            replace(item, severity="warning")
            if (item.span.path, item.severity) == (path, "error")
            else item: None
            for item in self.problems
        }

    def source(self, path: str) -> Source:
        """The file at `path`; raises `SourceError` where it cannot be read."""
        if path not in self.sources:
            self.sources[path] = self.workspace.read(path)
        return self.sources[path]

    def readable(self, path: str) -> Source | None:
        """The file at `path`; None, and a problem, where it cannot be read."""
        try:
            return self.source(path)
        except SourceError as error:
            hint = "Mend it, or exclude it: nothing of it was read."
            self.report(Span(path), error.reason, hint, "error")
            return None

    def text(self, path: str) -> str:
        """The text of the file at `path`, to be searched; empty where it cannot be read."""
        try:
            return self.source(path).text
        except SourceError:
            return ""

    def body(self, path: str) -> Body:
        """What the file at `path` holds; nothing, and a problem, where it cannot be read."""
        if path not in self._bodies:
            self._bodies[path] = Body((), ())
            source = self.readable(path)
            if source is None:
                self._damage[path] = (1,)
            else:
                read = read_json_body if path.endswith(".json") else read_body
                self._bodies[path], comments, problems = read(source)
                self.comments.extend(comments)
                self.problems.update(dict.fromkeys(problems))
                lines = tuple(item.span.line for item in problems if item.severity == "error")
                # code of a document is a file of its own that says it is the document
                self._damage[path] = self._damage[source.path] = lines
        return self._bodies[path]

    def damaged(self, extent: Span) -> bool:
        """Whether something within `extent`, of a file that was read, could not be read."""
        lines = range(extent.line, extent.end_line + 1)
        return any(line in lines for line in self._damage.get(extent.path, ()))

    def expression(self, attribute: Attribute) -> Expression:
        """The expression of `attribute`, which a `body` of this library holds.

        It is read when it is first asked for; what is wrong on lines of known damage is said.
        """
        path, start, end = attribute.source.path, attribute.start, attribute.end
        if (path, start, end) not in self._expressions:
            if isinstance(attribute, JsonAttribute):
                node, problems = read_json_expression(attribute)
            else:
                node, problems = read_expression(attribute.source, start, end)
            self._expressions[path, start, end] = node
            last, _ = attribute.source.position(end)
            lines = range(attribute.name_span.line, last + 1)
            if not any(line in lines for line in self._damage[path]):
                self.problems.update(dict.fromkeys(problems))
        return self._expressions[path, start, end]

    def check(self, body: Body) -> None:
        """Read all expressions of `body`, so that what is wrong with them is said."""
        for item in body.attributes:
            self.expression(item)
        for block in body.blocks:
            self.check(block.body)

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
        names = self.names(directory, *SYNTAXES)
        plain = [n for n in names if not is_override(n)]
        blocks = [b for n in plain for b in self.body(posixpath.join(directory, n)).blocks]
        for name in names:
            if is_override(name):
                path = posixpath.join(directory, name)
                blocks, misfits = overridden(blocks, self.body(path).blocks)
                for span, message in misfits:
                    self.report(span, message, REFUSED)
        for block in blocks:
            known = block.type == "resource" and DEPLOYED.intersection(block.labels[:1])
            if block.type in CHECKED or known:
                self.check(block.body)
        paths = [posixpath.join(directory, name) for name in names]
        complete = not any(self._damage[path] for path in paths)
        span = Span(paths[0] if paths else directory)
        return self._sorted(Module(directory, span=span, complete=complete), blocks)

    def _sorted(self, module: Module, blocks: list[Block]) -> Module:
        """`module` with what `blocks` declare; what they declare twice is told."""
        found: dict[str, dict[str, Block]] = {"variable": {}, "output": {}, "module": {}}
        pairs: dict[str, dict[tuple[str, str], Block]] = {"resource": {}, "data": {}}
        local_values: dict[str, Attribute] = {}
        declared: list[Declaration] = []
        for block in blocks:
            what = ".".join((block.type, *block.labels))
            if block.type in found and len(block.labels) == 1:
                first = found[block.type].setdefault(block.labels[0], block)
                declared.append(Declaration(what, first.header, block.header))
            elif block.type in pairs and len(block.labels) == 2:
                first = pairs[block.type].setdefault((block.labels[0], block.labels[1]), block)
                declared.append(
                    Declaration(what.removeprefix("resource."), first.header, block.header)
                )
            elif block.type == "locals":
                for item in block.body.attributes:
                    span = local_values.setdefault(item.name, item).name_span
                    declared.append(Declaration(f"local.{item.name}", span, item.name_span))
        self._report_twice(declared)
        return replace(
            module,
            variables=found["variable"],
            locals=local_values,
            outputs=found["output"],
            resources=pairs["resource"],
            data=pairs["data"],
            calls=found["module"],
            providers=tuple(block for block in blocks if block.type == "provider"),
        )

    def _report_twice(self, declared: list[Declaration]) -> None:
        """Say what is declared a second time: of two files that declare the same, once."""
        files: dict[tuple[str, str], list[Declaration]] = {}
        for one in declared:
            if one.first != one.span:
                files.setdefault((one.first.path, one.span.path), []).append(one)
        for (name, first, span), *more in files.values():
            others = f", and so is more of what this file declares ({len(more)})" if more else ""
            self.report(
                span,
                f"{name} is declared a second time; the first is at {first}{others}",
                f"{REFUSED} Only the first declaration was checked.",
            )
