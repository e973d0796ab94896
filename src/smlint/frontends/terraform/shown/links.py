"""Which resource an argument names, going by the configuration that a plan holds.

A plan lists the references of an expression, without the expression: enough to tell the endpoint
that is scaled, where its name will be known only after the apply. What passes through a local value
is not told; it needs the `.tf` files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
)
from smlint.core.spans import NOWHERE
from smlint.core.values import Gap, Known, Part, Reference, Tree, Unknown
from smlint.frontends.terraform.resources.shapes import SHAPES, Members, Structure
from smlint.frontends.terraform.shown.addresses import Path
from smlint.frontends.terraform.shown.document import Planned
from smlint.frontends.terraform.values.data import tree_of

LINKS: Mapping[str, tuple[str, ...]] = {
    "endpoint_config_name": (ENDPOINT_CONFIG,),
    "model_name": (MODEL,),
    "endpoint_name": (ENDPOINT,),
    "resource_id": (SCALABLE_TARGET, INFERENCE_COMPONENT, ENDPOINT),
    "scaling_target_id": (SCALABLE_TARGET,),
    "alarm_actions": (SCALING_POLICY,),
}
"""Arguments that name another resource, and of which types it is."""
ATTRIBUTES: Mapping[str, str] = {
    ENDPOINT_CONFIG: "EndpointConfigName",
    MODEL: "ModelName",
    ENDPOINT: "EndpointName",
    INFERENCE_COMPONENT: "InferenceComponentName",
    SCALABLE_TARGET: "ResourceId",
    SCALING_POLICY: "Arn",
}
"""What of a resource names it, by type."""
KEYS = frozenset({"each.key", "count.index"})
STEPS_LIMIT = 1000
"""Expressions. What a reference leads to beyond these is not followed."""

_TOKEN = re.compile(r'\.?([^.\[\]"]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]')

BlockName: TypeAlias = tuple[str, ...]
"""The type and name of a block, and the names of the calls that lead to its module."""

Tokens: TypeAlias = Sequence[tuple[str, str]]
"""A reference in pieces: each is a name or a key, and the other of the pair is empty."""


@dataclass(frozen=True, slots=True)
class Target:
    """A resource that a reference may mean: any instance of it where a key is None.

    `keyed` is true where the one is meant that has the key of whoever refers to it.
    """

    path: Path
    type: str
    name: str
    key: str | None
    keyed: bool


@dataclass(frozen=True)
class Links:
    """The references of a plan's configuration, of which `root` is the root module."""

    root: Mapping[str, object]
    resources: Sequence[Planned]

    def parts(self, owner: Planned, argument: str, references: Sequence[str]) -> tuple[Part, ...]:
        """What the argument of `owner` is made of, where it names exactly one resource."""
        kinds = LINKS.get(argument, ())
        targets = list(self._targets(owner.path, references)) if kinds else []
        for kind in kinds:
            meant = [one for one in targets if SHAPES[one.type].type == kind]
            found = {item.address: item for one in meant for item in self._meant(one)}
            if len(found) > 1 and any(one.keyed for one in meant):
                keys = owner.keys[-1:]
                found = {name: item for name, item in found.items() if item.keys[-1:] == keys}
            if found:
                address, *others = found
                return () if others else _parts(address, kind, argument)
        return ()

    def _meant(self, target: Target) -> Iterator[Planned]:
        """The resources that `target` may be."""
        block = _block_of(target.type, target.name, target.path)
        for item in self._instances.get(block, ()):
            keys = zip(target.path, item.path, strict=True)
            if target.key in (None, item.key) and all(
                wanted in (None, own) for (_, wanted), (_, own) in keys
            ):
                yield item

    @cached_property
    def _instances(self) -> Mapping[BlockName, list[Planned]]:
        """The resources that each block makes."""
        found: dict[BlockName, list[Planned]] = {}
        for item in self.resources:
            found.setdefault(_block_of(item.type, item.name, item.path), []).append(item)
        return found

    def _targets(self, path: Path, references: Sequence[str]) -> Iterator[Target]:
        """The resources that `references`, which stand in the module at `path`, lead to."""
        waiting = [(path, references, False)]
        for _ in range(STEPS_LIMIT):
            if not waiting:
                return
            place, names, keyed = waiting.pop()
            keyed = keyed or not KEYS.isdisjoint(names)
            for name in _longest(names):
                tokens = _TOKEN.findall(name)
                waiting.extend((*step, keyed) for step in self._steps(place, tokens))
                kind, own, *_ = (*(part for part, key in tokens if not key), "", "")
                if kind in SHAPES:
                    yield Target(place, kind, own, _key(tokens, 2), keyed)

    def _steps(self, path: Path, tokens: Tokens) -> Iterator[tuple[Path, Sequence[str]]]:
        """Where a reference in the module at `path` leads: other references, and their module."""
        match [name for name, key in tokens if not key]:
            case ["var", name, *_] if path:
                calls = _mapping(self._module(path[:-1]), "module_calls")
                expressions = _mapping(_mapping(calls, path[-1][0]), "expressions")
                yield path[:-1], references_of(expressions.get(name))
            case ["module", name, *output]:
                inner = (*path, (name, _key(tokens, 2)))
                outputs = _mapping(self._module(inner), "outputs")
                for each in output[:1] or outputs:
                    yield inner, references_of(_mapping(outputs, str(each)).get("expression"))

    def _module(self, path: Path) -> Mapping[str, object]:
        module = self.root
        for name, _ in path:
            module = _mapping(_mapping(_mapping(module, "module_calls"), name), "module")
        return module

    def written(self, owner: Planned) -> Tree | None:
        """What the configuration writes for `owner`, without places; None where that is not told.

        A plan does not tell of dynamic blocks: a block that it does not mention may be written.
        """
        found = self._expressions.get(_block_of(owner.type, owner.name, owner.path))
        return None if found is None else self._block(owner, found, SHAPES[owner.type].members)

    @cached_property
    def _expressions(self) -> Mapping[BlockName, Mapping[str, object]]:
        """What every block of the configuration that declares a resource holds."""
        found: dict[BlockName, Mapping[str, object]] = {}
        waiting: list[tuple[Path, Mapping[str, object]]] = [((), self.root)]
        while waiting:
            path, module = waiting.pop()
            listed = module.get("resources")
            for item in listed if isinstance(listed, list) else ():
                if isinstance(item, Mapping) and item.get("mode") == "managed":
                    block = _block_of(str(item.get("type")), str(item.get("name")), path)
                    found[block] = _mapping(item, "expressions")
            calls = _mapping(module, "module_calls")
            waiting += [((*path, (name, None)), _mapping(calls[name], "module")) for name in calls]
        return found

    def _block(self, owner: Planned, expressions: object, members: Members) -> Tree:
        found: dict[str, Tree] = {}
        for name, kind in members.items():
            written = expressions.get(name) if isinstance(expressions, Mapping) else None
            if isinstance(kind, Structure) and not _is_expression(written):
                found[name] = self._blocks(owner, written, kind)
            elif isinstance(written, Mapping) and "constant_value" in written:
                found[name] = tree_of(written["constant_value"], NOWHERE)
            elif written is not None:
                parts = self.parts(owner, name, references_of(written))
                found[name] = Unknown("it is known only after the apply", NOWHERE, parts=parts)
        return Known(found, NOWHERE)

    def _blocks(self, owner: Planned, written: object, kind: Structure) -> Tree:
        if isinstance(written, list):
            items = (self._block(owner, item, kind.members) for item in written)
            return Known(tuple(items), NOWHERE)
        if isinstance(written, Mapping):
            return self._block(owner, written, kind.members)
        return Unknown("a dynamic block may write it", NOWHERE)


