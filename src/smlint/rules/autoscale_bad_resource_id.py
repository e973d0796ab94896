"""Resource ids that name nothing that Application Auto Scaling could scale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint
from smlint.core.resource import ENDPOINT, ENDPOINT_CONFIG, MODEL, SCALABLE_TARGET, Resource
from smlint.core.rule import ENDPOINT_NAME, Example, Instead, Match, Rule, need
from smlint.core.tree import member, text
from smlint.core.values import Absent, Known, Reference, Setting, Unknown, parts_of
from smlint.rules._autoscaling import (
    COPIES,
    DIMENSIONS,
    FORMS,
    TYPES,
    is_named,
    named,
    only_variant,
    scales_sagemaker,
    variants_of,
    written,
)
from smlint.rules._scaling_examples import (
    ENDPOINT_CFN,
    ENDPOINT_PY,
    ENDPOINT_TF,
    SCALED_CFN,
    SCALED_PY,
    SCALED_TF,
)

VARIANT = r"endpoint/[^/]+/variant/[^/]+"
COMPONENT = r"inference-component/[^/]+"
ARNS = ("Arn", "Ref")
"""The attributes of what SageMaker makes that are ARNs: what `Ref` gives in a template is one."""

KINDS = {ENDPOINT_CONFIG: "the endpoint configuration", MODEL: "the model"}


@per_resource_of(*TYPES)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match an id of another form than its dimension has, or of what surely is not there."""
    if not scales_sagemaker(resource, deployed):
        return
    found = text(member(resource.properties, "ResourceId"))
    dimension = text(member(resource.properties, "ScalableDimension"))
    if isinstance(found, Absent):
        return
    fault = _form(found, dimension) or _maker(found, deployed) or _variant(found, deployed)
    if fault is not None and not _repeats_a_target(resource, found, deployed):
        meant = _meant(found, deployed)
        form = FORMS.get(dimension.value, "") if isinstance(dimension, Known) else ""
        wanted = {"ResourceId": _id(form, found, meant)}
        yield Match(
            found.span,
            fault,
            (written("set here", found),),
            instead=(Instead(resource.type, wanted),) if form else (),
            endpoints=meant,
        )
    elif fault is None and isinstance(found, Unknown) and not found.parts:
        need(found)


def _meant(found: Setting[str], deployed: Deployed) -> tuple[Endpoint, ...]:
    """The endpoint that the id names, or holds a part of; else the only one that there is."""
    name = named(found)
    asked = () if name is None else name.endpoint
    made = {part.address for part in asked if isinstance(part, Reference)}
    meant = tuple(
        item
        for item in deployed.endpoints
        if is_named(item, asked) or made & {resource.address for resource in item.resources}
    )
    return meant or (deployed.endpoints if len(deployed.endpoints) == 1 else ())


def _id(form: str, found: Setting[str], endpoints: tuple[Endpoint, ...]) -> str:
    """An id of that form, of the only endpoint and variant that can be meant."""
    if len(endpoints) != 1 or form == FORMS[COPIES]:
        return form
    name = named(found)
    own = "" if name is None else "".join(str(part) for part in name.variant)
    known = any(
        isinstance(one.name, Known) and one.name.value == own for one in variants_of(endpoints)
    )
    variant = own if known else only_variant(endpoints)
    return form.replace("NAME", ENDPOINT_NAME).replace("VARIANT", variant)


def _repeats_a_target(resource: Resource, found: Setting[str], deployed: Deployed) -> bool:
    """Whether `resource` acts on a target that has the same id: there it is told.

    Raises `Undetermined` where a target may have it.
    """
    if resource.type == SCALABLE_TARGET:
        return False
    targets = (one for one in deployed.deployment.resources if one.type == SCALABLE_TARGET)
    ids = [text(member(target.properties, "ResourceId")) for target in targets]
    if any(parts_of(one) == parts_of(found) for one in ids):
        return True
    for one in ids:
        if isinstance(one, Unknown) and not one.parts:
            need(one)
    return False


def _form(found: Setting[str], dimension: Setting[str]) -> str | None:
    """What is wrong with the form of an id that is known."""
    if not isinstance(found, Known):
        return None
    scaled = dimension.value if isinstance(dimension, Known) else ""
    if scaled in DIMENSIONS:
        if re.fullmatch(COMPONENT if scaled == COPIES else VARIANT, found.value):
            return None
        return (
            f'"{found.value}" is no resource id of {DIMENSIONS[scaled]}: it has the form '
            f"{FORMS[scaled]}"
        )
    if re.fullmatch(VARIANT, found.value) or re.fullmatch(COMPONENT, found.value):
        return None
    return f'"{found.value}" is neither of the form {" nor of the form ".join(set(FORMS.values()))}'


