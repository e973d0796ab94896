"""Commands of the AWS command line, as shell scripts write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from smlint.aws_api.requests import operations
from smlint.core.resource import MAKES, Resource
from smlint.core.rule import CLIENT, Instead, Written
from smlint.remedies.literals import compact

SERVICES = ("sagemaker", "application-autoscaling", "sagemaker-runtime", "cloudwatch")
OPERATIONS: Mapping[str, str] = {kind: operation for operation, kind in MAKES.items()}
"""The operation that makes a resource of a type."""

_SAFE = re.compile(r"[\w./:=@%+,-]+")


def service(operation: str) -> str:
    """The service that has `operation`; empty where none that is known here has."""
    return next((name for name in SERVICES if operation in operations(name)), "")


def command(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as a command; empty for what the command line does not offer."""
    del there, path
    if instead.type == CLIENT:
        return f"aws sagemaker-runtime invoke-endpoint \\\n  {_client(instead.properties)}"
    operation = OPERATIONS.get(instead.type, instead.type)
    name = service(operation)
    known = operations(name).get(operation) if name else None
    if known is None or not known.command:
        return ""
    options = {member: option for option, member in known.options.items()}
    lines = _options(instead.properties, options)
    return " \\\n  ".join((f"aws {name} {known.command}", *lines))


def _client(settings: Mapping[str, Written]) -> str:
    """Options of every command: `--cli-read-timeout`."""
    return " ".join(f"--cli-{name.replace('_', '-')} {item}" for name, item in settings.items())


def _options(properties: Mapping[str, Written], options: Mapping[str, str]) -> Iterator[str]:
    for member, value in properties.items():
        option = options.get(member)
        if option is None or value is None:
            continue
        if isinstance(value, bool):
            yield f"--{option}" if value else f"--no-{option}"
        else:
            yield f"--{option} {_value(value)}"


def _value(value: Written) -> str:
    structured = isinstance(value, Mapping) or (
        isinstance(value, Sequence) and not isinstance(value, str)
    )
    text = json.dumps(compact(value)) if structured else str(value)
    return text if _SAFE.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"
