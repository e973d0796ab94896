"""Deployments by version 2 of the SageMaker SDK."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import ENDPOINT_CONFIG, Resource
from smlint.core.rule import Example, Match, Rule
from smlint.core.values import Known

CLASS = "v2"
"""What says among the metadata of a configuration which class of version 2 is deployed."""


@per_resource_of(ENDPOINT_CONFIG)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a script's first deployment of a class that version 3 does not have."""
    name = resource.metadata.get(CLASS)
    if isinstance(name, Known) and resource is next(
        one for one in deployed.deployment.resources if CLASS in one.metadata
    ):
        yield Match(
            resource.span,
            f"this script calls {name.value}.deploy(), which version 3 of the SageMaker SDK does "
            "not have; version 2 is on its way out",
        )


RULE = Rule(
    id="SM967",
    name="sdk-v2",
    title="Deployment by version 2 of the SageMaker SDK",
    category="sdk",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "SageMaker Python SDK 2.257.7, deprecations.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/deprecations.py",
            "2026-11-21",
            "Version 2 warns when it is imported that it is on the path of deprecation; version 3 "
            "is the one that is developed.",
        ),
        Citation(
            "SageMaker Python SDK, migration from version 2",
            "https://github.com/aws/sagemaker-python-sdk/blob/master/migration.md",
            "2026-11-21",
            "Version 3 deploys with ModelBuilder in the place of models and estimators.",
        ),
    ),
    explanation=(
        "Version 3 of the SDK has neither models nor estimators nor predictors: a ModelBuilder "
        "builds and deploys, a ModelTrainer trains, and what deploy() gives is an endpoint. A "
        "script of version 2 fails with its first import once the package is not pinned below 3. "
        "That is a matter of when, not of the endpoint, so the rule is in no preset but all, and "
        "speaks once for a script."
    ),
    remedy=(
        "Pin sagemaker<3 where the script is to stay as it is; for a new one use "
        "sagemaker.serve.ModelBuilder, or boto3."
    ),
    bad=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/tags.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")  # <- here
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.serve import ModelBuilder

builder = ModelBuilder(model=classifier, role_arn="arn:aws:iam::111122223333:role/ml")
builder.build()
endpoint = builder.deploy(initial_instance_count=1, instance_type="ml.m5.large")
endpoint.delete()
""",
        ),
    ),
    check_deployed=check,
)