def _maker(found: Setting[str], deployed: Deployed) -> str | None:
    """What is wrong with what the id refers to in place of an endpoint's name."""
    name = named(found)
    if name is None or len(name.endpoint) != 1 or not isinstance(name.endpoint[0], Reference):
        return None
    reference = name.endpoint[0]
    made = {item.address: item for item in deployed.deployment.resources}.get(reference.address)
    if made is None:
        return None
    if made.type == ENDPOINT and reference.attribute in ARNS:
        return f"this id holds the ARN of the endpoint {made.address}, where its name belongs"
    other = KINDS.get(made.type)
    if other is None or any(is_named(item, name.endpoint) for item in deployed.endpoints):
        return None
    users = [item for item in deployed.endpoints if made in item.resources]
    if not users or any(not _apart(item, reference) for item in users):
        return None
    return f"this id names {other} {made.address}, where the endpoint's name belongs"


def _apart(endpoint: Endpoint, reference: Reference) -> bool:
    """Whether `endpoint` surely has a name of its own, which is not what `reference` gives."""
    if not any(resource.type == ENDPOINT for resource in endpoint.resources):
        return False
    return not isinstance(endpoint.name, Unknown) or (
        bool(endpoint.name.parts) and reference not in endpoint.name.parts
    )


def _variant(found: Setting[str], deployed: Deployed) -> str | None:
    """What is wrong with the variant that the id names, of an endpoint that is made here."""
    name = named(found)
    if name is None or not all(isinstance(part, str) for part in name.variant):
        return None
    meant = tuple(item for item in deployed.endpoints if is_named(item, name.endpoint))
    variants = variants_of(meant)
    if not meant or variants.more is not None or any(map(_is_updated, meant)):
        return None
    names = [variant.name for variant in variants]
    known = [item.value for item in names if isinstance(item, Known)]
    wanted = "".join(str(part) for part in name.variant)
    if len(known) < len(names) or wanted in known:
        return None
    return _no_variant(wanted, known)


def _is_updated(endpoint: Endpoint) -> bool:
    """Whether the endpoint may get variants that are not seen here."""
    updates = (call.operation == "UpdateEndpoint" for call in endpoint.calls)
    return endpoint.calls.more is not None or any(updates)


def _no_variant(wanted: str, known: list[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in dict.fromkeys(known))
    return (
        f'the endpoint has no variant "{wanted}": '
        f"{'its variant is' if len(set(known)) == 1 else 'its variants are'} {shown}"
    )


RULE = Rule(
    id="SM926",
    name="autoscale-bad-resource-id",
    title="Resource id of scaling that names nothing that can be scaled",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Amazon SageMaker and Application Auto Scaling",
            "https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html",
            "2026-11-21",
            "Variants are registered as endpoint/NAME/variant/VARIANT, inference components as "
            "inference-component/NAME, under the names that they have.",
        ),
        Citation(
            "AWS::SageMaker::Endpoint, CloudFormation template reference",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-endpoint.html",
            "2026-11-21",
            "Ref gives the ARN of the endpoint; its name is the attribute EndpointName.",
        ),
    ),
    explanation=(
        "Application Auto Scaling knows what it scales by a text: the endpoint's name and the "
        "variant's name between fixed words, or the name of an inference component. The text is "
        "not looked at before the target is registered, which then fails. What often stands there "
        "in its place: the ARN of the endpoint (in a template `Ref` of the endpoint is one, "
        "`GetAtt` of EndpointName is the name), the name of the endpoint configuration or of the "
        "model, and a variant called otherwise than in the configuration. The rule compares names "
        "only where the endpoint and all of its variants are in the same files; an endpoint that "
        "is made elsewhere is left alone."
    ),
    remedy=(
        "Write endpoint/NAME/variant/VARIANT with the names of the endpoint and of a variant of "
        "its configuration, or inference-component/NAME."
    ),
    bad=(
        Example(
            "terraform",
            ENDPOINT_TF
            + """\
resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.name}/variant/main" # <- here
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "search" {
  name               = "invocations"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.search.service_namespace
  resource_id        = aws_appautoscaling_target.search.resource_id
  scalable_dimension = aws_appautoscaling_target.search.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 500
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
        ),
        Example(
            "terraform",
            ENDPOINT_TF
            + """\
resource "aws_appautoscaling_target" "search" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.search.arn}/variant/AllTraffic" # <- here
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 6
}
""",
        ),
        Example(
            "cloudformation",
            ENDPOINT_CFN
            + """\
  SearchTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/${SearchEndpoint}/variant/AllTraffic # <- here
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 6
""",
        ),
        Example(
            "python",
            ENDPOINT_PY
            + """\
boto3.client("application-autoscaling").register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="search/AllTraffic",  # <- here
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=6,
)
""",
        ),
    ),
    good=(
        Example("terraform", SCALED_TF),
        Example("cloudformation", SCALED_CFN),
        Example("python", SCALED_PY),
    ),
    check_deployed=check,
)
