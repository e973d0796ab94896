"""Updates to another instance type while a variant is registered for scaling."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_deployment_with
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint, ScalableTarget, Variant
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.tree import member
from smlint.core.values import Known, parts_of, reference_of
from smlint.rules._autoscaling import INSTANCES, id_written
from smlint.rules._scaling_examples import SCALED_PY

DEREGISTER = "DeregisterScalableTarget"


@per_deployment_with("UpdateEndpoint")
def check(deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match updates to a configuration whose variant has another type than when registered."""
    if any(call.operation == DEREGISTER for call in deployed.deployment.calls):
        return
    for new in deployed.endpoints:
        for call in new.calls:
            if call.operation == "UpdateEndpoint" and _takes(call, new):
                earlier = [item for item in deployed.endpoints if _is_other(item, new)]
                yield from _changes(earlier, new, call)


def _is_other(endpoint: Endpoint, new: Endpoint) -> bool:
    """Whether `endpoint` is the same one with a configuration written further up."""
    same = bool(new.unit) and endpoint.unit == new.unit and endpoint.address != new.address
    return same and endpoint.stage == new.stage and endpoint.span.order < new.span.order


def _takes(call: Call, endpoint: Endpoint) -> bool:
    """Whether the call surely brings the configuration of `endpoint`."""
    name = member(call.arguments, "EndpointConfigName")
    reference = reference_of(name)
    if reference is not None and reference.address == endpoint.address:
        return True
    return isinstance(name, Known) and parts_of(name) == parts_of(endpoint.config_name)


def _changes(earlier: list[Endpoint], new: Endpoint, call: Call) -> Iterator[Match]:
    for endpoint in earlier:
        for old in endpoint.variants:
            for variant in new.variants:
                target = _registered(old, variant, call)
                if target is not None:
                    yield _match(old, variant, target, call, new)
                    return


def _registered(old: Variant, new: Variant, call: Call) -> ScalableTarget | None:
    """What scales a variant that is called the same and changes its type, before the update."""
    if not isinstance(old.name, Known) or parts_of(old.name) != parts_of(new.name):
        return None
    before, after = old.instance_type, new.instance_type
    if not isinstance(before, Known) or not isinstance(after, Known) or before == after:
        return None
    targets: tuple[ScalableTarget, ...] = (*old.scalable_targets, *new.scalable_targets)
    for target in targets:
        near = target.span.path == call.span.path and target.span.order < call.span.order
        dimension = target.scalable_dimension
        if near and isinstance(dimension, Known) and dimension.value == INSTANCES:
            return target
    return None


def _match(
    old: Variant, new: Variant, target: ScalableTarget, call: Call, endpoint: Endpoint
) -> Match:
    before, after = (parts_of(item.instance_type)[0] for item in (old, new))
    return Match(
        call.span,
        f"this update changes the variant from {before} to {after} while it is registered for "
        "scaling: the call fails",
        (
            Evidence("it is registered here", target.resource_id),
            Evidence("the type was set here", old.instance_type),
            Evidence("the new one is set here", new.instance_type),
        ),
        (call.extent,),
        instead=(
            Instead(
                DEREGISTER,
                {
                    "ServiceNamespace": "sagemaker",
                    "ResourceId": id_written(target.resource_id),
                    "ScalableDimension": INSTANCES,
                },
            ),
        ),
        endpoints=(endpoint,),
    )


UPDATE = """\
sagemaker.create_endpoint_config(
    EndpointConfigName="search-2",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.c6i.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
DEREGISTERsagemaker.update_endpoint(MARK
    EndpointName="search",
    EndpointConfigName="search-2",
)
"""

RULE = Rule(
    id="SM705",
    name="update-type-while-autoscaled",
    title="Other instance type for a variant that is registered for scaling",
    category="deployment",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Update endpoints that use auto scaling",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html",
            "2026-11-21",
            "An update that changes the instance type of a variant registered for scaling fails; "
            "its policies are deleted and it is deregistered before, and registered again after.",
        ),
    ),
    explanation=(
        "Scaling policies are tuned to what one instance can do, so Application Auto Scaling does "
        "not let the instance type change underneath them: UpdateEndpoint fails as long as the "
        "variant is a scalable target. The way is to delete the policies, deregister the target, "
        "update, wait until the endpoint is in service, and register again with a target value for "
        "the new type. Another model on the same type is allowed. So is a variant under another "
        "name, which has no target yet. The rule sees scripts that make, register and update an "
        "endpoint in one run; in templates only the state after the update is written."
    ),
    remedy=(
        "Deregister the scalable target before the update, and register it again when the endpoint "
        "is in service; or give the variant another name."
    ),
    bad=(
        Example(
            "python",
            SCALED_PY + UPDATE.replace("DEREGISTER", "").replace("MARK", "  # <- here"),
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name search-1 --production-variants \\
  VariantName=AllTraffic,ModelName=search,InstanceType=ml.c5.xlarge,InitialInstanceCount=2
aws sagemaker create-endpoint --endpoint-name search --endpoint-config-name search-1
aws application-autoscaling register-scalable-target --service-namespace sagemaker \\
  --resource-id endpoint/search/variant/AllTraffic \\
  --scalable-dimension sagemaker:variant:DesiredInstanceCount --min-capacity 2 --max-capacity 6
aws sagemaker create-endpoint-config --endpoint-config-name search-2 --production-variants \\
  VariantName=AllTraffic,ModelName=search,InstanceType=ml.c6i.xlarge,InitialInstanceCount=2
aws sagemaker update-endpoint --endpoint-name search --endpoint-config-name search-2 # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            SCALED_PY
            + UPDATE.replace("MARK", "").replace(
                "DEREGISTER",
                """\
scaling.deregister_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/search/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
)
""",
            ),
        ),
        Example("python", SCALED_PY),
    ),
    check_deployed=check,
)
