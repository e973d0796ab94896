"""Transform jobs whose requests are too large together."""

from __future__ import annotations

from smlint.aws_api.kinds import Between, Product
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import JOB, documented

RULE = Rule(
    id="SM206",
    name="transform-payload-over-100",
    title="Batch transform with more than 100 MB on the way",
    category="payload",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "CreateTransformJob, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html",
            "2026-11-21",
            (
                "The payload is 100 MB at most, and so is the payload times the number of "
                "concurrent transforms."
            ),
        ),
    ),
    explanation=(
        "A transform job sends records in requests of up to MaxPayloadInMB, several of them at a "
        "time. The payload may be 100 MB at most, and so may be all that is under way to one "
        "instance. With a payload of 0 records are streamed in chunks, for algorithms that can "
        "take them so."
    ),
    remedy=(
        "Lower one of the two numbers; records that need more than 100 MB fit asynchronous "
        "inference, up to 1 GB each."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_transform_job(
    TransformJobName="search",
    ModelName="search",
    MaxPayloadInMB=50,
    MaxConcurrentTransforms=4,  # <- here
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://in/search/"}},
    },
    TransformOutput={"S3OutputPath": "s3://out/search/"},
    TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
)
""",
        ),
        Example(
            "kubernetes",
            """\
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: TransformJob
metadata:
  name: search
spec:
  transformJobName: search
  modelName: search
  maxPayloadInMB: 200 # <- here
  transformInput:
    dataSource:
      s3DataSource: {s3DataType: S3Prefix, s3URI: "s3://in/search/"}
  transformOutput: {s3OutputPath: "s3://out/search/"}
  transformResources: {instanceType: ml.m5.large, instanceCount: 1}
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_transform_job(
    TransformJobName="search",
    ModelName="search",
    MaxPayloadInMB=50,
    MaxConcurrentTransforms=2,
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://in/search/"}},
    },
    TransformOutput={"S3OutputPath": "s3://out/search/"},
    TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
)
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_transform_job(
    TransformJobName="search",
    ModelName="search",
    MaxPayloadInMB=0,
    MaxConcurrentTransforms=16,
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://in/search/"}},
    },
    TransformOutput={"S3OutputPath": "s3://out/search/"},
    TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
)
""",
        ),
    ),
    check_deployed=documented(
        (JOB, Between("MaxPayloadInMB", 0, 100)),
        (JOB, Product(("MaxPayloadInMB", "MaxConcurrentTransforms"), 100)),
    ),
)
