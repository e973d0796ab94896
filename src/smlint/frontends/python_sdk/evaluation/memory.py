"""What a run makes and changes: values with identities, and what others may do to them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Literal

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Reference, Unknown
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.frames import Exhausted
from smlint.frontends.python_sdk.values.objects import (
    Arguments,
    Box,
    Choice,
    Form,
    Instance,
    Key,
    Store,
    Value,
)
from smlint.frontends.python_sdk.values.trail import Trail

STEP_LIMIT = 200_000
"""Nodes evaluated and entries merged for one file: of 1,000 real ones, a single one needs more."""


class Memory:
    """The values of one run, made in `source`. All changes to them go through the `trail`.

    `steps` counts the work of the run, in nodes evaluated and entries merged, up to `limit`.
    `hazards` counts what was met that is not known, and may as well fail. `loose` are boxes and
    objects that something unknown may be. `called` is what the script calls what a call gives.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.steps = 0
        self.limit = STEP_LIMIT
        self.trail = Trail(self.spend)
        self.hazards = 0
        self.loose: dict[int, Box | Instance] = {}
        self._shared: dict[int, Store] = {}
        self._seen: dict[Span, int] = {}
        self._spans: dict[ast.AST, Span] = {}
        self.called: dict[ast.Call, str] = {}

    def tick(self, steps: int = 1) -> None:
        """Count steps of work; raises `Exhausted` when there were too many."""
        self.steps += steps
        if self.steps > self.limit:
            raise Exhausted

    def spend(self, steps: int) -> None:
        """Count work that is not to be broken off; the next step may be one too many."""
        self.steps += steps

    def span(self, node: ast.AST) -> Span:
        """The place of `node`."""
        found = self._spans.get(node)
        if found is None:
            found = self._spans[node] = syntax.span_of(node, self.source)
        return found

    def reference(self, span: Span) -> Reference:
        """A new identity for what is made at `span`: another one each time the place is reached."""
        count = self._seen.get(span, 0) + 1
        self._seen[span] = count
        return Reference(str(span) if count == 1 else f"{span}[{count}]")

    def unknown(self, reason: str, span: Span) -> Unknown:
        """A new value that is not known. What gives it may as well fail."""
        self.hazards += 1
        return Unknown(reason, span, (), (self.reference(span),))

    def box(
        self,
        kind: Literal["list", "mapping"],
        span: Span,
        items: Mapping[Key, Value] | Mapping[str, Value] | Sequence[Value],
        form: Form | None = None,
    ) -> Box:
        """A new list or mapping that holds `items`; of another `form` where given."""
        store = Store(optional=True)
        store.update(items if isinstance(items, Mapping) else enumerate(items))
        return Box(kind, syntax.first_line(span, self.source), store, form=form or kind)

    def write(self, store: Store, key: Key, value: Value | None) -> None:
        """Set an entry of `store`, or remove it where `value` is None."""
        self.trail.write(store, key, value)

    def share(self, arguments: Arguments) -> None:
        """Note that something from outside got the boxes and objects among `arguments`."""
        pending = [*arguments.positional, *arguments.keywords.values()]
        while pending:
            value = pending.pop()
            store = value.store if isinstance(value, Box) else (
                value.fields if isinstance(value, Instance) else None
            )  # fmt: skip
            if store is not None and id(store) not in self._shared:
                self._shared[id(store)] = store
                pending.extend(store.values())

    def loosen(self, *values: Value) -> None:
        """Note that something unknown may be any of `values`, or what these hold."""
        pending = [*values]
        while pending:
            value = pending.pop()
            if isinstance(value, Choice):
                pending.extend(value.options)
            elif isinstance(value, (Box, Instance)) and id(value) not in self.loose:
                self.loose[id(value)] = value
                store = value.store if isinstance(value, Box) else value.fields
                pending.extend(store.values())

    def is_shared(self, value: Box | Instance) -> bool:
        """Whether something from outside may have changed `value`."""
        store = value.store if isinstance(value, Box) else value.fields
        return id(store) in self._shared

    def widen(self, box: Box, reason: str, span: Span) -> None:
        """From here on `box` may have further entries; to say so twice adds nothing."""
        if not any(isinstance(why, Unknown) and why.reason == reason for why in box.rest.values()):
            self.trail.write(box.rest, len(box.rest), Unknown(reason, span))

    def refill(self, box: Box, items: Sequence[Value]) -> None:
        """From here on the list `box` has these elements, and no others that are known."""
        for key in range(len(items)):
            if box.store.get(key) is not items[key]:
                self.trail.write(box.store, key, items[key])
        for key in [key for key in box.store if isinstance(key, int) and key >= len(items)]:
            self.trail.write(box.store, key, None)
