"""Calls of a Python script: of boto3, of the SageMaker SDK and its core, the CDK and Pulumi."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MADE_BY, MODEL, Resource
from smlint.core.rule import CLIENT, ENDPOINT_NAME, Instead, Written
from smlint.core.tree import mapping, plain
from smlint.core.values import NOTHING, Known, Tree
from smlint.frontends.terraform.resources.shapes import SHAPES
from smlint.remedies.commands import service
from smlint.remedies.documents import in_template, logical_id
from smlint.remedies.hcl import renamed
from smlint.remedies.literals import python
from smlint.remedies.names import addition, referring, variable
from smlint.remedies.places import is_new
from smlint.remedies.sdk import by_name_of_predictor, deletions, deploy

LIBRARY = "library"
"""What says among the metadata of a resource which library the script declares it with."""

PULUMI: Mapping[str, str] = {
    "aws_sagemaker_model": "aws.sagemaker.Model",
    "aws_sagemaker_endpoint_configuration": "aws.sagemaker.EndpointConfiguration",
    "aws_sagemaker_endpoint": "aws.sagemaker.Endpoint",
    "aws_appautoscaling_target": "aws.appautoscaling.Target",
    "aws_appautoscaling_policy": "aws.appautoscaling.Policy",
    "aws_appautoscaling_scheduled_action": "aws.appautoscaling.ScheduledAction",
    "aws_cloudwatch_metric_alarm": "aws.cloudwatch.MetricAlarm",
}
"""Pulumi's classes are those of Terraform's provider."""

NAMES = (
    (ENDPOINT, "EndpointName", ENDPOINT_NAME),
    (ENDPOINT_CONFIG, "EndpointConfigName", "ENDPOINT_CONFIG"),
    (MODEL, "ModelName", "MODEL"),
)
"""What has a name, the member that it is, and what stands for it where it is not known."""

FREE = ("Environment",)
"""Members whose own members are named by whoever writes them."""

_CORE = re.compile(
    r"(Create|Delete)(Model|EndpointConfig|Endpoint|InferenceComponent|TransformJob)"
)
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SDK = re.compile(r"#(config|endpoint|model|component|job)$")


def call(instead: Instead, there: Sequence[Resource], path: str) -> str:
    """`instead` as a call, in the manner of the script that makes what is `there`."""
    del path
    if instead.type == CLIENT:
        return _client(instead)
    code = _written(instead, there)
    for kind, name, placeholder in NAMES:
        held = variable(there, kind, name)
        code = referring(code, placeholder, held) if held else code
    return code


def refers(there: Sequence[Resource]) -> bool:
    """Whether the script has the endpoint's name in something, though that is not known."""
    return by_sdk(there) or bool(variable(there, ENDPOINT, "EndpointName"))


def _written(instead: Instead, there: Sequence[Resource]) -> str:
    libraries = {plain(one.metadata.get(LIBRARY, NOTHING)) for one in there}
    if "cdk" in libraries:
        return _cdk(instead)
    if "pulumi" in libraries:
        return _pulumi(instead)
    if "core" in libraries:
        return _core(instead) or _boto(instead)
    if by_sdk(there):
        return by_name_of_predictor(deploy(instead, there) or _boto(instead), there)
    return _boto(instead)


def seen_from(
    path: str, insteads: Sequence[Instead], there: Sequence[Resource]
) -> Sequence[Resource]:
    """What is `there` as the script at `path` knows it, which is to make the requests `insteads`.

    Of what other files alone make, it knows the names that are written out: not their variables.
    """
    if any("::" in one.type for one in insteads) or any(one.span.path == path for one in there):
        return there
    return [
        replace(
            one,
            address="",
            properties=_told(one.properties),
            metadata={name: said for name, said in one.metadata.items() if name == LIBRARY},
        )
        for one in there
    ]


def _told(properties: Tree) -> Tree:
    told = mapping(properties)
    members = told.value.items() if isinstance(told, Known) else ()
    return Known({name: item for name, item in members if isinstance(item, Known)}, told.span)


def finally_done(code: str) -> str:
    """`code` for what is done, whatever fails before."""
    lines = (f"    {line}" for line in code.splitlines() if line)
    return "\n".join(("try:", "    ...", "finally:", *lines))


def in_order(insteads: Sequence[Instead], there: Sequence[Resource]) -> Sequence[Instead]:
    """`insteads` in the order in which the script has to make them."""
    return deletions(insteads, there) if by_sdk(there) else insteads


def by_sdk(there: Sequence[Resource]) -> bool:
    """Whether the SageMaker SDK makes some of what is `there`."""
    return any(_SDK.search(one.address) for one in there)


def snake(name: str) -> str:
    """`CreateEndpointConfig` as `create_endpoint_config`."""
    return _WORD.sub("_", name).lower()


def arguments(callee: str, named: Mapping[str, Written], before: Sequence[str] = ()) -> str:
    """A call of `callee` with arguments by name, one in a line, after those `before`."""
    return "\n".join((f"{callee}(", *(f"    {one}," for one in before), *_arguments(named), ")"))


def _client(instead: Instead) -> str:
    """The client of boto3 that calls endpoints, with settings of botocore's."""
    settings = ", ".join(f"{name}={python(value)}" for name, value in instead.properties.items())
    config = f"    config=botocore.config.Config({settings}),"
    return f'boto3.client(\n    "sagemaker-runtime",\n{config}\n)'


def _boto(instead: Instead) -> str:
    operation = MADE_BY.get(instead.type, instead.type)
    if service(operation) == "":
        return ""
    callee = f'boto3.client("{service(operation)}").{snake(operation)}'
    return arguments(callee, instead.properties)


def _cdk(instead: Instead) -> str:
    if "::" not in instead.type:
        return ""
    resource, properties = in_template(instead)
    _, owner, kind = resource.split("::")
    module = f"aws_{owner.lower()}"
    named = {snake(name): _snaked(value) for name, value in properties.items()}
    ids = ("self", f'"{logical_id(instead, ())}"') if is_new(instead) else ()
    return arguments(f"{module}.Cfn{kind}", named, ids)


def _pulumi(instead: Instead) -> str:
    kinds = (kind for kind in PULUMI if SHAPES[kind].type == instead.type)
    kind = next(kinds, None)
    if kind is None:
        return ""
    name = "-".join(addition(instead, ())) or kind.rpartition("_")[2]
    names = (f'"{name}"',) if is_new(instead) else ()
    return arguments(PULUMI[kind], renamed(instead.properties, SHAPES[kind]), names)


def _core(instead: Instead) -> str:
    """A method of a resource class of the SDK's third version; empty for what has no class."""
    found = _CORE.fullmatch(MADE_BY.get(instead.type, instead.type))
    if found is None:
        return ""
    named = {snake(name): _snaked(value) for name, value in instead.properties.items()}
    done, kind = found.groups()
    if done == "Create":
        return arguments(f"{kind}.create", named)
    return f"{arguments(f'{kind}.get', named)}.delete()"


def _snaked(value: Written) -> Written:
    if isinstance(value, Mapping):
        return {
            snake(name): item if name in FREE else _snaked(item) for name, item in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_snaked(item) for item in value]
    return value


def _arguments(named: Mapping[str, Written]) -> Iterator[str]:
    for name, value in named.items():
        if value is None:
            yield f"    # without {name}"
        else:
            yield f"    {name}={python(value, 4, len(name) + 6)},"
