"""The state of an abstract run, and what its parts ask of each other.

The run is never real: expressions give values as far as the file determines them, statements are
followed on every path, and calls of AWS or of the SageMaker SDK become resources and calls.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from smlint.core.resource import SCALABLE_TARGET, Call, Resource
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Setting, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.frames import (
    Exhausted,
    Exit,
    Flow,
    Frame,
    Raised,
)
from smlint.frontends.python_sdk.evaluation.inquiry import Inquiry
from smlint.frontends.python_sdk.evaluation.memory import Memory
from smlint.frontends.python_sdk.evaluation.modules import Modules
from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.values import paths
from smlint.frontends.python_sdk.values.declared import Declared
from smlint.frontends.python_sdk.values.leaves import Deployed
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Construct,
    Function,
    Opaque,
    Scope,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.operators import TooLarge
from smlint.frontends.python_sdk.values.plain import NotPlain, hops, lifted
from smlint.frontends.python_sdk.values.regions import VARIABLE, region_of
from smlint.frontends.python_sdk.values.trees import scalar_of, tree_of
from smlint.lifecycle.contexts import Context, ContextKind, Placed

STEP_LIMIT = 200_000
"""Nodes evaluated and entries merged for one file: of 1,000 real ones, a single one needs more."""

REQUEST_STEPS = 20
"""What a resource counts for: it is joined, judged and reported as well."""

CALL_DEPTH = 12
"""Functions of the file inlined one in another."""

PYTHON_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)

CONTEXT_LIMIT = 500
"""Contexts one in another; what is deeper stands in the last of these."""


class Machine(Memory, ABC):
    """One abstract run of one script or notebook, which may import and read other `files`."""

    def __init__(self, script: Script, files: Files) -> None:
        super().__init__(script.source)
        self.path = script.source.path
        self.workspace = files.workspace
        self.modules = Modules(script, files)
        self.globals = Scope(Store(optional=False))
        self.name_file(self.globals, "__main__", self.path)
        self.frame = Frame(self.globals)
        self.frames: list[Frame] = []
        self.inquiry = Inquiry()
        self.contexts: tuple[Context, ...] = ()
        self.resources: list[Placed[Resource]] = []
        self.calls: list[Placed[Call]] = []
        self.others: list[tuple[str, Resource]] = []
        self.declared = Declared()
        self.inputs: dict[str, Setting[str]] = {}
        self.deployed: dict[Reference, Deployed] = {}
        self.sized: set[Reference] = set()
        self.kept: dict[Reference, object] = {}
        self.environment = Store(optional=True)
        self.sources: dict[str, Source] = {}
        self.written: set[str] = set()
        self.read: set[ast.AST] = set()
        self.assigned: dict[ast.AST, tuple[str, ...]] = {}
        self.lent: set[ast.AST] = set()
        self._own = frozenset(id(source) for _, source in script.parts)
        self.limit = STEP_LIMIT
        self.calling: ast.Call | None = None
        self.outside: tuple[Opaque, Arguments] | None = None
        self.yielding: dict[ast.AST, bool] = {}
        self.factories: dict[int, tuple[Store, Value]] = {}
        self.cached: dict[ast.AST, Store] = {}
        self._addresses: Counter[str] = Counter()

    @abstractmethod
    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression in the current frame."""

    @abstractmethod
    def execute(self, body: Sequence[ast.stmt]) -> Flow:
        """Follow the statements of a block."""

    @abstractmethod
    def attribute(self, value: Value, name: str, span: Span) -> Value:
        """The attribute `name` of `value`, asked for at `span`."""

    @abstractmethod
    def set_property(self, construct: Construct, name: str, value: Value) -> None:
        """Set what a program calls `name` of something that it declares."""

    @abstractmethod
    def call(self, callee: Value, arguments: Arguments, node: ast.Call) -> Value:
        """What the call `node` gives."""

    @abstractmethod
    def apply(self, callee: Value, arguments: Arguments, span: Span) -> Value:
        """What `callee` gives where something from outside calls it: the type of an option, say."""

    @abstractmethod
    def entry(self, receiver: Opaque, key: Value, span: Span) -> Value:
        """The entry `receiver[key]` of something from outside, asked for at `span`."""

    @abstractmethod
    def set_entry(self, receiver: Opaque, key: Value, value: Value | None) -> None:
        """Do `receiver[key] = value`, or `del receiver[key]` where `value` is None."""

    @abstractmethod
    def invoke(self, function: Function, arguments: Arguments, span: Span) -> Value:
        """What a function of the file gives, called at `span`."""

    def python(
        self, span: Span, work: Callable[[], object], reason: str, *operands: Value
    ) -> Value:
        """What Python gives for `work` over `operands`: unknown for `reason` where it is not plain.

        Raises `Raised` where Python surely raises: not for operands that somebody may override.
        """
        via = hops(*operands)
        try:
            found = lifted(work(), span, via)
        except (TooLarge, NotPlain, RecursionError, MemoryError):
            found = None
        except PYTHON_ERRORS as error:
            if all(hop.kind == "reference" for hop in via):
                raise Raised(type(error).__name__, span) from None
            found = None
        return self.unknown(reason, span) if found is None else found

    def raises(self, kind: str, span: Span, reason: str, *operands: Value) -> Value:
        """The script surely raises `kind` here, unless somebody may override the operands."""
        if all(hop.kind == "reference" for hop in hops(*operands)):
            raise Raised(kind, span)
        return self.unknown(reason, span)

    def settle_exits(self, frame: Frame, count: int, *flows: Flow) -> list[Exit]:
        """Make what was written since an exit depend on that it was not taken.

        That is done for those of `flows` (all, where none are given) after the first `count`.
        """
        settled = [one for one in frame.exits[count:] if not flows or one.flow in flows]
        frame.exits[count:] = [one for one in frame.exits[count:] if one not in settled]
        for one in reversed(settled):
            changes = self.trail.take_back(min(one.mark, self.trail.mark()))
            self.trail.merge(changes, {}, one.condition)
        return settled

    @abstractmethod
    def leave(self, manager: Value, node: ast.expr) -> None:
        """Note what leaving the context of `manager`, which `node` gives, does in the end."""

    def tick(self, steps: int = 1) -> None:
        """Count steps of work; raises `Exhausted` when there were too many."""
        self.steps += steps
        if self.steps > self.limit:
            raise Exhausted

    @property
    def imports_sagemaker(self) -> bool:
        """Whether the file that is being followed uses the SDK."""
        return self.modules.script(self.source.path).imports_sagemaker

    def name_file(self, scope: Scope, name: str, path: str) -> None:
        """Set what every module knows of itself: its `name`, and the file that it is in."""
        place = Span(path)
        own = paths.file_at(path, place)
        scope.names.update({"__name__": Known(name, place), "__file__": own})
        scope.notes.update({"__name__": "", "__file__": ""})

    def note_read(self, function: Function) -> None:
        """Note that `function` is read; one of another file is read for its callers."""
        self.read.add(function.node)
        if id(function.source) not in self._own:
            self.lent.add(function.node)

    def address(self, span: Span) -> str:
        """An address, unique in this deployment, for what a call at `span` makes."""
        base = str(span)
        self._addresses[base] += 1
        count = self._addresses[base]
        return base if count == 1 else f"{base}[{count}]"

    def emit(
        self,
        kind: str,
        address: str,
        properties: Tree,
        node: ast.Call,
        metadata: Mapping[str, Tree] | None = None,
    ) -> None:
        """Note a resource that the call `node` makes."""
        if self.stands_in:
            return
        self.tick(REQUEST_STEPS)
        span = syntax.header_of(node, self.source)
        resource = Resource(
            kind,
            address,
            properties,
            span,
            self.span(node),
            {**self._region(), **(metadata or {})},
            tuple(self._callers(span.path)),
        )
        if self.modules.following:
            self.others.append((self.modules.following[-1], resource))
        else:
            self.resources.append(Placed(resource, self.contexts, self.turn()))

    def _region(self) -> Mapping[str, Tree]:
        """The region of what the call of something from outside makes, as metadata of it."""
        region = None if self.outside is None else region_of(*self.outside)
        if region is None and VARIABLE in self.environment:
            region = tree_of(self.environment[VARIABLE])
        return {} if region is None else {"region": region}

    def note_call(
        self,
        operation: str,
        arguments: Tree,
        node: ast.Call,
        *,
        verbatim: bool = False,
        read_timeout: Setting[float] | None = None,
    ) -> None:
        """Note an operation that the call `node` does; `verbatim` where that is the request.

        `read_timeout` is the client's, where one is seen.
        """
        if self.stands_in or self.modules.following:
            return
        span = syntax.header_of(node, self.source)
        waits = Absent(span) if read_timeout is None else read_timeout
        call = Call(operation, arguments, span, self.span(node), "always", verbatim, waits)
        self.calls.append(Placed(call, self.contexts, self.turn()))

    def stop(self, reason: str, span: Span) -> None:
        """The script is followed no further: what is left of it may scale or delete anything."""
        if not self.resources:
            return
        unknown = Unknown(reason, span)
        target: Tree = Known({"ServiceNamespace": unknown, "ResourceId": unknown}, span)
        delete: Tree = Known({"EndpointName": unknown}, span)
        scaling = Resource(SCALABLE_TARGET, self.address(span), target, span, span)
        self.resources.append(Placed(scaling, (), self.turn()))
        self.calls.append(Placed(Call("DeleteEndpoint", delete, span, span), (), self.turn()))

    @property
    def stands_in(self) -> bool:
        """Whether what is done here reaches a stand-in of AWS only."""
        return any(context.kind == "stand_in" for context in self.contexts)

    def _callers(self, path: str) -> Iterator[Span]:
        """The calls in other files than that at `path` through which the run has come here."""
        for frame in (*self.frames, self.frame):
            if frame.called is not None and frame.called.path != path:
                yield frame.called

    def turn(self) -> int:
        """This moment among those of resources and calls."""
        return len(self.resources) + len(self.calls)

    def enter(
        self, kind: ContextKind, span: Span, *, way: int = 0, since: int | None = None
    ) -> None:
        """What follows in the same block stands in one more context; `since` is now if not told."""
        turn = self.turn() if since is None else since
        if len(self.contexts) < CONTEXT_LIMIT:
            self.contexts = (*self.contexts, Context(kind, span, way, turn))

    @contextmanager
    def within(
        self, kind: ContextKind, span: Span, *, way: int = 0, since: int | None = None
    ) -> Iterator[None]:
        """Everything done inside stands in one more context; `since` is now if not told."""
        outer = self.contexts
        self.enter(kind, span, way=way, since=since)
        perhaps = kind in ("branch", "listing")
        frame = self.frame
        frame.branches += perhaps
        try:
            yield
        finally:
            self.contexts = outer
            frame.branches -= perhaps

    def input(self, name: str, value: Value) -> None:
        """Note an argument or variable that whoever runs the script may give."""
        setting = scalar_of(self.inquiry.settled(value))
        if not isinstance(setting, Known):
            self.inputs.setdefault(name, setting)
        elif isinstance(setting.value, str):
            self.inputs.setdefault(name, Known(setting.value, setting.span, setting.via))