def _block_of(type_: str, name: str, path: Path) -> BlockName:
    return (type_, name, *(call for call, _ in path))


def _is_expression(written: object) -> bool:
    return isinstance(written, Mapping) and (
        not written or not {"references", "constant_value"}.isdisjoint(written)
    )


def _longest(references: Sequence[str]) -> Iterator[str]:
    """The references as written: behind each one a plan lists what it begins with."""
    previous = ""
    for reference in references:
        if not previous.startswith((f"{reference}.", f"{reference}[")):
            previous = reference
            yield reference


def references_of(expression: object) -> Sequence[str]:
    """The references of an expression as a plan describes it."""
    found = expression.get("references") if isinstance(expression, Mapping) else None
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def _parts(address: str, kind: str, argument: str) -> tuple[Part, ...]:
    reference = Reference(address, ATTRIBUTES[kind])
    if argument == "resource_id" and kind == ENDPOINT:
        gap = Gap("a plan does not tell which variant")
        return ("endpoint/", reference, "/variant/", gap)
    if argument == "resource_id" and kind == INFERENCE_COMPONENT:
        return ("inference-component/", reference)
    return (reference,)


def _key(tokens: Tokens, index: int) -> str | None:
    """The key at `index` of a reference; None where there is none, so that any may be meant."""
    return tokens[index][1] or None if index < len(tokens) else None


def _mapping(outer: object, name: str) -> Mapping[str, object]:
    found = outer.get(name) if isinstance(outer, Mapping) else None
    return found if isinstance(found, Mapping) else {}
