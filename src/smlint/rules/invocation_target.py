"""Requests that do not say which of several models or containers is to answer."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Model
from smlint.core.resource import SYNCHRONOUS, Call
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, need_all
from smlint.core.tree import member, text
from smlint.core.values import Absent, Setting, Tree
from smlint.rules._containers import hosts_many, own_containers, own_model, runs_direct

CONTAINER = "TargetContainerHostname"
MODEL = "TargetModel"


@having("calls")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match each request that lacks a target, or has one that the endpoint does not know."""
    calls = [call for call in endpoint.calls if call.operation in SYNCHRONOUS]
    if not calls:
        return
    variants = need_all(endpoint.variants)
    model = own_model(variants[0]) if len(variants) == 1 else None
    if model is None:
        return
    for call in calls:
        for argument, at, problem, why in _faults(model, call):
            yield Match(
                at.span,
                problem,
                (Evidence("the model", why),),
                (call.extent,),
                instead=(Instead(call.operation, {argument: _some(model, argument)}),),
            )


def _faults(model: Model, call: Call) -> Iterator[tuple[str, Tree, str, Tree]]:
    host, target = (text(member(call.arguments, name)) for name in (CONTAINER, MODEL))
    containers = own_containers(model)
    if runs_direct(model):
        names = [need(item.container_hostname) for item in containers]
        asked = need(host)
        if asked is None:
            message = f"requests to this endpoint have to name a container ({CONTAINER})"
            yield CONTAINER, _place(host, call), message, model.execution_mode
        elif asked not in names:
            message = f'no container of this endpoint is called "{asked}"'
            yield CONTAINER, host, message, model.execution_mode
    many = next((item for item in containers if hosts_many(item)), None)
    if many is not None and need(target) is None:
        message = f"requests to this multi-model endpoint have to name a model ({MODEL})"
        yield MODEL, _place(target, call), message, many.mode


def _place(setting: Setting[str], call: Call) -> Tree:
    return Absent(call.span) if isinstance(setting, Absent) else setting


def _some(model: Model, argument: str) -> str:
    named = (need(item.container_hostname) for item in model.containers)
    first = next((name for name in named if name is not None), "container")
    return first if argument == CONTAINER else "MODEL.tar.gz"


RULE = Rule(
    id="SM976",
    name="invocation-target",
    title="Request that names no model or container where it has to",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Invoke a multi-container endpoint with direct invocation",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html",
            "2026-11-21",
            "A request without TargetContainerHostname, or with one that the endpoint does not "
            "have, is answered with a validation error.",
        ),
        Citation(
            "Invoke a multi-model endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html",
            "2026-11-21",
            "A request to a multi-model endpoint says by TargetModel which model is to answer.",
        ),
    ),
    explanation=(
        "Endpoints that hold several models behind one name need to be told which is meant: those "
        "of containers invoked directly by TargetContainerHostname, multi-model endpoints by "
        "TargetModel, a path below the prefix of the model data. The rule compares the requests "
        "in these files with the models that they make, where an endpoint has one variant."
    ),
    remedy=(
        "Name the container by its ContainerHostname, or the model by its path below ModelDataUrl."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sagemaker.create_model(
    ModelName="search",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2",
        "Mode": "MultiModel",
        "ModelDataUrl": "s3://models/search/",
    },
)
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
runtime.invoke_endpoint(EndpointName="search", Body=b"1,2,3")  # <- here
sagemaker.delete_endpoint(EndpointName="search")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-model --model-name search \\
  --execution-role-arn arn:aws:iam::111122223333:role/ml \\
  --inference-execution-config Mode=Direct \\
  --containers Image=111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1,ContainerHostname=a \\
    Image=111122223333.dkr.ecr.eu-west-1.amazonaws.com/b:1,ContainerHostname=b
aws sagemaker create-endpoint-config --endpoint-config-name search --production-variants \\
  VariantName=v,ModelName=search,InstanceType=ml.c5.large,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name search --endpoint-config-name search
aws sagemaker-runtime invoke-endpoint --endpoint-name search \\
  --target-container-hostname c --body '{}' out.json # <- here
aws sagemaker delete-endpoint --endpoint-name search
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.multidatamodel import MultiDataModel

models = MultiDataModel(
    name="search",
    model_data_prefix="s3://models/search/",
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2",
    role="ml",
)
predictor = models.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
predictor.predict(b"1,2,3", target_model="de.tar.gz")
predictor.predict(b"1,2,3", initial_args={"TargetModel": "fr.tar.gz"})
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
