"""What the values of a script can be while it is read: settings, and things that are not settings.

Text, numbers, truth values and None are `Known`, `Unknown` or `Absent` settings. Lists and mappings
are boxes with an identity, because scripts change them after they made them. Whatever comes from
outside the file (a module, a client, the result of a call of either) is `Opaque`: nothing is known
of it but how it was obtained, and that is its identity.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Reference, Scalar, Unknown
from smlint.frontends.python_sdk.values.leaves import Deployed, Native

Key: TypeAlias = Hashable
"""A name, a position in a list, or a key of a mapping: plain, or an object of the script."""

Form: TypeAlias = Literal[
    "list", "tuple", "set", "frozenset", "iterator", "view", "range", "mapping"
]
"""What a box is to Python. An iterator gives its elements once, a view those of a mapping."""


class Store(dict[Key, "Value"]):
    """Names or members with their values. Written through a `Trail` only.

    `optional` says what it means when only one of two branches writes an entry: a member of a
    mapping may then be missing, while a name that is used afterwards must have been set.
    """

    __slots__ = ("optional",)

    def __init__(self, *, optional: bool) -> None:
        super().__init__()
        self.optional = optional


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call. `open` says why there may be more than these, where there may be."""

    positional: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)
    open: Unknown | None = None

    def get(self, name: str, position: int | None = None) -> Value | None:
        """The argument called `name`, or the one at `position`; None where it is not given."""
        if name in self.keywords:
            return self.keywords[name]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that comes from outside the file.

    `path` is how it was obtained, with every call written `()`: `boto3.client()`,
    `sagemaker.huggingface.HuggingFaceModel()`; it begins with `?` where not even the first step is
    known. `receiver` is what it was taken or called from, `arguments` those of the call.
    """

    path: str
    reason: str = field(compare=False)
    span: Span = field(compare=False)
    reference: Reference
    via: tuple[Hop, ...] = field(default=(), compare=False)
    receiver: Value | None = field(default=None, compare=False)
    arguments: Arguments | None = field(default=None, compare=False)

    @property
    def unknown(self) -> Unknown:
        """This as a setting."""
        return Unknown(self.reason, self.span, self.via, (self.reference,))


@dataclass(frozen=True, slots=True)
class Imported(Opaque):
    """A name from a module of the tree, which is not looked at before the name is used.

    `find` gives what it is there. Until it is asked it is as good as something from outside.
    """

    find: Callable[[], Value] = field(kw_only=True, compare=False)


def _position(key: Key) -> int:
    return key if isinstance(key, int) else 0


class Rest(Store):
    """Why there may be further entries in a box: one reason for each way they may come."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(optional=True)

    def append(self, why: Unknown) -> None:
        """Add a reason to a box just made; later ones go through `Machine.widen`."""
        self[len(self)] = why

    def extend(self, reasons: Iterable[object]) -> None:
        """Add all of another box's reasons."""
        for why in reasons:
            if isinstance(why, Unknown):
                self.append(why)

    def __iter__(self) -> Iterator[Unknown]:
        return (why for why in self.values() if isinstance(why, Unknown))


@dataclass(frozen=True, slots=True)
class Perhaps(Unknown):
    """An entry of a box of which it is not known whether it is there at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A list, tuple, set or mapping of the script. `open` is an entry of unknown extent.

    `kind` says how its store is laid out (a list by position), `form` what Python takes it for.
    The entries of a `dotted` mapping are its attributes too.
    """

    kind: Literal["list", "mapping"]
    span: Span
    store: Store
    rest: Rest = field(default_factory=Rest)
    dotted: bool = False
    form: Form = "list"

    @property
    def items(self) -> tuple[Value, ...]:
        """The elements, in order."""
        if self.kind == "list":
            return tuple(self.store[position] for position in sorted(self.store, key=_position))
        return tuple(self.store.values())

    @property
    def open(self) -> Unknown | None:
        """Why there may be more entries than these; None where these are all."""
        return next(iter(self.rest), None)

    @property
    def whole(self) -> bool:
        """Whether these are all entries, and all of them are there."""
        return not self.rest and not any(isinstance(v, Perhaps) for v in self.store.values())


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The names of a module, function or class body. `notes` word how a name got its value.

    `outer` are names that belong to a scope around it, `top` those that belong to the module.
    """

    names: Store
    parent: Scope | None = None
    notes: dict[str, str] = field(default_factory=dict)
    outer: set[str] = field(default_factory=set)
    top: set[str] = field(default_factory=set)
    kind: Literal["block", "class", "comprehension"] = "block"


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of the file. `owner` is the object it was taken from, where it is a method.

    `home` is the class in whose body it stands, where that is known. `defaults` are the values of
    its parameters' defaults, which Python determines once. `marks` are its decorators, as far as
    they are not the file's own: of those that are not known it is taken that they leave it as is.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    source: Source
    span: Span
    owner: Instance | Class | None = None
    home: Class | None = None
    defaults: Mapping[str, Value] | None = None
    marks: tuple[Value, ...] = ()

    @property
    def name(self) -> str:
        """Its name as written."""
        return "a lambda" if isinstance(self.node, ast.Lambda) else self.node.name


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class of the file. `marks` are its decorators."""

    node: ast.ClassDef
    scope: Scope
    bases: tuple[Value, ...]
    source: Source
    span: Span
    marks: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A module or package of the tree, called `path` with dots.

    `file` holds its body (None for a package without one), `directory` its submodules (None for
    what is no package). Its body is followed when a name of its `scope` is first asked for.
    """

    path: str
    file: str | None
    directory: str | None
    scope: Scope
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a class of the file.

    `data` is the text or number that it is as well, as a member of an enumeration of texts is.
    """

    made_from: Class
    fields: Store
    span: Span
    reference: Reference
    data: Known[Scalar] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Generator:
    """A call of a function that yields, not yet followed. `used` holds an entry once it was."""

    function: Function
    scope: Scope
    span: Span
    used: Store


@dataclass(frozen=True, slots=True)
class Super:
    """What `super()` gives: `owner`, seen as an object of what comes after `home`."""

    owner: Instance | Class
    home: Class
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Construct:
    """A resource of type `kind` that a program declares; `condition` decides whether, if set."""

    path: str
    kind: str
    properties: Store
    span: Span
    extent: Span
    reference: Reference
    scope: Value | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A method, not yet called, of a setting or box."""

    receiver: Value
    name: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things; which, depends on something unknown."""

    options: tuple[Value, ...]
    reason: str = field(compare=False)
    span: Span = field(compare=False)
    reference: Reference = field(compare=False)
    via: tuple[Hop, ...] = field(default=(), compare=False)

    @property
    def unknown(self) -> Unknown:
        """This as a setting."""
        return Unknown(self.reason, self.span, self.via, (self.reference,))


Value: TypeAlias = (
    "Known[Scalar] | Unknown | Absent | Opaque | Box | Function | Class | Instance | Method"
    " | Construct | Deployed | Choice | Module | Generator | Native | Super"
)
