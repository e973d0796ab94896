"""What makes endpoints in ways that are not read. It is told, since silence looks like a pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.resource import Unread
from smlint.core.values import Known
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import argument
from smlint.frontends.terraform.structure.module_calls import is_elsewhere
from smlint.lifecycle.mentions import mentioned

STACKS = frozenset({
    "aws_cloudformation_stack", "aws_cloudformation_stack_set", "awscc_cloudformation_stack",
})  # fmt: skip
TEMPLATE = re.compile(r"AWS::SageMaker::(Endpoint|InferenceComponent)")
COMMAND = re.compile(r"\bsagemaker\s+(create|update)-(endpoint|inference-component)\b")


def note_unread(configuration: Configuration) -> None:
    """Say which resources of a module make endpoints by a template or a command."""
    for labels, block in configuration.module.resources.items():
        address = ".".join(labels)
        if labels[0] in STACKS and _has_template(configuration, block, address):
            told = "makes a stack with SageMaker endpoints, which is not read with what it is given"
            hint = "A template that is a file of its own is checked with its parameters' defaults."
        elif any(COMMAND.search(_text(command)) for command in _commands(block)):
            told = "runs a command that makes a SageMaker endpoint, which is not checked"
            hint = "Declare the endpoint as a resource to have it checked."
        else:
            continue
        message = f"{configuration.place.address}{address} {told}"
        configuration.library.report(block.header, message, hint, "note")


def done(configuration: Configuration) -> Iterator[Unread]:
    """What commands, schedules and code in resources seem to do with endpoints."""
    for labels, block in configuration.module.resources.items():
        if not labels[0].startswith("aws_iam_"):
            yield from mentioned(_texts(block.body), block.header)
    for name, call in configuration.module.calls.items():
        if not is_elsewhere(configuration.library, call, configuration.place):
            for child in configuration.children(name):
                yield from done(child)


def _texts(body: Body) -> Iterator[str]:
    """All that is written in `body`, but for what is done where the resource is destroyed."""
    yield from map(_text, body.attributes)
    for block in body.blocks:
        if argument(block.body, "when") is None:
            yield from _texts(block.body)


def _has_template(configuration: Configuration, block: Block, address: str) -> bool:
    """Whether the text of the template mentions endpoints, as far as it is known."""
    body = argument(block.body, "template_body")
    instances = configuration.expansion(block, address).instances
    if body is None or not instances:
        return False
    found = configuration.members(block, address, instances[0])["template_body"]
    text = found.value if isinstance(found, Known) else _text(body)
    return isinstance(text, str) and TEMPLATE.search(text) is not None


def _commands(block: Block) -> list[Attribute]:
    """The commands that are run where the resource is made."""
    provisioners = (one for one in block.body.blocks if one.type == "provisioner")
    commands = (
        argument(one.body, "command") for one in provisioners if one.labels == ("local-exec",)
    )
    return [command for command in commands if command is not None]


def _text(written: Attribute) -> str:
    return written.source.text[written.start : written.end]
