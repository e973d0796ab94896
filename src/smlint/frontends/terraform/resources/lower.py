"""Resources to the API's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    Resource,
)
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Absent, Hop, Known, Tree, Unknown, first
from smlint.frontends.terraform.language.nodes import Block
from smlint.frontends.terraform.resources.alarms import matters, may_matter
from smlint.frontends.terraform.resources.damage import blurred
from smlint.frontends.terraform.resources.lifecycle import as_made, ignored
from smlint.frontends.terraform.resources.metadata import META, metadata
from smlint.frontends.terraform.resources.providers import default_tags, maker_of
from smlint.frontends.terraform.resources.shapes import (
    DEPLOYED,
    SHAPES,
    Members,
    Shape,
    Structure,
    camel,
)
from smlint.frontends.terraform.resources.unread import note_unread
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.installed import seen_at
from smlint.frontends.terraform.structure.instances import Expansion, Instance
from smlint.frontends.terraform.structure.module import argument
from smlint.frontends.terraform.structure.module_calls import called_module, is_elsewhere
from smlint.frontends.terraform.values.data import (
    deep_hops,
    hops,
    text_of,
    through,
    unlisted,
)

HOSTING = frozenset({ENDPOINT_CONFIG, ENDPOINT})
SCALED = frozenset({SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION})


def lowered(configuration: Configuration) -> Iterator[Resource]:
    """The resources of a configuration and of the local modules it calls, in declared order."""
    note_unread(configuration)
    place = configuration.place
    for resource in _declared(configuration):
        if not of_another_service(resource):
            yield resource if place.entry is None else seen_at(resource, place.entry)
    yield from _called(configuration)


def _declared(configuration: Configuration) -> Iterator[Resource]:
    module = configuration.module
    for (type_, name), block in module.resources.items():
        shape = SHAPES.get(type_)
        if shape is None or (shape.type == ALARM and not may_matter(block.body)):
            continue
        address = f"{type_}.{name}"
        expansion = configuration.expansion(block, address)
        scales = shape.type == SCALABLE_TARGET and _says(block, "scalable_dimension", "sagemaker:")
        if scales or shape.type in HOSTING:
            _note_if_off(configuration, block, expansion)
        _warn_if_crowded(configuration, block, expansion)
        exists = first(expansion.why, configuration.place.exists)
        for instance in expansion.instances:
            if shape.type != ALARM or matters(configuration.members(block, address, instance)):
                yield _resource(configuration, block, shape, instance, exists)


def _called(configuration: Configuration) -> Iterator[Resource]:
    module, library, place = configuration.module, configuration.library, configuration.place
    for name, call in module.calls.items():
        if is_elsewhere(library, call, place) and not _mentions_endpoints(call):
            continue
        called = called_module(library, module, call, place)
        if called is not None and any(kind in DEPLOYED for kind, _ in called.resources):
            expansion = configuration.expansion(call, f"module.{name}")
            _note_if_off(configuration, call, expansion)
            _warn_if_crowded(configuration, call, expansion)
        for child in configuration.children(name):
            yield from lowered(child)


def _note_if_off(configuration: Configuration, block: Block, expansion: Expansion) -> None:
    """Say that a default keeps something from being created: silence would look like a pass."""
    default = next((hop for hop in expansion.via if hop.kind == "default"), None)
    if default is not None and not expansion.instances:
        kind = ".".join((("module",) if block.type == "module" else ()) + block.labels)
        message = f"{configuration.place.address}{kind} is not checked: by the {default.note} "
        hint = "To have it checked, set what you deploy with in a .tfvars file."
        configuration.library.report(
            block.header, f"{message}there is none of it", hint, severity="note"
        )


def _warn_if_crowded(configuration: Configuration, block: Block, expansion: Expansion) -> None:
    """Say that one stands for all where there are too many: values of their own were not seen."""
    if expansion.crowded and expansion.why is not None:
        message = f"{expansion.why.reason}: what each has of its own was not checked"
        hint = "Check parts of them by themselves."
        configuration.library.report(block.header, message, hint)


def _mentions_endpoints(call: Block) -> bool:
    """Whether a module from elsewhere is likely to make endpoints, so that its absence matters."""
    return _says(call, "source", "sagemaker")


def _says(block: Block, name: str, word: str) -> bool:
    """Whether the argument `name` of `block` has `word` in it, as it is written."""
    written = argument(block.body, name)
    return written is not None and word in written.source.text[written.start : written.end].lower()


def _resource(
    configuration: Configuration,
    block: Block,
    shape: Shape,
    instance: Instance,
    exists: Unknown | None,
) -> Resource:
    configuration.library.budget.make()
    address = ".".join(block.labels)
    settings = configuration.members(block, address, instance)
    told: Mapping[str, Tree] = {name: settings[name] for name in settings if name not in META}
    if configuration.library.damaged(block.extent):
        told = blurred(
            told, shape.members, Unknown("a part of its block cannot be read", block.header)
        )
    tags = default_tags(maker_of(configuration, block)) if shape.tagged else None
    return Resource(
        shape.type,
        f"{configuration.place.address}{address}{instance.suffix}",
        properties(shape, as_made(told, ignored(configuration.library, block)), tags, block.header),
        block.header,
        block.extent,
        metadata(configuration, block, settings, exists),
        configuration.callers,
    )


def properties(shape: Shape, told: Mapping[str, Tree], tags: Tree | None, header: Span) -> Tree:
    """The settings `told` of a resource in the API's shape.

    `tags` are those that the provider gives to it, `header` is where it stands.
    """
    found = shaped(Known(told, header), shape.members)
    if not isinstance(found, Known) or not isinstance(found.value, Mapping):
        return found
    members = dict(found.value)
    if shape.tagged or "Tags" in members:
        members["Tags"] = all_tags(members.get("Tags"), tags, header)
    for path, value in shape.implied.items():
        _imply(members, path, value, header)
    return settled(Known(members, header))


def of_another_service(resource: Resource) -> bool:
    """Whether `resource` surely scales something that is not of SageMaker."""
    namespace = member(resource.properties, "ServiceNamespace")
    return (
        resource.type in SCALED and isinstance(namespace, Known) and namespace.value != "sagemaker"
    )


def shaped(tree: Tree, members: Members) -> Tree:
    """`tree` with the API's names. What the table does not know gets its name by the rule."""
    if not isinstance(tree, Known) or not isinstance(tree.value, Mapping):
        return tree
    found: dict[str, Tree] = {}
    apart: dict[str, dict[str, Tree]] = {}
    for name, item in tree.value.items():
        kind = members.get(name, camel(name))
        if isinstance(kind, str):
            target, value = kind, item
        else:
            target, value = kind.member, _structure(item, kind)
        outer, _, name_there = target.rpartition(".")
        place = apart.setdefault(outer, {}) if outer else found
        if name_there not in place or isinstance(place[name_there], Absent):
            place[name_there] = value
    found.update({outer: Known(inner, tree.span) for outer, inner in apart.items()})
    return Known(found, tree.span, tree.via)


