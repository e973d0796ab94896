"""What a program declares, as deployments: one for each stack that knows of no other.

Stacks of the CDK are deployed apart from one another, and are stages of the program. Those that
refer to each other are one, because an endpoint may be made in one of a model in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from smlint.core.assumption import Branch
from smlint.core.resource import DEFAULT_STAGE, Deployment, Resource, Stage
from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Setting, Tree, Unknown
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.infrastructure import cdk_context
from smlint.frontends.python_sdk.lowering.requests import tags_of
from smlint.frontends.python_sdk.values.declared import Home
from smlint.frontends.python_sdk.values.objects import Class, Construct, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

PLACE = frozenset({"env"})
"""What the CDK calls an account and a region; no name of an environment."""
DEPTH = 50
CDK = "aws_cdk."


@dataclass
class Stack:
    """A stack: its name below the app, what it was made with, its resources, its `output`."""

    name: str
    span: Span | None
    inputs: Mapping[str, Setting[str]]
    output: str = ""
    resources: list[Resource] = field(default_factory=list)


def deployments(machine: Machine, branch: Branch = ()) -> Iterator[Deployment]:
    """The deployments of what a run under the assumptions of `branch` declared.

    They are no scripts: the tool keeps account of what it made, and takes it down again.
    """
    settings = machine.declared.settings
    stacks = _stacks(machine)
    for stack in _together(stacks):
        stage = Stage(stack.name, stack.span) if stack.name else DEFAULT_STAGE
        if settings.stack:
            stage = Stage(settings.stack, settings.span)
        inputs = {**_given(machine.inputs), **stack.inputs}
        stage = replace(stage, branch=branch)
        resources = tuple(stack.resources)
        yield Deployment(
            "python", machine.path, stage, resources, inputs=inputs, output=stack.output
        )


def _given(inputs: Mapping[str, Setting[str]]) -> dict[str, Setting[str]]:
    return {
        name: value
        for name, value in inputs.items()
        if name not in PLACE or isinstance(value, Known)
    }


def _stacks(machine: Machine) -> list[Stack]:
    """The stacks of the program, with their resources in the order in which they are declared."""
    found: dict[Reference | None, Stack] = {}
    for construct in machine.declared.constructs:
        ancestors = list(_ancestors(machine, construct.scope))
        stack = next((one for one in ancestors if _kind(one) == "Stack"), None)
        key = None if stack is None else stack.reference
        if key not in found:
            found[key] = _stack(machine, stack)
        if construct.path.startswith(CDK):
            found[key].output = cdk_context.output(machine)
        found[key].resources.append(_resource(machine, construct, ancestors))
    return list(found.values())


Owner = Instance | Opaque | Construct


def _home(machine: Machine, owner: Owner) -> Home | None:
    """Where `owner` belongs in the tree of the program."""
    if isinstance(owner, Construct):
        return Home(owner.scope, None, owner.span)
    if isinstance(owner, Instance):
        return machine.declared.homes.get(owner.reference)
    given = owner.arguments
    if given is None:
        return None
    name = given.get("id", 1)
    place = owner.span if name is None else name.span  # an owner is seen where it is used
    return Home(given.get("scope", 0), known_text(name), place, env=given.get("env"))


def _ancestors(machine: Machine, scope: Value | None) -> Iterator[Owner]:
    """What `scope` is and what that is in, up to the app."""
    for _ in range(DEPTH):
        if not isinstance(scope, Owner):
            return
        yield scope
        home = _home(machine, scope)
        scope = None if home is None else home.scope


def _kind(owner: Owner) -> str:
    """The class of the CDK that `owner` is of; empty for one that is not known."""
    if isinstance(owner, Instance):
        return next(_bases(owner.made_from), "")
    return owner.path.removesuffix("()").rpartition(".")[2]


def _bases(made_from: Class) -> Iterator[str]:
    for base in made_from.bases:
        if isinstance(base, Class):
            yield from _bases(base)
        elif isinstance(base, Opaque):
            yield base.path.rpartition(".")[2]


def _stack(machine: Machine, stack: Owner | None) -> Stack:
    home = None if stack is None else _home(machine, stack)
    if stack is None or home is None or home.name is None:
        return Stack("", None, {})
    names = [home.name]
    for above in _ancestors(machine, home.scope):
        outer = _home(machine, above)
        if outer is not None and outer.name is not None and _kind(above) == "Stage":
            names.insert(0, outer.name)
    return Stack("/".join(names), home.span, home.inputs)


def _resource(machine: Machine, construct: Construct, ancestors: Sequence[Owner]) -> Resource:
    members = {str(name): tree_of(value) for name, value in construct.properties.items()}
    tags = _tags(machine, members.get("Tags"), construct, ancestors)
    if tags is not None:
        members["Tags"] = tags
    library = "cdk" if construct.path.startswith(CDK) else "pulumi"
    metadata: dict[str, Tree] = {"library": Known(library, construct.span)}
    if construct.condition is not None:
        reason = f"the condition at line {construct.condition.line} decides whether it is made"
        metadata["exists"] = Unknown(reason, construct.condition)
    region = _region(machine, ancestors)
    if region is not None:
        metadata["region"] = tree_of(region)
    return Resource(
        construct.kind,
        construct.reference.address,
        Known(members, construct.span),
        construct.span,
        construct.extent,
        metadata,
    )


def _region(machine: Machine, ancestors: Sequence[Owner]) -> Value | None:
    """The region that the nearest stack or stage is given with its `env`."""
    for owner in ancestors:
        home = _home(machine, owner)
        env = None if home is None else home.env
        if isinstance(env, Opaque) and env.arguments is not None:
            return env.arguments.get("region")
    return None


def _tags(
    machine: Machine, own: Tree | None, construct: Construct, ancestors: Sequence[Owner]
) -> Tree | None:
    """Its own tags, and those that what it is in has; the nearest win."""
    tree = None if own is None else tags_of(own)
    if isinstance(tree, Unknown):
        return tree
    around = [construct, *ancestors]
    near = {one.reference: distance for distance, one in enumerate(around)}
    given = [
        (near[tag.scope.reference], tag)
        for tag in machine.declared.tags
        if isinstance(tag.scope, Owner) and tag.scope.reference in near
    ]
    given.sort(key=lambda pair: -pair[0])
    if not given:
        return tree
    tags: dict[str, Tree] = {tag.name: tree_of(tag.value) for _, tag in given}
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        tags |= tree.value
    return Known(tags, construct.span)


def _together(stacks: Sequence[Stack]) -> Iterator[Stack]:
    """`stacks`, as one where one of them refers to a resource of another."""
    owner = {one.address: at for at, stack in enumerate(stacks) for one in stack.resources}
    groups = list(range(len(stacks)))
    for at, stack in enumerate(stacks):
        for address in {name for one in stack.resources for name in _mentioned(one.properties)}:
            other = owner.get(address, at)
            low, high = sorted((groups[at], groups[other]))
            groups = [low if group == high else group for group in groups]
    for group in dict.fromkeys(groups):
        members = [stack for at, stack in enumerate(stacks) if groups[at] == group]
        name = " + ".join(stack.name for stack in members if stack.name)
        inputs = {key: value for stack in members for key, value in stack.inputs.items()}
        resources = [one for stack in members for one in stack.resources]
        span = next((one.span for one in members if one.span), None)
        yield Stack(name, span, inputs, members[0].output, resources)


def _mentioned(tree: Tree) -> Iterator[str]:
    """The addresses that `tree` refers to."""
    if isinstance(tree, Unknown):
        yield from (part.address for part in tree.parts if isinstance(part, Reference))
    elif isinstance(tree, Known):
        inner: Iterable[Tree] = ()
        if isinstance(tree.value, Mapping):
            inner = tree.value.values()
        elif isinstance(tree.value, tuple):
            inner = tree.value
        for item in inner:
            yield from _mentioned(item)
