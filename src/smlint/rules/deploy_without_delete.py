"""Scripts and notebooks that leave their endpoint running."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.pricing import endpoint_cost
from smlint.rules._conditions import all_in
from smlint.rules._deletions import deletions, in_any_case, parts_made

OTHER_RUNS = ("conditional", "elsewhere")
"""How surely a run comes to an update that belongs to runs that find the endpoint there."""


@having("cleanup")
@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match the place where a script makes an endpoint that it never deletes."""
    if _for_production(endpoint) or _is_kept(endpoint):
        return
    if not all_in((endpoint.cleanup, ("none",))) or _is_handed_over(endpoint):
        return
    kind = need(endpoint.kind)
    if kind == "batch" or (kind == "serverless" and not _keeps_capacity(endpoint)):
        return
    environment = need(endpoint.environment)
    told = Evidence(f"environment is {environment}", endpoint.environment)
    cost = endpoint_cost(endpoint, facts)
    yield Match(
        _made_at(endpoint),
        "this endpoint is deployed and never deleted: it is billed until somebody remembers it",
        (told,) if environment else (),
        cost=cost and cost.saving(),
        instead=in_any_case(
            deletions(endpoint, "DeleteEndpoint", *(word for word, _ in parts_made(endpoint)))
        ),
    )


def _for_production(endpoint: Endpoint) -> bool:
    return isinstance(endpoint.environment, Known) and endpoint.environment.value == "production"


def _is_handed_over(endpoint: Endpoint) -> bool:
    """Whether code makes the endpoint for others: it does not use it, and nobody explores there.

    Whether such an endpoint is to go again depends on what it is for.
    """
    if _made_at(endpoint).cell is not None:
        return False
    if any(call.operation.startswith("Invoke") and _is_own(call) for call in endpoint.calls):
        return False
    if all_in((endpoint.environment, ("non-production",))):
        return False
    need_all(endpoint.calls)
    return True


def _is_own(call: Call) -> bool:
    """Whether a run that makes the endpoint comes to `call` too, on some paths at least."""
    return call.reach != "elsewhere"


def _made_at(endpoint: Endpoint) -> Span:
    """Where the endpoint itself is made: the last of the places that it is written in."""
    return endpoint.blocks[-1] if endpoint.blocks else endpoint.span


def _is_kept(endpoint: Endpoint) -> bool:
    """Whether the script updates an endpoint that an earlier run left, instead of making it."""
    made = _made_at(endpoint)
    updates = [call for call in endpoint.calls if call.operation == "UpdateEndpoint"]
    return any(call.reach in OTHER_RUNS or _not_after(call.extent, made) for call in updates)


def _not_after(update: Span, made: Span) -> bool:
    """Whether `update` is written where the endpoint is made, or above that in the same file."""
    place = (update.cell or 0, update.line)
    return update.path == made.path and place <= (made.cell or 0, made.line)


def _keeps_capacity(endpoint: Endpoint) -> bool:
    """Whether a serverless endpoint is billed while idle, for provisioned concurrency."""
    for variant in endpoint.variants:
        serverless = need(variant.serverless_config)
        provisioned = need(serverless.provisioned_concurrency) if serverless else None
        if provisioned:
            return True
    return False


RULE = Rule(
    id="SM501",
    name="deploy-without-delete",
    title="Script, notebook or state machine that never deletes its endpoint",
    category="cleanup",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "Charges stop when the endpoint is deleted.",
        ),
    ),
    explanation=(
        "An endpoint outlives the script, the notebook or the run of a state machine that "
        "deployed it, and is billed until it is deleted. The rule looks for a deletion that the "
        "code comes to on some path at least, that stands by name in another function, file or "
        "notebook, or that a schedule does which the code leaves behind. Comments, code that is "
        "never come to, scaling to zero and deleting only the configuration or model do not "
        "count. A script in its folder, or above, that is told which endpoint to delete leaves "
        "that open, and so does one further off where no third one's can be meant. A notebook, "
        "and code that calls the endpoint itself, are done with it in the end. Code that only "
        "deploys makes it for others: the rule speaks of that where the environment is known not "
        "to be production. It stays quiet for endpoints known to be for production, for those "
        "that the code updates where it finds them there, and so means to keep, and for "
        "serverless ones without provisioned concurrency, which cost nothing while idle."
    ),
    remedy=(
        "Delete the endpoint when the work is done, in a finally block so that a failure does not "
        "skip it (in a state machine, where a Catch leads as well), or declare it: "
        "`# smlint: environment=production`."
    ),
    bad=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")  # <- here
print(predictor.predict([[0.1, 0.2]]))
# predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")  # <- here
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="fraud")
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="fraud", Body=b"0.1,0.2")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name fraud --production-variants \\
  VariantName=AllTraffic,ModelName=fraud,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud # <- here
aws sagemaker wait endpoint-in-service --endpoint-name fraud
aws sagemaker-runtime invoke-endpoint --endpoint-name fraud --body fileb://one.csv out.json
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="fraud",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
""",
        ),
        Example(
            "step_functions",
            """\
StartAt: Create
States:
  Create:
    Type: Task
    Resource: arn:aws:states:::sagemaker:createEndpoint
    Parameters: {EndpointName.$: $.name, EndpointConfigName.$: $.config}
    Next: Predict
  Predict:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: {FunctionName: predict}
    Catch: [{ErrorEquals: [States.ALL], Next: Delete}]
    Next: Delete
  Delete:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sagemaker:deleteEndpoint
    Parameters: {EndpointName.$: $.name}
    End: true
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
try:
    print(predictor.predict([[0.1, 0.2]]))
finally:
    predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
try:
    sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
except sagemaker.exceptions.ClientError:
    sagemaker.update_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
try:
    sagemaker.update_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
except sagemaker.exceptions.ClientError:
    sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
""",
        ),
        Example(
            "python",
            """\
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig())
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
# smlint: environment=production
predictor = model.deploy(initial_instance_count=2, instance_type="ml.m5.xlarge")
""",
        ),
    ),
    check=check,
)
