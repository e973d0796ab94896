"""Resources and deployments written by hand, for tests of what comes after the frontends."""

from collections.abc import Mapping
from itertools import count

from smlint.core.resource import DEFAULT_STAGE, Call, Deployment, Reach, Resource, Stage
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Setting, Tree, Unknown

_lines = count(1)


def span(path: str = "main.tf") -> Span:
    """A place of its own."""
    line = next(_lines)
    return Span(path, line, 1, line, 10)


def tree(value: object, path: str = "main.tf") -> Tree:
    """`value` as a tree of settings; settings inside it stay what they are, None is absent."""
    where = span(path)
    match value:
        case Known() | Unknown() | Absent():
            return value
        case None:
            return Absent(where)
        case Mapping():
            return Known({str(name): tree(item, path) for name, item in value.items()}, where)
        case list() | tuple():
            return Known(tuple(tree(item, path) for item in value), where)
        case str() | int() | float():
            return Known(value, where)
    raise TypeError(f"{value!r} is nothing a setting can hold")


def unknown(reason: str = "it is hidden") -> Unknown:
    return Unknown(reason, span())


def reference(address: str, attribute: str = "") -> Unknown:
    return Unknown("it is known after apply", span(), parts=(Reference(address, attribute),))


def resource(type_: str, address: str, **properties: object) -> Resource:
    where = span()
    return Resource(type_, address, tree(properties), where, where)


def call(operation: str, reach: Reach = "always", **arguments: object) -> Call:
    where = span("deploy.py")
    return Call(operation, tree(arguments), where, where, reach)


def deployment(
    *resources: Resource,
    calls: tuple[Call, ...] = (),
    script: bool = False,
    language: str = "terraform",
    path: str = "infra",
    stage: Stage = DEFAULT_STAGE,
    inputs: Mapping[str, Setting[str]] | None = None,
) -> Deployment:
    return Deployment(language, path, stage, resources, calls, inputs or {}, script)
