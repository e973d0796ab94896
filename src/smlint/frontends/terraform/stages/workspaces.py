"""The workspaces of a root module, as far as its code names them.

A workspace is named where it is compared with `terraform.workspace`, is a key of what is indexed by
it, or is a part of the name of a file that is read by it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.resource import DEFAULT_STAGE
from smlint.core.values import Known
from smlint.core.workspace import seen_from
from smlint.frontends.terraform.language.nodes import (
    Binary,
    Block,
    Conditional,
    Expression,
    FunctionCall,
    GetAttribute,
    Index,
    LiteralValue,
    ObjectExpression,
    Template,
    Variable,
)
from smlint.frontends.terraform.language.written import Names, inner, texts
from smlint.frontends.terraform.structure.module import SYNTAXES, Library, Module, argument
from smlint.frontends.terraform.structure.module_calls import directory_of
from smlint.frontends.terraform.structure.place import Place

DEFAULT = "default"
FILE_FUNCTIONS = frozenset({"file", "templatefile", "filebase64", "fileexists"})
DEPTH_LIMIT = 20
"""Locals that stand for each other through more steps, and deeper calls, are not followed."""
STEP_LIMIT = 20_000
"""Nor are more expressions looked at: a few lines can name each other in millions of ways."""

Likeness: TypeAlias = Literal["exactly", "perhaps", "no"]
"""Whether the value of an expression is the workspace's name: always, under a condition, never."""


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Those that the code names, in the order of their names, besides the default one.

    `default` tells whether the default workspace can be deployed: not where something is indexed by
    it that has no such key.
    """

    named: tuple[Known[str], ...] = ()
    default: bool = True

    def called(self, name: str) -> Known[str] | None:
        """The workspace called `name`, if the code names one."""
        return next((one for one in self.named if one.value == name), None)


def workspaces(root: Module, library: Library) -> Workspaces:
    """The workspaces that `root`, and what it calls, names."""
    search = _Search(library, root.directory)
    search.module(root, Place("", DEFAULT_STAGE, root.directory), {})
    names = {name: span for name, span in search.names.items() if name}
    possible = {name for name in names if all(name in keys for keys in search.required)}
    named = tuple(Known(name, names[name]) for name in sorted(possible - {DEFAULT}))
    default = all(DEFAULT in keys for keys in search.required)
    return Workspaces(named, default) if named else Workspaces()


@dataclass(slots=True)
class _Search:
    """What is found; `required` are the keys of what cannot do without the name as a key."""

    library: Library
    root: str
    names: Names = field(default_factory=dict)
    required: list[Names] = field(default_factory=list)
    seen: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    steps: int = STEP_LIMIT

    def follows(self, depth: int) -> bool:
        """Whether another step is taken, after `depth` of them in a row."""
        self.steps -= 1
        return self.steps >= 0 and depth <= DEPTH_LIMIT

    def module(self, module: Module, place: Place, given: Mapping[str, Likeness]) -> None:
        """Search `module`; `given` are those of its variables that hold the workspace's name."""
        known = (module.directory, frozenset(given))
        if known in self.seen or place.key.count(".") > DEPTH_LIMIT:
            return
        self.seen.add(known)
        reader = _Reader(self, module, given)
        if given or self.mentioned(module):
            reader.everything()
        for name, call in module.calls.items():
            directory = directory_of(self.library, module, call, place)
            if directory is not None:
                arguments = {
                    item.name: reader.likeness(self.library.expression(item))
                    for item in call.body.attributes
                }
                holding = {key: how for key, how in arguments.items() if how != "no"}
                below = place.below(name, "", None, None)
                self.module(self.library.module(directory), below, holding)

    def mentioned(self, module: Module) -> bool:
        """Whether the text of `module` speaks of the workspace."""
        names = self.library.names(module.directory, *SYNTAXES)
        return any(
            "terraform.workspace" in self.library.text(posixpath.join(module.directory, name))
            for name in names
        )


