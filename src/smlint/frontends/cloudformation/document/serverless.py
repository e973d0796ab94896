"""The Serverless Framework: a template within its configuration, under `resources`.

Its variables (`${self:…}`, `${opt:…}`, `${file(…)}`) are not evaluated: `literals` knows them.
"""

from __future__ import annotations

from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode


def template_within(root: MapNode) -> MapNode | None:
    """The template in the configuration `root`; None where it is none, or holds no template.

    `resources` may be a list of templates, which are put together.
    """
    resources = root.get("resources")
    if resources is None or root.get("service") is None or root.get("provider") is None:
        return None
    listed = resources.items if isinstance(resources, ListNode) else (resources,)
    sections: dict[str, tuple[ScalarNode, list[tuple[ScalarNode, Node]]]] = {}
    for item in listed:
        for name, node in item.pairs if isinstance(item, MapNode) else ():
            if isinstance(node, MapNode):
                sections.setdefault(name.text, (name, []))[1].extend(node.pairs)
    pairs = tuple((name, MapNode(tuple(one), name.span)) for name, one in sections.values())
    return MapNode(pairs, resources.span)
