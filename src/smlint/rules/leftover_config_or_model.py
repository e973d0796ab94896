"""Scripts that delete their endpoint, but not what they made it of."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Example, Match, Rule, need, need_all
from smlint.rules._deletions import deletions, parts_made


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match the deletion of an endpoint after which its configuration or model stays."""
    if need(endpoint.cleanup) in (None, "none"):
        return
    calls = need_all(endpoint.calls)
    deletion = next(call for call in calls if call.operation == "DeleteEndpoint")
    done = {call.operation for call in calls}
    left = [(word, part) for word, part in parts_made(endpoint) if word not in done]
    if left:
        stay = " and ".join(part for _, part in left)
        yield Match(
            deletion.span,
            f"this deletes the endpoint; {stay}, which the script makes too, "
            f"{'stay' if len(left) > 1 else 'stays'} behind",
            blocks=(deletion.extent,),
            instead=deletions(endpoint, "DeleteEndpoint", *(operation for operation, _ in left)),
        )


RULE = Rule(
    id="SM504",
    name="leftover-config-or-model",
    title="Endpoint deleted, configuration or model left behind",
    category="cleanup",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "Deleting an endpoint deletes neither its configuration nor its model; each is deleted "
            "by a call of its own.",
        ),
        Citation(
            "SageMaker Python SDK 2.257.7, base_predictor.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/base_predictor.py",
            "2026-11-21",
            "Predictor.delete_endpoint() deletes the configuration too, unless told otherwise; the "
            "model is deleted by Predictor.delete_model().",
        ),
    ),
    explanation=(
        "Configurations and models cost nothing, but they pile up: with every run one more of "
        "each, until nobody knows which of them are in use, and a run that gives them the same "
        "name again fails because it exists. The SDK's Predictor.delete_endpoint() leaves the "
        "model; Endpoint.delete() of its third version, and boto3's delete_endpoint(), leave both. "
        "The rule looks at scripts that delete an endpoint which they make themselves, and only at "
        "what they make with it."
    ),
    remedy="Delete the endpoint, then its configuration and its model.",
    bad=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_endpoint()  # <- here
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name fraud --production-variants \\
  VariantName=AllTraffic,ModelName=fraud,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud
aws sagemaker delete-endpoint --endpoint-name fraud # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_model()
predictor.delete_endpoint()
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud
aws sagemaker delete-endpoint --endpoint-name fraud
""",
        ),
    ),
    check=check,
)
