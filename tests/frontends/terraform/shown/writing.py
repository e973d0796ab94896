"""Plans and states, written as `terraform show -json` writes them."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Data: TypeAlias = Mapping[str, object]

DEFAULTS = (("mode", "SingleModel"), ("disable_scale_in", False), ("actions_enabled", True))
"""What the provider fills in."""


def references(*names: str) -> Data:
    """An expression in which `names` stand, as a configuration tells of it."""
    return {"references": list(names)}


def constant(value: object) -> Data:
    return {"constant_value": value}


def change(
    address: str,
    after: Data | None,
    unknown: Data | None = None,
    sensitive: Data | None = None,
    actions: Sequence[str] = ("create",),
) -> Data:
    """What a plan says of the resource at `address`."""
    module, type_, name, index = _taken_apart(address)
    return {
        "address": address,
        **({"module_address": module} if module else {}),
        "mode": "managed",
        "type": type_,
        "name": name,
        **({} if index is None else {"index": index}),
        "provider_name": "registry.example.com/hashicorp/aws",
        "change": {
            "actions": list(actions),
            "before": None,
            "after": after,
            "after_unknown": unknown or {},
            "before_sensitive": False,
            "after_sensitive": sensitive or {},
        },
    }


def written(planned: Data, **instead: object) -> Data:
    """The block that declares what `planned` changes: whatever is not empty there is written."""
    change = planned["change"]
    assert isinstance(change, Mapping)
    _, type_, name, _ = _taken_apart(str(planned["address"]))
    return declared(f"{type_}.{name}", **{**_expressions(change["after"]), **instead})


def _expressions(after: Data) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in after.items():
        if isinstance(value, (list, tuple)) and any(isinstance(item, Mapping) for item in value):
            found[name] = [_expressions(item) for item in value]
        elif value not in (None, "", [], (), {}) and (name, value) not in DEFAULTS:
            found[name] = constant(value)
    return found


def declared(address: str, **expressions: object) -> Data:
    """What a configuration says of the block that declares the resource at `address`."""
    type_, name = address.split(".")
    return {
        "address": address,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_config_key": "aws",
        "expressions": expressions,
        "schema_version": 0,
    }


def module(*resources: Data, **others: object) -> Data:
    """A module of a configuration; `others` are `outputs`, `module_calls` and `variables`."""
    return {"resources": list(resources), **others}


def plan(
    changes: Sequence[Data],
    configuration: Data | None = None,
    variables: Data | None = None,
    **others: object,
) -> str:
    """A plan, as one line."""
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {name: {"value": value} for name, value in (variables or {}).items()},
        "planned_values": {"root_module": {}},
        "resource_changes": list(changes),
        "configuration": {"provider_config": {}, "root_module": configuration or {}},
        "applyable": True,
        "complete": True,
        "errored": False,
        **others,
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def state(values: Mapping[str, Data], sensitive: Mapping[str, Data] | None = None) -> str:
    """A state with the values of the resources of its root module, by address."""
    resources = []
    for address, found in values.items():
        module_, type_, name, index = _taken_apart(address)
        assert not module_
        resources.append({
            "address": address, "mode": "managed", "type": type_, "name": name,
            **({} if index is None else {"index": index}),
            "values": found, "sensitive_values": (sensitive or {}).get(address, {}),
        })  # fmt: skip
    root = {"resources": resources}
    return json.dumps(
        {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": root}},
        indent=2,
    )


def _taken_apart(address: str) -> tuple[str, str, str, str | int | None]:
    """The module, type, name and key of an address; keys hold no dots here."""
    *outer, type_, name = address.split(".")
    name, _, key = name.partition("[")
    index = json.loads(key.removesuffix("]")) if key else None
    return ".".join(outer), type_, name, index