def settled(tree: Tree) -> Tree:
    """`tree` in plain tuples and dicts, every piece with the hops of what it is a piece of."""
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    unknown = unlisted(tree)
    if unknown is not None:
        return replace(unknown, span=tree.span, via=hops(tree, unknown))
    if isinstance(value, str):
        return Known(str(value), tree.span, tree.via)
    if isinstance(value, tuple):
        items = tuple(settled(_piece(item, tree)) for item in value)
        return Known(items, tree.span, tree.via)
    if isinstance(value, Mapping):
        members = {name: settled(_piece(item, tree)) for name, item in value.items()}
        return Known(members, tree.span, tree.via)
    return tree


def _piece(item: Tree, whole: Tree) -> Tree:
    """`item` as a piece of `whole`: where a hop leads to it, it is set where `whole` is."""
    piece = through(item, whole.via)
    if any(hop.span == item.span for hop in piece.via):
        return through(item, whole.via, whole.span)
    return piece


def _structure(tree: Tree, structure: Structure) -> Tree:
    """Nested blocks: a tuple of them, or the only one."""
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    if structure.named and isinstance(value, Mapping) and unlisted(tree) is None:
        value = tuple(_named(name, item, tree.span) for name, item in value.items())
    if isinstance(value, tuple):
        items = tuple(shaped(item, structure.members) for item in value)
        if structure.many:
            return Known(items, tree.span, tree.via)
        if not items:
            return Absent(tree.span, tree.via)
        if len(items) == 1:
            return through(items[0], tree.via)
        return Unknown("this block is written more than once", items[1].span, tree.via)
    one = shaped(tree, structure.members)
    return Known((one,), tree.span, tree.via) if structure.many else one


def _named(name: str, item: Tree, span: Span) -> Tree:
    return Known({"name": Known(name, span), "value": item}, item.span)


def all_tags(written: Tree | None, defaults: Tree | None, header: Span) -> Tree:
    """The tags as a mapping from name to value, with the provider's where the resource has none."""
    own = Absent(header) if written is None else _as_mapping(written)
    if defaults is None or isinstance(defaults, Absent) or isinstance(own, Unknown):
        return own
    if isinstance(own, Absent):
        return through(defaults, (), header)
    unknown = unlisted(defaults)
    if unknown is not None:
        return replace(unknown, span=own.span, via=hops(own, defaults), parts=())
    if not (isinstance(own.value, Mapping) and isinstance(defaults, Known)):
        return own
    if not isinstance(defaults.value, Mapping):
        return own
    inherited = {name: through(item, defaults.via) for name, item in defaults.value.items()}
    return Known({**inherited, **own.value}, own.span, own.via)


def _as_mapping(tags: Tree) -> Tree:
    """`[{key = "a", value = "b"}]`, as `awscc` has it, as a mapping."""
    if not isinstance(tags, Known) or not isinstance(tags.value, tuple):
        return tags
    found: dict[str, Tree] = {}
    for tag in tags.value:
        key = member(tag, "key")
        name = text_of(key.value) if isinstance(key, Known) else None
        if name is None:
            return Unknown("the name of a tag is not known", tags.span, deep_hops(tags))
        found[name] = member(tag, "value")
    return Known(found, tags.span, tags.via)


def _imply(members: dict[str, Tree], path: tuple[str, ...], value: str | bool, span: Span) -> None:
    """Fill in a documented default of the provider where the setting is not written."""
    name, *rest = path
    found = members.get(name, Absent(span))
    if not rest:
        if isinstance(found, Absent):
            hop = Hop(f"default of the provider for {name}", found.span, "implied")
            members[name] = Known(value, found.span, (*found.via, hop))
    elif isinstance(found, Known) and isinstance(found.value, Mapping):
        inner = dict(found.value)
        _imply(inner, tuple(rest), value, found.span)
        members[name] = Known(inner, found.span, found.via)
