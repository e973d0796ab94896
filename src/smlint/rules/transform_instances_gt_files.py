"""Instances of a transform job that have no file to work on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import TRANSFORM_JOB
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need

_FILE = r"s3://[^/]+/(?:.*/)?[^/]+\.[A-Za-z][A-Za-z0-9]{1,7}(?:\.(?:gz|bz2|zst))?"
"""The address of one object: prefixes that people write have no suffix."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match several instances of a job whose input is a single file."""
    del facts
    job = need(endpoint.transform_job)
    if job is None or need(job.s3_data_type) not in (None, "S3Prefix"):
        return
    uri, count = need(job.s3_uri), need(variant.initial_instance_count)
    if uri is None or count is None or count < 2 or not re.fullmatch(_FILE, uri):
        return
    yield Match(
        variant.initial_instance_count.span,
        f"this job has {count} instances but one file to work on: a file goes to one instance, so "
        f"{count - 1} of them idle until the job ends",
        (Evidence("set here", variant.initial_instance_count), Evidence("the input", job.s3_uri)),
        instead=(Instead(TRANSFORM_JOB, {"TransformResources": {"InstanceCount": 1}}),),
    )


RULE = Rule(
    id="SM406",
    name="transform-instances-gt-files",
    title="More transform instances than files",
    category="cost",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Batch transform for inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform.html",
            "2026-11-21",
            "Objects are mapped to instances by key; with one input file one instance works and "
            "the others are idle.",
        ),
    ),
    explanation=(
        "A transform job hands out its input by files: each goes to one instance, which may split "
        "it into records but shares it with no other. With a single file all instances but one "
        "are paid for and do nothing, and the job is no faster. The rule knows a single file by "
        "its name, such as s3://data/customers.csv; a prefix, or a manifest, may be many."
    ),
    remedy=(
        "Use one instance, or put the data into several files beneath one prefix, at least as many "
        "as there are instances."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_transform_job(
    TransformJobName="churn",
    ModelName="churn",
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://data/rows.csv"}},
        "ContentType": "text/csv",
        "SplitType": "Line",
    },
    TransformOutput={"S3OutputPath": "s3://results/churn/"},
    TransformResources={
        "InstanceType": "ml.m5.xlarge",
        "InstanceCount": 4,  # <- here
    },
)
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-transform-job --transform-job-name churn --model-name churn \\
  --transform-output S3OutputPath=s3://results/churn/ \\
  --transform-input 'DataSource={S3DataSource={S3DataType=S3Prefix,S3Uri=s3://data/rows.csv}}' \\
  --transform-resources InstanceType=ml.m5.xlarge,InstanceCount=4  # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.transformer import Transformer

transformer = Transformer("churn", instance_count=4, instance_type="ml.m5.xlarge")
transformer.transform("s3://data/rows/", content_type="text/csv", split_type="Line")
""",
        ),
        Example(
            "python",
            """\
from sagemaker.transformer import Transformer

transformer = Transformer("churn", instance_count=1, instance_type="ml.m5.xlarge")
transformer.transform("s3://data/rows.csv", content_type="text/csv", split_type="Line")
""",
        ),
    ),
    check=check,
)
