"""The stages of a template: each of its parameter files, each environment that it allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from smlint.core.environment import Words, believed
from smlint.core.inputs import Inputs
from smlint.core.spans import Span
from smlint.core.values import Hop, with_hop
from smlint.formats.nodes import ListNode, MapNode, ScalarNode
from smlint.frontends.cloudformation.document.template import Template
from smlint.frontends.cloudformation.stages.given import given_stage
from smlint.frontends.cloudformation.stages.parameter_files import ParameterFiles
from smlint.frontends.cloudformation.stages.parameters import Given, as_written

ENVIRONMENT_LIMIT = 12
"""A parameter with more allowed values tells something else than the environment."""


def stages(
    template: Template,
    files: ParameterFiles,
    inputs: Inputs,
    stacks: tuple[Given, ...] | None = None,
) -> tuple[Given | None, ...]:
    """What is given to `template` in each of its stages; None stands for the defaults alone.

    In a cloud assembly its `stacks` are, with what the user gives, which else makes the only stage.
    Else each parameter file makes one; where none sets the parameter that tells the environment,
    each value that is allowed for it does, with each file that is not called after another one.
    """
    if stacks is not None:
        by_hand = (given_stage(inputs),) if inputs.parameters else ()
        return tuple(_both(stack, by_hand[0]) if by_hand else stack for stack in stacks)
    if inputs.parameters:
        return (given_stage(inputs),)
    found = files.of(template) if template.parameters else tuple(files.of_sam(template))
    environments = tuple(_environments(template, found))
    if not found:
        return environments or (None,)
    return tuple(stage for file in found for stage in _in_each(file, environments))


def _environments(template: Template, found: tuple[Given, ...]) -> Iterator[Given]:
    """The values that are allowed for the parameter that tells the environment, if none is set."""
    for name in believed(template.parameters):
        if any(name in given.values for given in found):
            return
        node = template.parameters[name].node
        allowed = node.get("AllowedValues") if isinstance(node, MapNode) else None
        if not isinstance(allowed, ListNode) or len(allowed.items) > ENVIRONMENT_LIMIT:
            continue
        values = {item.text: item for item in allowed.items if isinstance(item, ScalarNode)}
        for text, item in values.items():
            stage = f"{name}={text}"
            value = with_hop(as_written(item), Hop(f"stage {stage}", item.span, "stage"))
            yield Given(stage, Span(item.span.path), {name: value})
        return


def _in_each(file: Given, environments: tuple[Given, ...]) -> tuple[Given, ...]:
    """`file` in each of the environments but those that contradict what it is called."""
    words = Words()
    own = words.within(file.name)
    fitting = tuple(
        _both(file, environment)
        for environment in environments
        if own is None or words.within(environment.name) in (own, None)
    )
    return fitting or (file,)


def _both(file: Given, environment: Given) -> Given:
    values = {**file.values, **environment.values}
    return replace(file, name=f"{file.name} + {environment.name}", values=values)
