"""Which resource an argument names, going by the configuration that a plan holds.

A plan lists the references of an expression, without the expression: enough to tell the endpoint
that is scaled, where its name will be known only after the apply. What passes through a local value
is not told; it needs the `.tf` files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
)
from smlint.core.spans import NOWHERE
from smlint.core.values import Gap, Known, Part, Reference, Tree, Unknown
from smlint.frontends.terraform.data import tree_of
from smlint.frontends.terraform.shapes import SHAPES, Members, Structure
from smlint.frontends.terraform.shown.document import Planned

LINKS: Mapping[str, tuple[str, ...]] = {
    "endpoint_config_name": (ENDPOINT_CONFIG,),
    "model_name": (MODEL,),
    "endpoint_name": (ENDPOINT,),
    "resource_id": (SCALABLE_TARGET, INFERENCE_COMPONENT, ENDPOINT),
    "scaling_target_id": (SCALABLE_TARGET,),
}
"""Arguments that name another resource, and of which types it is."""
KEYS = frozenset({"each.key", "count.index"})
STEPS_LIMIT = 1000
"""Expressions. What a reference leads to beyond these is not followed."""

_TOKEN = re.compile(r'\.?([^.\[\]"]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]')
_CALL = re.compile(r'module\.([^.\[]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?')

Tokens: TypeAlias = Sequence[tuple[str, str]]
"""A reference in pieces: each is a name or a key, and the other of the pair is empty."""

Path: TypeAlias = tuple[tuple[str, str | None], ...]
"""The way to a module: names of calls, each with the key as addresses write it (`"a"`, `0`).

A key is empty where the call has none, and None where it is not known.
"""


def module_path(address: str) -> Path:
    """`module.ml["fraud"].module.x` as a way."""
    return tuple(_CALL.findall(address))


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
        targets = list(self._targets(module_path(owner.module), references))
        for kind in LINKS.get(argument, ()):
            found = [
                item
                for item in self.resources
                if SHAPES[item.type].type == kind and any(_means(one, item) for one in targets)
            ]
            if len(found) > 1 and any(one.keyed for one in targets):
                found = [item for item in found if _keys(owner)[-1:] == _keys(item)[-1:]]
            if len(found) == 1:
                return _parts(found[0].address, kind, argument)
            if found:
                return ()
        return ()

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
        resources = self._module(module_path(owner.module)).get("resources")
        wanted = ("managed", owner.type, owner.name)
        for item in resources if isinstance(resources, list) else ():
            found = item if isinstance(item, Mapping) else {}
            if tuple(map(found.get, ("mode", "type", "name"))) == wanted:
                expressions = _mapping(found, "expressions")
                return self._block(owner, expressions, SHAPES[owner.type].members)
        return None

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
    if argument == "resource_id" and kind == ENDPOINT:
        gap = Gap("a plan does not tell which variant")
        return ("endpoint/", Reference(address, "EndpointName"), "/variant/", gap)
    if argument == "resource_id" and kind == INFERENCE_COMPONENT:
        return ("inference-component/", Reference(address, "InferenceComponentName"))
    return (Reference(address),)


def _means(target: Target, item: Planned) -> bool:
    """Whether `target` may be the resource `item`."""
    path = module_path(item.module)
    return (
        (target.type, target.name, len(target.path)) == (item.type, item.name, len(path))
        and all(a == c and b in (None, d) for (a, b), (c, d) in zip(target.path, path, strict=True))
        and target.key in (None, _own_key(item))
    )


def _keys(item: Planned) -> list[str]:
    """The keys of `item` and of the modules around it, outermost first."""
    return [key for _, key in module_path(item.module) if key] + (
        [_own_key(item)] if item.key is not None else []
    )


def _own_key(item: Planned) -> str:
    return item.address.removeprefix(f"{item.module}.").removeprefix(f"{item.type}.{item.name}")[
        1:-1
    ]


def _key(tokens: Tokens, index: int) -> str | None:
    """The key at `index` of a reference; None where there is none, so that any may be meant."""
    return tokens[index][1] or None if index < len(tokens) else None


def _mapping(outer: object, name: str) -> Mapping[str, object]:
    found = outer.get(name) if isinstance(outer, Mapping) else None
    return found if isinstance(found, Mapping) else {}