@dataclass(slots=True)
class _Reader:
    """Reads the expressions of one module."""

    search: _Search
    within: Module
    given: Mapping[str, Likeness]

    def everything(self) -> None:
        """All that the module declares."""
        module = self.within
        for item in module.locals.values():
            self.visit(self.search.library.expression(item), guarded=False)
        for table in (module.outputs, module.resources, module.data, module.calls):
            for block in table.values():
                self.block(block)
        for block in module.providers:
            self.block(block)

    def block(self, block: Block) -> None:
        """Everything that is written in `block`."""
        for item in block.body.attributes:
            self.visit(self.search.library.expression(item), guarded=False)
        for nested in block.body.blocks:
            self.block(nested)

    def visit(self, expression: Expression, *, guarded: bool) -> None:
        """Note what `expression` names; `guarded`, where it may fail and nothing is lost."""
        match expression:
            case Binary(operator="==" | "!=", left=left, right=right):
                self.compared(left, right)
                self.compared(right, left)
            case FunctionCall(name="contains", arguments=(listed, name)):
                self.compared(name, self.meant(listed))
            case FunctionCall(name="lookup", arguments=(subject, name, *default)):
                self.indexed(subject, name, guarded=guarded or bool(default))
            case Index(subject=subject, key=key):
                self.indexed(subject, key, guarded=guarded)
            case FunctionCall(name=name, arguments=(Template() as path, *_)) if (
                name in FILE_FUNCTIONS
            ):
                found = self.files(path)
                self.add(found)
                if found and not guarded and name != "fileexists":
                    self.search.required.append(found)
            case _:
                pass
        guards = isinstance(expression, FunctionCall) and expression.name in ("try", "can")
        for part in inner(expression):
            branch = isinstance(expression, Conditional) and part is not expression.condition
            self.visit(part, guarded=guarded or guards or branch)

    def compared(self, one: Expression, other: Expression) -> None:
        """Note the texts of `other`, if `one` is the workspace's name."""
        if self.likeness(one) != "no":
            self.add(texts(other))

    def indexed(self, subject: Expression, key: Expression, *, guarded: bool) -> None:
        """Note the keys of `subject`, if it is the workspace's name that indexes it."""
        likeness = self.likeness(key)
        if likeness != "no":
            self.add(self.keys(subject))
            fixed = self.keys(subject, variables=False)
            if fixed and likeness == "exactly" and not guarded:
                self.search.required.append(fixed)

    def add(self, names: Names) -> None:
        """Note `names`, each at the first place."""
        self.search.names = {**names, **self.search.names}

    def likeness(self, expression: Expression, depth: int = 0) -> Likeness:
        """Whether the value of `expression` is the name of the workspace."""
        if not self.search.follows(depth):
            return "no"
        match expression:
            case GetAttribute(subject=Variable(name="terraform"), name="workspace"):
                return "exactly"
            case GetAttribute(subject=Variable(name="var"), name=name):
                return self.given.get(name, "no")
            case GetAttribute(subject=Variable(name="local"), name=name) if (
                name in self.within.locals
            ):
                item = self.within.locals[name]
                return self.likeness(self.search.library.expression(item), depth + 1)
            case Template(pieces=(piece,)):
                return self.likeness(piece, depth)
            case Conditional(then=then, otherwise=otherwise):
                branches = (then, otherwise)
            case FunctionCall(name="coalesce" | "try" | "lower", arguments=branches):
                pass
            case _:
                return "no"
        held = any(self.likeness(branch, depth + 1) != "no" for branch in branches)
        return "perhaps" if held else "no"

    def meant(
        self, expression: Expression, depth: int = 0, *, variables: bool = True
    ) -> Expression:
        """What the local `expression` is set to, or the variable by default; else itself."""
        if not self.search.follows(depth):
            return expression
        library = self.search.library
        found: Expression | None = None
        match expression:
            case GetAttribute(subject=Variable(name="local"), name=name):
                item = self.within.locals.get(name)
                found = None if item is None else library.expression(item)
            case GetAttribute(subject=Variable(name="var"), name=name) if variables:
                block = self.within.variables.get(name)
                default = None if block is None else argument(block.body, "default")
                found = None if default is None else library.expression(default)
            case GetAttribute(subject=subject, name=name):
                whole = self.meant(subject, depth + 1, variables=variables)
                pairs = whole.pairs if isinstance(whole, ObjectExpression) else ()
                found = next((item for key, item in pairs if name in texts(key)), None)
            case _:
                pass
        return expression if found is None else self.meant(found, depth + 1, variables=variables)

    def keys(self, written: Expression, depth: int = 0, *, variables: bool = True) -> Names:
        """The keys of an object as written; none where one of them is worked out."""
        if not self.search.follows(depth):
            return {}
        match self.meant(written, variables=variables):
            case ObjectExpression(pairs=pairs):
                keys = [texts(key) for key, _ in pairs]
                return (
                    {name: span for key in keys for name, span in key.items()} if all(keys) else {}
                )
            case FunctionCall(name="tomap", arguments=(inner,)):
                return self.keys(inner, depth + 1, variables=variables)
            case FunctionCall(name="merge", arguments=arguments):
                parts = [self.keys(part, depth + 1, variables=variables) for part in arguments]
                merged = {name: span for part in parts for name, span in part.items()}
                return merged if all(parts) else {}
            case _:
                return {}

    def files(self, path: Template) -> Names:
        """The workspaces for which there is a file at `path`, which holds the name once."""
        before, after = "", ""
        found = False
        for piece in path.pieces:
            text = self.path_text(piece)
            if self.likeness(piece) != "no" and not found:
                found = True
            elif text is None:
                return {}
            elif found:
                after += text
            else:
                before += text
        if not found or "/" in after:
            return {}
        above, start = posixpath.split(before)
        names = self.search.library.names(seen_from(self.search.root, above), after)
        stems = (
            name[len(start) : len(name) - len(after)] for name in names if name.startswith(start)
        )
        return dict.fromkeys(stems, path.span)

    def path_text(self, piece: Expression) -> str | None:
        """A piece of a path as text relative to the root; None where it is worked out."""
        match piece:
            case LiteralValue(value=str(text)):
                return text
            case GetAttribute(subject=Variable(name="path"), name="module"):
                return posixpath.relpath(self.within.directory or ".", self.search.root or ".")
            case GetAttribute(subject=Variable(name="path"), name="root"):
                return "."
            case _:
                return None
