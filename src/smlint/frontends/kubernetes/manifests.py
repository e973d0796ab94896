"""Documents as manifests: what an object is called, and what of AWS it makes."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.frozen import dataclass
from smlint.core.resource import Resource
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.json import read_json
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.formats.settings import settings, with_tags
from smlint.formats.yaml import read_yaml
from smlint.frontends.kubernetes.names import KINDS, Kind, api_shape
from smlint.frontends.kubernetes.placeholders import has_placeholder, read_text

REGION = "services.k8s.aws/region"
"""The annotation that names the region in which an object is made."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An object that makes something of AWS, as it is written in the file at `path`.

    `header` is where a reader would point: its kind. `namespace` is None where it is not written,
    or not known before the manifest is applied.
    """

    path: str
    node: MapNode
    kind: Kind
    header: Span
    address: str
    namespace: ScalarNode | None
    region: ScalarNode | None

    @property
    def identity(self) -> tuple[str, str]:
        """By what the cluster tells it from others."""
        return self.namespace.text if self.namespace else "", self.address

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks of all that its kind must have: what patches another object may."""
        spec = self.node.get("spec")
        written = spec if isinstance(spec, MapNode) else MapNode((), self.header)
        return tuple(name for name in self.kind.required if written.get(name) is None)

    @property
    def resource(self) -> Resource:
        """The resource that it makes."""
        spec = self.node.get("spec") or MapNode((), self.header)
        properties = with_tags(api_shape(settings(spec, self.header, read_text), self.kind))
        region = self.region
        said = {} if region is None else {"region": read_text(region.text, region.span)}
        return Resource(self.kind.type, self.address, properties, self.header, self.node.span, said)


def manifests(source: Source) -> Iterator[Manifest]:
    """The manifests in `source` that make something of SageMaker, or scale it.

    Raises `FormatError` where it cannot be read.
    """
    documents = (read_json(source),) if source.path.endswith(".json") else read_yaml(source)
    for root in documents:
        for node in _objects(root):
            manifest = _manifest(source.path, node)
            if manifest is not None:
                yield manifest


def _objects(root: Node) -> Iterator[MapNode]:
    """The objects of a document: one, or those of a list (`kind: List`)."""
    if not isinstance(root, MapNode):
        return
    items = root.get("items")
    for node in items.items if isinstance(items, ListNode) else (root,):
        if isinstance(node, MapNode):
            yield node


def _manifest(path: str, node: MapNode) -> Manifest | None:
    written, version = _scalar(node, "kind"), _scalar(node, "apiVersion")
    if written is None or version is None:
        return None
    kind = KINDS.get((version.text.partition("/")[0], written.text))
    if kind is None:
        return None
    metadata = node.get("metadata")
    name = _scalar(metadata, "name") or _scalar(metadata, "generateName")
    namespace = _scalar(metadata, "namespace")
    if namespace is not None and (not namespace.text or has_placeholder(namespace.text)):
        namespace = None
    called = f"line {node.span.line}" if name is None else name.text
    annotations = metadata.get("annotations") if isinstance(metadata, MapNode) else None
    region = _scalar(annotations, REGION)
    return Manifest(path, node, kind, written.span, f"{written.text}/{called}", namespace, region)


def _scalar(node: Node | None, name: str) -> ScalarNode | None:
    found = node.get(name) if isinstance(node, MapNode) else None
    return found if isinstance(found, ScalarNode) else None
