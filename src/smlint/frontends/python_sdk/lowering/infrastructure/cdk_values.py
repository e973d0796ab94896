"""Values that the CDK gives: durations, enumerations, schedules, functions, parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Reference, Unknown, default_hop
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.sequences import entry
from smlint.frontends.python_sdk.lowering.infrastructure import cdk_context
from smlint.frontends.python_sdk.shapes import api_name
from smlint.frontends.python_sdk.values.identity import at
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

MODULE = re.compile(r"aws_cdk\.(?:core\.|aws_\w+\.)?")
SECONDS: Mapping[str, float] = {
    "millis": 0.001, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86400,
}  # fmt: skip
"""What the functions that make a `Duration` count in."""

PREDEFINED = (
    "SageMakerVariantInvocationsPerInstance",
    "SageMakerVariantProvisionedConcurrencyUtilization",
    "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    "SageMakerInferenceComponentInvocationsPerCopy",
    "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
)
"""What the members of `PredefinedMetric` mean that concern SageMaker."""

RESPONSES = ("Invocation4XXErrors", "Invocation5XXErrors")


def _one_of(texts: tuple[str, ...]) -> Callable[[str], str | None]:
    """The text of which the name of a member is made."""
    known = {text.lower(): text for text in texts}
    return lambda name: known.get(name.replace("_", "").lower())


def _lower_camel(name: str) -> str:
    camel = api_name(name.lower())
    return camel[:1].lower() + camel[1:]


def _camel(name: str) -> str:
    return api_name(name.lower())


SIZE = re.compile(r"(.+?)_((?:\d+_)?X?LARGE|MEDIUM)")


def _instance_type(name: str) -> str | None:
    """`G4_DN_2_XLARGE` as `ml.g4dn.2xlarge`."""
    found = SIZE.fullmatch(name)
    pieces = [] if found is None else [piece.replace("_", "").lower() for piece in found.groups()]
    return f"ml.{'.'.join(pieces)}" if pieces else None


ENUMERATIONS: Mapping[str, Callable[[str], str | None]] = {
    "ServiceNamespace": lambda name: "sagemaker" if name == "SAGEMAKER" else name.lower(),
    "ComparisonOperator": _camel,
    "TreatMissingData": _lower_camel,
    "PredefinedMetric": _one_of(PREDEFINED),
    "AdjustmentType": _camel,
    "MetricAggregationType": _camel,
    "InstanceType": _instance_type,
    "Stats": _camel,
    "InvocationHttpResponseCode": _one_of(RESPONSES),
}
"""What a member of an enumeration stands for in the template."""


def member(value: Opaque, name: str, span: Span) -> Value | None:
    """`value.name` where that is a member of an enumeration, or the value of a parameter."""
    if value.path == PARAMETER and name.startswith("value_as_") and value.receiver is not None:
        return at(value.receiver, span)
    if not name.isupper() or not value.path.startswith("aws_cdk."):
        return None
    words = ENUMERATIONS.get(value.path.rpartition(".")[2])
    text = None if words is None else words(name)
    return None if text is None else Known(text, span)


class Asked(NamedTuple):
    """A call of the function `name`."""

    machine: Machine
    arguments: Arguments
    span: Span
    name: str


def call(machine: Machine, callee: Opaque, arguments: Arguments, span: Span) -> Value | None:
    """What a call of the CDK gives that declares no resource; None where nothing is known."""
    if callee.path.endswith(cdk_context.METHOD):
        return cdk_context.context(machine, arguments, span)
    path = MODULE.sub("", callee.path, count=1)
    function = FUNCTIONS.get(path)
    asked = Asked(machine, arguments, span, path.rpartition(".")[2])
    return None if function is None else function(asked)


def _duration(asked: Asked) -> Value | None:
    amount = asked.arguments.get("amount", 0)
    if not isinstance(amount, Known) or isinstance(amount.value, (str, bool)):
        return None
    seconds = amount.value * SECONDS[asked.name]
    return Known(int(seconds) if seconds == int(seconds) else seconds, asked.span, amount.via)


def _same(asked: Asked) -> Value | None:
    """What the first argument is."""
    given = (*asked.arguments.positional, *asked.arguments.keywords.values())
    return at(given[0], asked.span) if given else None


def _join(asked: Asked) -> Value | None:
    separator = asked.arguments.get("delimiter", 0)
    listed = asked.arguments.get("list_of_values", 1)
    items = None if listed is None else elements_of(listed)
    if separator is None or items is None:
        return None
    pieces = [piece for item in items for piece in (tree_of(separator), tree_of(item))]
    return text_of(tuple(pieces[1:]), asked.span)


VARIABLE = re.compile(r"\$\{([^}]*)\}")


def _sub(asked: Asked) -> Value | None:
    body, variables = (asked.arguments.get(*at) for at in (("body", 0), ("variables", 1)))
    text = known_text(body)
    if text is None:
        return None
    pieces: list[Value] = []
    for position, part in enumerate(VARIABLE.split(text)):
        literal = Known(part, asked.span)
        if position % 2 == 0:
            pieces.append(literal)
        elif variables is not None:
            pieces.append(entry(asked.machine, variables, literal, asked.span))
        else:
            reason = f"`{part}` is known only when the stack is deployed"
            pieces.append(Unknown(reason, asked.span, (), (Reference("aws_cdk", part),)))
    return text_of(tuple(tree_of(piece) for piece in pieces), asked.span)


def _select(asked: Asked) -> Value | None:
    index, listed = asked.arguments.get("index", 0), asked.arguments.get("array", 1)
    if index is None or listed is None:
        return None
    return entry(asked.machine, listed, index, asked.span)


def _import(asked: Asked) -> Value | None:
    shared = known_text(asked.arguments.get("shared_value_to_import", 0))
    if shared is None:
        return None
    reference = Reference("aws_cdk.Fn.import_value", shared)
    return Unknown(f"another stack exports {shared}", asked.span, (), (reference,))


CRON = ("minute", "hour", "day", "month", "week_day", "year")


def _cron(asked: Asked) -> Value | None:
    arguments, span = asked.arguments, asked.span
    otherwise = {"week_day": "?", "day": "*" if arguments.get("week_day") is None else "?"}
    pieces: list[Value] = []
    for word in CRON:
        given = arguments.get(word)
        pieces.append(Known(otherwise.get(word, "*"), span) if given is None else given)
        pieces.append(Known(" ", span))
    whole = (Known("cron(", span), *pieces[:-1], Known(")", span))
    return text_of(tuple(tree_of(piece) for piece in whole), span)


def _rate(asked: Asked) -> Value | None:
    given = asked.arguments.get("duration", 0)
    if not isinstance(given, Known) or isinstance(given.value, str):
        return None
    for unit in ("days", "hours", "minutes"):
        amount = given.value / SECONDS[unit]
        if amount and amount == int(amount):
            words = f"{int(amount)} {unit if amount != 1 else unit[:-1]}"
            return Known(f"rate({words})", asked.span, given.via)
    return None


PARAMETER = "aws_cdk.CfnParameter()"


def _parameter(asked: Asked) -> Value | None:
    """A parameter of the template: its default, which whoever deploys the stack may override."""
    name = known_text(asked.arguments.get("id", 1)) or "a parameter"
    default = asked.arguments.get("default")
    reference = Reference(str(asked.span), "parameter")
    reason = f"{name} is given when the stack is deployed"
    value: Value = Unknown(reason, asked.span, (), (reference,))
    if default is not None and not isinstance(default, Absent):
        value = at(default, default.span, default_hop(f"default of {name}", default.span))
    asked.machine.input(name, value)
    return Opaque(PARAMETER, reason, asked.span, reference, receiver=value)


FUNCTIONS: Mapping[str, Callable[[Asked], Value | None]] = {
    **{f"Duration.{unit}": _duration for unit in SECONDS},
    "Fn.join": _join,
    "Fn.sub": _sub,
    "Fn.select": _select,
    "Fn.import_value": _import,
    "Token.as_string": _same,
    "Token.as_number": _same,
    "Token.as_any": _same,
    "InstanceType.of": _same,
    "AcceleratorType.of": _same,
    "InstanceType": _same,
    "Schedule.cron": _cron,
    "Schedule.rate": _rate,
    "Schedule.expression": _same,
    "CfnParameter": _parameter,
}
