"""Where in the `.tf` files the resources of a plan are declared."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from smlint.core.frozen import dataclass
from smlint.core.values import Known, Tree
from smlint.frontends.terraform.language.nodes import Block
from smlint.frontends.terraform.shown.addresses import plain_key
from smlint.frontends.terraform.shown.document import Planned
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.instances import Instance
from smlint.frontends.terraform.structure.module import Library, Module


@dataclass(frozen=True, slots=True)
class Declared:
    """The block that declares an instance of a resource, in its configured module.

    Where the module is not in the tree, the block is the call of it, and `instance` is None.
    """

    configuration: Configuration
    block: Block
    instance: Instance | None = None


def root_of(path: str, resources: Sequence[Planned], library: Library) -> Module | None:
    """The root module of which the document at `path` speaks; None where it is not in the tree.

    It is in the document's directory or the nearest one above, and declares what the `resources`
    begin with.
    """
    directory = posixpath.dirname(path)
    while resources:
        if library.names(directory, ".tf", ".tf.json"):
            module = library.module(directory)
            if all(_declares(module, item) for item in resources):
                return module
        if directory in ("", "/"):
            break
        directory = posixpath.dirname(directory)
    return None


def declared(root: Configuration, resource: Planned) -> Declared | None:
    """Where `resource` is declared in the modules beneath `root`; None where it is not."""
    configuration = root
    for name, key in resource.path:
        call = configuration.module.calls.get(name)
        if call is None:
            return None
        instance = _instance(configuration, call, f"module.{name}", key or "")
        child = None if instance is None else configuration.child(name, instance)
        if child is None:
            return Declared(configuration, call)
        configuration = child
    block = configuration.module.resources.get((resource.type, resource.name))
    if block is None:
        return None
    address = f"{resource.type}.{resource.name}"
    found = _instance(configuration, block, address, resource.key)
    return None if found is None else Declared(configuration, block, found)


def _declares(module: Module, resource: Planned) -> bool:
    """Whether `module` declares the resource, or the call through which it comes about."""
    for name, _ in resource.path:
        return name in module.calls
    return (resource.type, resource.name) in module.resources


def _instance(
    configuration: Configuration, block: Block, address: str, key: str
) -> Instance | None:
    """The instance of `block` with a key; it is one where the files do not tell which there are."""
    expansion = configuration.expansion(block, address)
    suffix = f"[{key}]" if key else ""
    for instance in expansion.instances:
        if instance.suffix == suffix:
            return instance
    if expansion.why is None or not key:
        return None
    (any_one,) = expansion.instances
    plain = plain_key(key)
    return Instance(suffix, str(plain), dict(_told(any_one.bindings, plain)))


def _told(bindings: Mapping[str, Tree], key: str | int) -> Iterator[tuple[str, Tree]]:
    """`bindings` of an instance that stands for any, with the key of a certain one."""
    for root, tree in bindings.items():
        if isinstance(tree, Known) and isinstance(tree.value, Mapping):
            members = dict(tree.value)
            for name in ("key", "index"):
                if name in members:
                    members[name] = Known(key, tree.span, tree.via)
            yield root, Known(members, tree.span, tree.via)
