"""What a run makes and does: resources, calls and inputs, each noted in its context."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from smlint.core.resource import SCALABLE_TARGET, Call, Resource
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Setting, Tree, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.frames import Frame
from smlint.frontends.python_sdk.evaluation.inquiry import Inquiry
from smlint.frontends.python_sdk.evaluation.memory import Memory
from smlint.frontends.python_sdk.evaluation.modules import Modules
from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Scope, Store, Value
from smlint.frontends.python_sdk.values.regions import VARIABLE, region_of
from smlint.frontends.python_sdk.values.trees import scalar_of, tree_of
from smlint.lifecycle.contexts import Context, ContextKind, Placed

REQUEST_STEPS = 20
"""What a resource counts for: it is joined, judged and reported as well."""

CONTEXT_LIMIT = 500
"""Contexts one in another; what is deeper stands in the last of these."""


class Ledger(Memory):
    """The resources, calls and inputs of one run of a script, in the order it came to them.

    `contexts` are those in which the run stands, the outermost first; `others` the resources of
    modules that are followed, by their file. `environment` are variables that the script sets,
    `outside` what it calls that is not of its files, with its arguments.
    """

    def __init__(self, script: Script, files: Files) -> None:
        super().__init__(script.source)
        self.modules = Modules(script, files)
        self.globals = Scope(Store(optional=False))
        self.frame = Frame(self.globals)
        self.frames: list[Frame] = []
        self.inquiry = Inquiry()
        self.contexts: tuple[Context, ...] = ()
        self.resources: list[Placed[Resource]] = []
        self.calls: list[Placed[Call]] = []
        self.others: list[tuple[str, Resource]] = []
        self.inputs: dict[str, Setting[str]] = {}
        self.environment = Store(optional=True)
        self.outside: tuple[Opaque, Arguments] | None = None
        self._addresses: Counter[str] = Counter()

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
