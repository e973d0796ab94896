"""What `terraform show -json` writes: which resources there will be, with which values.

The format is documented at https://developer.hashicorp.com/terraform/internals/json-format. Of
large documents only what stands here is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.pieces import Piece, document
from smlint.frontends.terraform.resources.shapes import SHAPES
from smlint.frontends.terraform.shown.addresses import Path, module_path, written_key

GONE = ("delete", "forget", "read")
"""Actions after which there is nothing; every other one, alone or among them, leaves a resource."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document says of a value: itself, what of it is unknown yet, what of it is secret."""

    after: Node | None
    unknown: Node | None = None
    sensitive: Node | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether all of it is known only after the apply."""
        return _is_true(self.unknown)

    @property
    def is_sensitive(self) -> bool:
        """Whether all of it is secret."""
        return _is_true(self.sensitive)

    def member(self, name: str) -> Seen:
        """The member called `name`."""
        parts = (self.after, self.unknown, self.sensitive)
        return Seen(*(part.get(name) if isinstance(part, MapNode) else None for part in parts))

    def item(self, index: int) -> Seen:
        """The element at `index`."""
        parts = (self.after, self.unknown, self.sensitive)
        return Seen(*(_item(part, index) for part in parts))


@dataclass(frozen=True, slots=True)
class Planned:
    """A resource that there will be, or that there is.

    `path` leads to its module; `key` is its key in `count` or `for_each` as the address has it,
    empty where there is none. `span` is where the address stands, `extent` all that the document
    says of it. `replaced` is how terraform will replace it, which is empty where it will not.
    """

    address: str
    path: Path
    type: str
    name: str
    key: str
    values: Seen
    span: Span
    extent: Span
    replaced: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the modules around it and its own, outermost first, as written."""
        return tuple(key for key in (*(key for _, key in self.path), self.key) if key)


@dataclass(frozen=True, slots=True)
class Document:
    """A plan or a state.

    `configuration` is the root module's, as plain data; None in a state, which has none. `errored`
    is where a plan says that terraform could not finish it; None where it did.
    """

    source: Source
    resources: tuple[Planned, ...]
    variables: Mapping[str, Seen] = field(default_factory=dict)
    configuration: Mapping[str, object] | None = None
    errored: Span | None = None


def read_document(source: Source) -> Document | Problem | None:
    """The plan or state that `source` holds; None where it is something else.

    Of resources, those are read whose type says something to smlint.
    """
    try:
        parts = dict(document(source).members())
        version = _text(parts.get("format_version"))
        if "resource_changes" not in parts and "values" not in parts:
            return _raw_state(source, parts)
        if version.split(".")[0] != "1":
            return _other_version(parts, version)
        if "resource_changes" not in parts:
            return Document(source, tuple(_state(parts["values"])))
        configuration = _plain(parts.get("configuration")).get("root_module")
        root = configuration if isinstance(configuration, Mapping) else {}
        variables = dict(_variables(parts.get("variables"), root.get("variables")))
        errored = parts.get("errored")
        failed = errored.span if errored is not None and errored.plain() is True else None
        return Document(source, tuple(_changes(parts["resource_changes"])), variables, root, failed)
    except FormatError as error:
        hint = "Write it anew with `terraform show -json`: nothing of it was checked."
        return Problem(error.span, f"this plan or state cannot be read: {error.reason}", hint)


def _raw_state(source: Source, parts: Mapping[str, Piece]) -> Problem | None:
    if not {"version", "serial", "lineage"} <= parts.keys():
        return None
    message = "this is a state in terraform's own form, which smlint does not read"
    hint = "To have what is deployed checked, check what `terraform show -json` writes."
    return Problem(Span(source.path), message, hint, "note")


def _other_version(parts: Mapping[str, Piece], version: str) -> Problem | None:
    if not version[:1].isdigit() or "terraform_version" not in parts:
        return None
    message = f"this plan or state has format_version {version}; smlint reads 1"
    hint = "Write it with a release of terraform from 1.1 on: nothing of it was checked."
    return Problem(parts["format_version"].span, message, hint)


def _changes(changes: Piece) -> Iterator[Planned]:
    """The resources that a plan leaves, in its order."""
    for piece in changes.items():
        entry = dict(piece.members())
        change = dict(entry["change"].members()) if "change" in entry else {}
        actions = _list(change.get("actions"))
        if _is_read(entry) and not all(action in GONE for action in actions):
            after, unknown, sensitive = (
                change[name].node() if name in change else None
                for name in ("after", "after_unknown", "after_sensitive")
            )
            replaced = "-".join(actions) if len(actions) > 1 else ""
            module = _text(entry.get("module_address"))
            yield _planned(piece, entry, module, Seen(after, unknown, sensitive), replaced)


def _state(values: Piece) -> Iterator[Planned]:
    """The resources of a state, in its order."""
    root = dict(values.members()).get("root_module")
    modules = [] if root is None else [root]
    for piece in modules:  # which grows while it is gone through
        module = dict(piece.members())
        address = _text(module.get("address"))
        for resource in module["resources"].items() if "resources" in module else ():
            entry = dict(resource.members())
            if _is_read(entry):
                after, sensitive = (
                    entry[name].node() if name in entry else None
                    for name in ("values", "sensitive_values")
                )
                yield _planned(resource, entry, address, Seen(after, None, sensitive), "")
        if "child_modules" in module:
            modules.extend(module["child_modules"].items())


def _is_read(entry: Mapping[str, Piece]) -> bool:
    deposed = "deposed" in entry or "deposed_key" in entry
    return (
        not deposed
        and _text(entry.get("mode")) == "managed"
        and _text(entry.get("type")) in SHAPES
        and "address" in entry
    )


def _planned(
    piece: Piece, entry: Mapping[str, Piece], module: str, values: Seen, replaced: str
) -> Planned:
    address, type_, name = (_text(entry.get(part)) for part in ("address", "type", "name"))
    return Planned(
        address,
        module_path(module),
        type_,
        name,
        written_key(address, module, f"{type_}.{name}"),
        values,
        entry["address"].span,
        piece.span,
        replaced,
    )


def _variables(written: Piece | None, declared: object) -> Iterator[tuple[str, Seen]]:
    """The values of the root module's variables; `declared` tells which of them are secret."""
    secret = ScalarNode("true", True, Span(""))
    for name, piece in written.members() if written is not None else ():
        value = dict(piece.members()).get("value")
        found = declared.get(name) if isinstance(declared, Mapping) else None
        hidden = isinstance(found, Mapping) and found.get("sensitive") is True
        if value is not None:
            yield name, Seen(value.node(), None, secret if hidden else None)


def _plain(piece: Piece | None) -> Mapping[str, object]:
    value = None if piece is None else piece.plain()
    return value if isinstance(value, Mapping) else {}


def _text(piece: Piece | None) -> str:
    value = None if piece is None else piece.plain()
    return value if isinstance(value, str) else ""


def _list(piece: Piece | None) -> list[str]:
    return [] if piece is None else [_text(item) for item in piece.items()]


def _item(node: Node | None, index: int) -> Node | None:
    items = node.items if isinstance(node, ListNode) else ()
    return items[index] if index < len(items) else None


def _is_true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True
