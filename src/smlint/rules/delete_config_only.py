"""Scripts that delete what an endpoint is made of, but not the endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Match, Rule
from smlint.core.values import Known
from smlint.pricing import endpoint_cost
from smlint.rules._conditions import all_in
from smlint.rules._deletions import deletions

WORDS = {"DeleteEndpointConfig": "the endpoint configuration", "DeleteModel": "the model"}


@having("calls")
@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match each deletion of a part where the whole is neither deleted nor given another part."""
    if any(call.operation == "UpdateEndpoint" for call in endpoint.calls):
        return
    made = Known(True, endpoint.blocks[-1] if endpoint.blocks else endpoint.span)
    for call in endpoint.calls:
        deleted = WORDS.get(call.operation)
        if deleted and all_in((endpoint.cleanup, ("none",))):
            cost = endpoint_cost(endpoint, facts)
            yield Match(
                call.span,
                f"this deletes {deleted}, but the endpoint is never deleted: it keeps running "
                "and is billed",
                (Evidence("the endpoint is made here", made),),
                (call.extent,),
                cost=cost and cost.saving(),
                instead=deletions(endpoint, "DeleteEndpoint", call.operation),
            )


RULE = Rule(
    id="SM502",
    name="delete-config-only",
    title="Endpoint configuration or model deleted, endpoint kept",
    category="cleanup",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "DeleteEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html",
            "2026-11-21",
            "Endpoints made of the configuration are not deleted with it, and are charged for "
            "until they are deleted themselves.",
        ),
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "Endpoint, endpoint configuration and model are deleted one by one.",
        ),
    ),
    explanation=(
        "Endpoint, endpoint configuration and model are three things. Deleting the configuration "
        "or the model leaves the endpoint running and billed; a configuration must not even be "
        "deleted while an endpoint uses it. A script that updates its endpoint is left alone: it "
        "may take away what the endpoint no longer uses."
    ),
    remedy="Delete the endpoint first, then its configuration and its model.",
    bad=(
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
sagemaker.delete_endpoint_config(EndpointConfigName="fraud")  # <- here
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_model()  # <- here
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name fraud --production-variants \\
  VariantName=AllTraffic,ModelName=fraud,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud
aws sagemaker delete-endpoint-config --endpoint-config-name fraud # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
variants = [
    {
        "VariantName": "AllTraffic",
        "ModelName": "fraud",
        "InstanceType": "ml.m5.xlarge",
        "InitialInstanceCount": 1,
    }
]
sagemaker.create_endpoint_config(EndpointConfigName="old", ProductionVariants=variants)
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="old")
sagemaker.create_endpoint_config(EndpointConfigName="new", ProductionVariants=variants)
sagemaker.update_endpoint(EndpointName="fraud", EndpointConfigName="new")
sagemaker.delete_endpoint_config(EndpointConfigName="old")
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
sagemaker.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud")
sagemaker.delete_endpoint(EndpointName="fraud")
sagemaker.delete_endpoint_config(EndpointConfigName="fraud")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name fraud --production-variants \\
  VariantName=AllTraffic,ModelName=fraud,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name fraud
aws sagemaker delete-endpoint --endpoint-name fraud
aws sagemaker delete-endpoint-config --endpoint-config-name fraud
""",
        ),
    ),
    check=check,
)
