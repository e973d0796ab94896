"""Commands of the AWS command line, as shell scripts write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from smlint.aws_api.requests import operations
from smlint.core.resource import MADE_BY, MAKES, Resource
from smlint.core.rule import CLIENT, Instead, Written
from smlint.core.tree import member
from smlint.core.values import NOTHING, Known, Tree, Unknown
from smlint.remedies.literals import compact

SERVICES = ("sagemaker", "application-autoscaling", "sagemaker-runtime", "cloudwatch")

PAYLOAD = "Body"
"""What is read from a file, as bytes."""
ANSWER = "answer.json"
"""The file that the answer is written to."""

_SAFE = re.compile(r"[\w./:=@%+,-]+")


def service(operation: str) -> str:
    """The service that has `operation`; empty where none that is known here has."""
    return next((name for name in SERVICES if operation in operations(name)), "")


def command(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as a command; empty for what the command line does not offer.

    An option is given as a whole: with what it says already, where all of that is known.
    """
    del path
    if instead.type == CLIENT:
        return f"aws sagemaker-runtime invoke-endpoint \\\n  {_client(instead.properties)}"
    operation = MADE_BY.get(instead.type, instead.type)
    name = service(operation)
    known = operations(name).get(operation) if name else None
    if known is None or not known.command:
        return ""
    made = MAKES.get(operation)
    changed = next((one.properties for one in there if one.type == made), None)
    options = {member: option for option, member in known.options.items()}
    lines = [*_options(instead.properties, options, changed)]
    if known.outfile and PAYLOAD in instead.properties:
        lines.append(ANSWER)
    return " \\\n  ".join((f"aws {name} {known.command}", *lines))


def trapped(code: str) -> str:
    """`code` as what a script does when it ends, however it does."""
    lines = (f"  {line}" for line in code.splitlines() if line)
    return "\n".join(("cleanup() {", *lines, "}", "trap cleanup EXIT"))


def _client(settings: Mapping[str, Written]) -> str:
    """Options of every command: `--cli-read-timeout`."""
    return " ".join(f"--cli-{name.replace('_', '-')} {item}" for name, item in settings.items())


def _options(
    properties: Mapping[str, Written], options: Mapping[str, str], changed: Tree | None
) -> Iterator[str]:
    for name, value in properties.items():
        option = options.get(name)
        if option is None or value is None:
            continue
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        elif name == PAYLOAD:
            yield f"--{option} fileb://{value}"
        else:
            there = NOTHING if changed is None else member(changed, name)
            yield f"--{option} {_value(_whole(value, there))}"


def _whole(value: Written, there: Tree) -> Written:
    """`value` with the members that it says nothing of, where all of them are known."""
    if not isinstance(there, Known):
        return value
    if isinstance(value, Mapping) and isinstance(there.value, Mapping):
        others = {name: item for name, item in there.value.items() if name not in value}
        if not all(map(_is_known, others.values())):
            return value
        said = {name: _whole(item, member(there, name)) for name, item in value.items()}
        return {**{name: _plain(item) for name, item in others.items()}, **said}
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    if isinstance(there.value, tuple) and len(value) == len(there.value):
        return [_whole(item, tree) for item, tree in zip(value, there.value, strict=True)]
    return value


def _is_known(tree: Tree) -> bool:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return all(map(_is_known, tree.value.values()))
    if isinstance(tree, Known) and isinstance(tree.value, tuple):
        return all(map(_is_known, tree.value))
    return not isinstance(tree, Unknown)


def _plain(tree: Tree) -> Written:
    """A tree of which all is known, as it is written; None where nothing is."""
    if not isinstance(tree, Known):
        return None
    if isinstance(tree.value, Mapping):
        return {name: _plain(item) for name, item in tree.value.items()}
    return [_plain(item) for item in tree.value] if isinstance(tree.value, tuple) else tree.value


def _value(value: Written) -> str:
    structured = isinstance(value, Mapping) or (
        isinstance(value, Sequence) and not isinstance(value, str)
    )
    text = json.dumps(compact(value)) if structured else str(value)
    return text if _SAFE.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"
