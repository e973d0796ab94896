"""Instance types, out of `instances.yaml`: families and their sizes, regions and their families."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.facts import Citation, InstanceType
from smlint.core.source import Source
from smlint.facts.documents import citation, document
from smlint.formats.fields import FieldError, choice, fields, items, mapping, scalar, text
from smlint.formats.nodes import Node

ACCELERATORS = ("gpu", "neuron", "gaudi")
STORAGE = {"true": True, "unknown": None}
MARKS = (
    "burstable",
    "accelerator",
    "accelerators",
    "local_storage",
    "arm64",
    "previous",
    "retired",
)


def read_instance_types(source: Source) -> dict[str, InstanceType]:
    """The instance types written in `source`, by name; raises `FieldError` at what is wrong."""
    pairs = fields(document(source), ("sources", "families"), ("regions",))
    for _, node in mapping(pairs["sources"]).pairs:
        citation(node)
    families = mapping(pairs["families"]).pairs
    sizes = {name.text: _sizes(node) for name, node in families}
    regions = _regions(pairs["regions"], sizes) if "regions" in pairs else {}
    types = (one for name, node in families for one in _family(name.text, node, regions))
    return {one.name: one for one in types}


def instance_sources(source: Source) -> dict[str, Citation]:
    """The documents on which the instance types of `source` rest, by what they say."""
    told = mapping(fields(document(source), ("sources", "families"), ("regions",))["sources"])
    return {name.text: citation(node) for name, node in told.pairs}


def _sizes(node: Node) -> tuple[str, ...]:
    return tuple(text(size) for size in items(fields(node, ("sizes",), MARKS)["sizes"]))


def _family(name: str, node: Node, regions: Mapping[str, frozenset[str]]) -> Iterator[InstanceType]:
    pairs = fields(node, ("sizes",), MARKS)
    kind, storage = pairs.get("accelerator"), pairs.get("local_storage")
    accelerator = None if kind is None else choice(kind, ACCELERATORS, "an accelerator")
    local: bool | None = False
    if storage is not None:
        local = STORAGE[choice(storage, STORAGE, "what is known of storage")]
    counts = _counts(pairs["accelerators"]) if "accelerators" in pairs else {}
    for size in _sizes(node):
        yield InstanceType(
            name=f"ml.{name}.{size}",
            family=name,
            burstable="burstable" in pairs,
            accelerator=accelerator,
            accelerators=0 if accelerator is None else counts.get(size),
            local_storage=local,
            arm64="arm64" in pairs,
            previous="previous" in pairs,
            retired="retired" in pairs,
            regions=regions.get(f"{name}.{size}", frozenset()),
        )


def _counts(node: Node) -> dict[str, int]:
    found = {}
    for size, count in mapping(node).pairs:
        value = scalar(count).value
        if not isinstance(value, int) or isinstance(value, bool):
            raise FieldError(count.span, f'"{text(count)}" is not a number of accelerators')
        found[size.text] = value
    return found


def _regions(node: Node, sizes: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The regions by instance type, without its `ml.`."""
    found: dict[str, set[str]] = {}
    for region, offered in mapping(node).pairs:
        for name in text(offered).split():
            for one in _members(name, sizes, offered):
                found.setdefault(one, set()).add(region.text)
    kinds = {frozenset(regions) for regions in found.values()}
    shared = {regions: regions for regions in kinds}
    return {name: shared[frozenset(regions)] for name, regions in found.items()}


def _members(name: str, sizes: Mapping[str, tuple[str, ...]], node: Node) -> tuple[str, ...]:
    family, dot, size = name.partition(".")
    if family not in sizes or (dot and size not in sizes[family]):
        raise FieldError(scalar(node).span, f'there is no instance type "{name}"')
    return (name,) if dot else tuple(f"{family}.{one}" for one in sizes[family])
