"""The state of an abstract run, and what its parts ask of each other.

The run is never real: expressions give values as far as the file determines them, statements are
followed on every path, and calls of AWS or of the SageMaker SDK become resources and calls.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Reference
from smlint.frontends.python_sdk.evaluation.frames import (
    Exit,
    Flow,
    Frame,
    Raised,
)
from smlint.frontends.python_sdk.evaluation.ledger import Ledger
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

CALL_DEPTH = 12
"""Functions of the file inlined one in another."""

PYTHON_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class Machine(Ledger, ABC):
    """One abstract run of one script or notebook, which may import and read other `files`."""

    def __init__(self, script: Script, files: Files) -> None:
        super().__init__(script, files)
        self.path = script.source.path
        self.workspace = files.workspace
        self.name_file(self.globals, "__main__", self.path)
        self.declared = Declared()
        self.deployed: dict[Reference, Deployed] = {}
        self.sized: set[Reference] = set()
        self.kept: dict[Reference, object] = {}
        self.sources: dict[str, Source] = {}
        self.written: set[str] = set()
        self.read: set[ast.AST] = set()
        self.assigned: dict[ast.AST, tuple[str, ...]] = {}
        self.lent: set[ast.AST] = set()
        self._own = frozenset(id(source) for _, source in script.parts)
        self.calling: ast.Call | None = None
        self.yielding: dict[ast.AST, bool] = {}
        self.factories: dict[int, tuple[Store, Value]] = {}
        self.cached: dict[ast.AST, Store] = {}

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
