"""One configured module: what its names mean, evaluated when somebody asks.

A `Configuration` is a module in its place in the tree of module calls, with the values its caller
gives to its variables. It is the scope in which the expressions of the module are evaluated, and
it remembers every value it has worked out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping

from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Reference, Tree, Unknown
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.evaluation.scope import Bound, Scope
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body
from smlint.frontends.terraform.structure.blocks import contents, parts
from smlint.frontends.terraform.structure.installed import is_installed
from smlint.frontends.terraform.structure.instances import Expansion, Instance, expand
from smlint.frontends.terraform.structure.memory import Memory
from smlint.frontends.terraform.structure.module import Library, Module, argument
from smlint.frontends.terraform.structure.module_calls import called_module, inputs
from smlint.frontends.terraform.structure.objects import call_value, resource_value
from smlint.frontends.terraform.structure.place import Place
from smlint.frontends.terraform.structure.variables import variable_value
from smlint.frontends.terraform.values.data import Lazy, identified, through
from smlint.frontends.terraform.values.errors import TOO_LARGE, ExhaustedError, RefusalError


class Configuration:
    """A module with the values of its variables. It is a `Scope`."""

    constant = False

    def __init__(
        self,
        module: Module,
        library: Library,
        place: Place,
        given: Mapping[str, Tree],
        caller: tuple[Configuration, Block] | None = None,
    ) -> None:
        self.module = module
        self.library = library
        self.place = place
        self.caller = caller
        self.world: World = RootWorld(library, place.root)
        self._given = given
        self._memory = Memory(library, module.span)
        self._expansions: dict[str, Expansion] = {}
        self._pieces: dict[str, Mapping[str, Body]] = {}
        self._collections: dict[str, Tree] = {}
        self._children: dict[str, Configuration | None] = {}

    @property
    def prefix(self) -> str:
        """What the addresses of its resources begin with."""
        return self.place.address

    @property
    def called(self) -> bool:
        """Whether another module of the tree calls it."""
        return self.caller is not None

    @property
    def callers(self) -> tuple[Span, ...]:
        """The module calls through which it comes about, outermost first."""
        if self.caller is None:
            return ()
        outer, block = self.caller
        return (*outer.callers, block.extent)

    @property
    def giver(self) -> str:
        """Who would have given a variable its value, in words that say that nobody did."""
        if self.called:
            return f"{self.prefix[:-1]} gives it no value"
        if self.place.stage.span is not None:
            return f"no value in {self.place.stage.name}"
        return "no file gives it a value"

    def lookup(self, name: str, span: Span) -> Tree:
        """The value of the root `name` of a traversal."""
        match name:
            case "var":
                return self._lazy(self.module.variables, self.variable, span, "var")
            case "local":
                return self._lazy(self.module.locals, self.local, span, "local")
            case "module":
                return self._lazy(self.module.calls, self._call_value, span, "module")
            case "path":
                return self._paths(span)
            case "terraform":
                return Known({"workspace": self._workspace(span)}, span)
            case "data" | "resource" | "ephemeral":
                return self._types(name, span)
            case "each" | "count" | "self":
                raise RefusalError(f"{name} has no meaning here")
            case _:
                return self._names("resource", name, span)

    def value(self, item: Attribute, scope: Scope) -> Tree:
        """The value of an argument, at its place."""
        return attempt(self.library.expression(item), scope)

    def variable(self, name: str) -> Tree:
        """The value of a variable: what the caller or the stage gives, else its default."""
        block = self.module.variables[name]
        given = self._given.get
        return self._memory.once(f"var.{name}", lambda: variable_value(self, block, given(name)))

    def local(self, name: str) -> Tree:
        """The value of a local, and the hop that leads to it."""
        item = self.module.locals[name]

        def compute() -> Tree:
            tree = through(self.value(item, self), (Hop(f"local.{name}", item.span),))
            return identified(tree, f"{self.prefix}local.{name}")

        return self._memory.once(f"local.{name}", compute)

    def output(self, name: str) -> Tree:
        """The value of an output."""
        block = self.module.outputs[name]

        def compute() -> Tree:
            item = argument(block.body, "value")
            missing = Unknown(f"the output {name} has no value", block.header)
            return missing if item is None else self.value(item, self)

        return self._memory.once(f"output.{name}", compute)

    def expansion(self, block: Block, address: str) -> Expansion:
        """The instances of a resource, data source or module call."""
        if address not in self._expansions:

            def compute(item: Attribute) -> Tree:
                key = f"the number of {address}"
                return self._memory.once(key, lambda: self.value(item, self), address)

            self._expansions[address] = expand(block, self.place.address + address, compute)
        return self._expansions[address]

    def children(self, name: str) -> Iterator[Configuration]:
        """The configurations that the local module call `name` makes."""
        block = self.module.calls[name]
        for instance in self.expansion(block, f"module.{name}").instances:
            child = self.child(name, instance)
            if child is not None:
                yield child

    def members(self, block: Block, address: str, instance: Instance) -> Mapping[str, Tree]:
        """The settings of one instance of a resource, as its provider calls them, on demand."""
        return Lazy(
            self._parts(block, address), lambda name: self._member(block, address, instance, name)
        )

    def _parts(self, block: Block, address: str) -> Mapping[str, Body]:
        if address not in self._pieces:
            self._pieces[address] = parts(block.body)
        return self._pieces[address]

    def _member(self, block: Block, address: str, instance: Instance, name: str) -> Tree:
        def compute() -> Tree:
            scope = Bound(self, instance.bindings)
            try:
                return contents(self._parts(block, address)[name], scope, self.value)[name]
            except ExhaustedError:
                return Unknown(TOO_LARGE, block.header)

        return self._memory.once(f"{address}{instance.suffix}.{name}", compute, address)

    def _lazy(
        self, declared: Mapping[str, object], make: Callable[[str], Tree], span: Span, root: str
    ) -> Tree:
        def member(name: str) -> Tree:
            if name in declared:
                return make(name)
            return Unknown(f"{root}.{name} is not declared in this module", span)

        beyond = Unknown(f"all of {root} is no value of its own", span)
        return Known(Lazy((), member, beyond), span)

    def _workspace(self, span: Span) -> Tree:
        selected = self.place.workspace
        if selected is None:
            return Known("default", span, (Hop("the default workspace", span, "default"),))
        hop = Hop(f"workspace {selected.value}", selected.span, "stage")
        return Known(selected.value, span, (hop,))

    def _paths(self, span: Span) -> Tree:
        module = posixpath.relpath(self.module.directory or ".", self.place.root or ".")
        cwd = Unknown("path.cwd depends on where terraform is run", span)
        return Known({"module": Known(module, span), "root": Known(".", span), "cwd": cwd}, span)

    def _types(self, kind: str, span: Span) -> Tree:
        beyond = Unknown(f"all of {kind} is no value of its own", span)
        return Known(Lazy((), lambda name: self._names(kind, name, span), beyond), span)

    def _names(self, kind: str, type_: str, span: Span) -> Tree:
        declared = self.module.data if kind == "data" else self.module.resources
        prefix = "" if kind == "resource" else f"{kind}."

        def make(name: str) -> Tree:
            block = declared.get((type_, name))
            address = f"{prefix}{type_}.{name}"
            if block is None:
                reason = f"{address} is not declared in this module"
                return Unknown(reason, span, (), (Reference(self.place.address + address),))
            if self._memory.open(address):
                return self._memory.circle(address, span)
            return self._collected(block, address, lambda one: self._object(block, address, one))

        beyond = Unknown(f"all of {prefix}{type_} is no value of its own", span)
        return Known(Lazy((), make, beyond), span)

    def _collected(self, block: Block, address: str, make: Callable[[Instance], Tree]) -> Tree:
        """The value of a block with all of its instances, each of which `make` gives."""
        if address not in self._collections:
            expansion = self.expansion(block, address)
            self._collections[address] = expansion.collected(make, block.header)
        return self._collections[address]

    def _object(self, block: Block, address: str, instance: Instance) -> Tree:
        return resource_value(
            block,
            f"{self.place.address}{address}{instance.suffix}",
            lambda name: self._member(block, address, instance, name),
        )

    def _call_value(self, name: str) -> Tree:
        block = self.module.calls[name]
        return self._collected(block, f"module.{name}", lambda one: self._outputs(name, block, one))

    def _outputs(self, name: str, block: Block, instance: Instance) -> Tree:
        child = self.child(name, instance)
        address = f"{self.place.address}module.{name}{instance.suffix}"
        if child is None:
            return call_value(block, address, None, self.output)
        return call_value(block, address, child.module, child.output)

    def child(self, name: str, instance: Instance) -> Configuration | None:
        """The configuration that an instance of the module call `name` makes; None if unread."""
        key = f"{name}{instance.suffix}"
        if key not in self._children:
            self._children[key] = self._called(name, instance)
        return self._children[key]

    def _called(self, name: str, instance: Instance) -> Configuration | None:
        block = self.module.calls[name]
        module = called_module(self.library, self.module, block, self.place)
        if module is None:
            return None
        ancestor: Configuration | None = self
        while ancestor is not None:
            if ancestor.module.directory == module.directory:
                hint = "Terraform refuses this. Nothing of the call was checked."
                self.library.report(block.header, f"module {name} calls itself", hint)
                return None
            ancestor = ancestor.caller[0] if ancestor.caller else None
        self.library.budget.make()
        expansion = self.expansion(block, f"module.{name}")
        entry = block.header if is_installed(module.directory) else None
        place = self.place.below(name, instance.suffix, expansion.why, entry)
        return Configuration(
            module, self.library, place, self._inputs(module, block, instance), (self, block)
        )

    def _inputs(self, module: Module, block: Block, instance: Instance) -> Mapping[str, Tree]:
        scope = Bound(self, instance.bindings)
        written = inputs(self.library, module, block)
        return Lazy(
            written,
            lambda name: through(
                self.value(written[name], scope), (Hop(f"argument {name}", written[name].span),)
            ),
        )
