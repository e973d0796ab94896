"""One file of Terragrunt: its locals, what it includes, the inputs it gives."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown, first
from smlint.core.workspace import is_file
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body
from smlint.frontends.terraform.stages.terragrunt_paths import functions, located
from smlint.frontends.terraform.structure.module import Library, argument
from smlint.frontends.terraform.values.data import Lazy, through
from smlint.frontends.terraform.values.errors import RefusalError

VAR_FILES = ("required_var_files", "optional_var_files")
DEPTH_LIMIT = 5
"""Files that read each other through more steps are not followed."""
FILE_LIMIT = 100
"""Nor are more files read for one unit, each time that one is read counted."""
CHAIN_LIMIT = 50
"""Nor are locals that refer to each other through more."""


class Given(NamedTuple):
    """What a file gives to variables; `rest` says why others may be given too, where they may."""

    values: Mapping[str, Tree]
    rest: Unknown | None = None


class TerragruntFile:
    """The file at `path`, evaluated for whoever stands in `directory`. It is a `Scope`.

    That is the file's own directory, but the including file's where the file is included.
    """

    constant = False

    def __init__(
        self, library: Library, path: str, directory: str, reader: TerragruntFile | None = None
    ) -> None:
        """With `reader`, the file that reads or includes it."""
        self.library = library
        self.path = path
        self.directory = directory
        self.depth: int = 0 if reader is None else reader.depth + 1
        self.read: list[str] = [] if reader is None else reader.read
        self.read.append(path)
        self.world: World = RootWorld(library, directory, functions(self))
        self._memo: dict[str, Tree] = {}
        self._open: set[str] = set()
        self._given: Given | None = None
        self._others: dict[tuple[str, str], TerragruntFile] = {}

    @property
    def body(self) -> Body:
        """What is written in the file."""
        return self.library.body(self.path)

    def lookup(self, name: str, span: Span) -> Tree:
        """The value of the root `name` of a traversal that stands at `span`."""
        match name:
            case "local":
                written = {
                    item.name: item
                    for block in self._blocks("locals")
                    for item in block.body.attributes
                }
                return Known(Lazy(written, lambda local: self._local(written[local])), span)
            case "include":
                blocks = {
                    block.labels[0]: block for block in self._blocks("include") if block.labels
                }
                return Known(Lazy(blocks, lambda one: self._included(blocks[one])), span)
            case "dependency":
                reason = "the outputs of a dependency are known only after it is deployed"
                return Unknown(reason, span, (), (Reference("dependency"),))
            case _:
                raise RefusalError(f"{name} has no meaning here")

    def value(self, item: Attribute) -> Tree:
        """The value of an attribute of the file."""
        self.library.budget.renew()
        try:
            return attempt(self.library.expression(item), self)
        except RecursionError:
            return Unknown("its values refer to each other too deeply to be followed", item.span)

    def source(self) -> Tree | None:
        """Where the module is that the file deploys; None where nothing is said of it."""
        own = [argument(block.body, "source") for block in self._blocks("terraform")]
        written = next((item for item in own if item is not None), None)
        if written is not None:
            return self.value(written)
        found = (other.source() for other in self._files() if other is not None)
        return next((source for source in found if source is not None), None)

    def given(self) -> Given:
        """The inputs of the file and of those that it includes, its own before theirs."""
        if self._given is None:
            self._given = self._gathered()
        return self._given

    def _gathered(self) -> Given:
        values: dict[str, Tree] = {}
        rest: Unknown | None = None
        for block, other in zip(self._blocks("include"), self._files(), strict=True):
            if other is None:
                reason = "what is included here cannot be found, and may give it a value"
                rest = Unknown(reason, block.header)
                continue
            strategy = self._text(block.body, "merge_strategy")
            if strategy != "no_merge":
                theirs = other.given()
                rest = first(theirs.rest, rest)
                values.update(theirs.values)
                if strategy != "shallow":
                    return self._merged(values, rest, block)
        own = self._inputs()
        return Given({**values, **own.values}, first(own.rest, rest))

    def var_files(self) -> Iterator[Tree]:
        """The paths of the var-files that terraform is told to load; later ones win."""
        for other in self._files():
            if other is not None:
                yield from other.var_files()
        extra = [inner for block in self._blocks("terraform") for inner in block.body.blocks]
        for arguments in extra:
            for name in VAR_FILES:
                item = argument(arguments.body, name)
                if item is not None:
                    value = self.value(item)
                    listing = value.value if isinstance(value, Known) else None
                    yield from listing if isinstance(listing, tuple) else (value,)

    def including(self, name: str) -> str | None:
        """See `Reader.including`."""
        if posixpath.dirname(self.path) != self.directory:
            return posixpath.dirname(self.path)
        for block in self._blocks("include"):
            if not name or name in block.labels:
                path = self._target(block)
                return None if path is None else posixpath.dirname(path)
        return self.directory

    def other(self, path: str, span: Span) -> Tree:
        """See `Reader.other`."""
        found = self._file(path, posixpath.dirname(path))
        if found is None:
            return Unknown("files read each other through too many steps", span)
        return found.exposed(span)

    def exposed(self, span: Span) -> Tree:
        """What other files may read of it."""

        def member(name: str) -> Tree:
            if name == "inputs":
                given = self.given()
                return Known(given.values, span) if given.rest is None else given.rest
            return self.lookup("local", span)

        return Known(Lazy(("locals", "inputs"), member), span)

    def _file(self, path: str, directory: str) -> TerragruntFile | None:
        """The file at `path` for whoever stands in `directory`; None where that leads too far."""
        key = (path, directory)
        if key not in self._others:
            if self.depth >= DEPTH_LIMIT or len(self.read) >= FILE_LIMIT:
                return None
            self._others[key] = TerragruntFile(self.library, path, directory, self)
        return self._others[key]

    def _inputs(self) -> Given:
        """The inputs that the file gives itself."""
        item = argument(self.body, "inputs")
        if item is None:
            return Given({})
        tree = self.value(item)
        if isinstance(tree, Known) and isinstance(tree.value, Mapping):
            if isinstance(tree.value, Lazy) and tree.value.beyond is not None:
                return Given({}, tree.value.beyond)
            return Given({name: through(tree.value[name], tree.via) for name in tree.value})
        if isinstance(tree, Absent):
            return Given({})
        reason = tree.reason if isinstance(tree, Unknown) else "the inputs are no object"
        return Given({}, Unknown(reason, tree.span, tree.via))

    def _merged(self, values: Mapping[str, Tree], rest: Unknown | None, block: Block) -> Given:
        """Inputs merged deeply: collections of both sides are put together, and not known here."""
        own = self._inputs()
        merged = {**values, **own.values}
        for name in values.keys() & own.values.keys():
            mine = own.values[name]
            if isinstance(mine, Known) and isinstance(mine.value, (tuple, Mapping)):
                merged[name] = Unknown("it is merged with what is included here", block.header)
        return Given(merged, first(own.rest, rest))

    def _local(self, item: Attribute) -> Tree:
        def compute() -> Tree:
            tree = attempt(self.library.expression(item), self)
            return through(tree, (Hop(f"local.{item.name}", item.span),))

        return self._once(item.name, item.span, compute)

    def _once(self, name: str, span: Span, compute: Callable[[], Tree]) -> Tree:
        if name not in self._memo:
            if name in self._open or len(self._open) > CHAIN_LIMIT:
                return Unknown(f"local.{name} refers to itself, or too far", span)
            self._open.add(name)
            try:
                self._memo[name] = compute()
            finally:
                self._open.discard(name)
        return self._memo[name]

    def _blocks(self, type_: str) -> tuple[Block, ...]:
        return tuple(block for block in self.body.blocks if block.type == type_)

    def _text(self, body: Body, name: str) -> str:
        """An argument as text; for `merge_strategy` the usual one where it is not written."""
        item = argument(body, name)
        value = None if item is None else self.value(item)
        return str(value.value) if isinstance(value, Known) else "shallow"

    def _target(self, block: Block) -> str | None:
        """The path of the file that an `include` block means; None where it is not known."""
        item = argument(block.body, "path")
        return None if item is None else located(self.value(item), self.directory)

    def _files(self) -> Iterator[TerragruntFile | None]:
        """The file that each `include` block means; None where it is not known, or not there."""
        for block in self._blocks("include"):
            path = self._target(block)
            if path is None or path == self.path or not is_file(self.library.workspace, path):
                yield None
            else:
                yield self._file(path, self.directory)

    def _included(self, block: Block) -> Tree:
        path = self._target(block)
        other = None if path is None else self._file(path, self.directory)
        if other is None:
            return Unknown("what is included here cannot be found", block.header)
        return other.exposed(block.header)
