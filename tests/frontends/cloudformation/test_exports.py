"""`Fn::ImportValue`, where a template of the same run exports the name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member, plain
from smlint.core.values import Known, Reference, Tree, reference_of

Read = Callable[..., Reading]

IMPORTING = """\
Parameters: {Env: {Type: String, Default: prod}}
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties: {It: !ImportValue ml-role}
"""
EXPORTING = """\
Parameters: {{Name: {{Type: String, Default: a}}}}
Conditions: {{Never: !Equals [a, b]}}
Resources:
  Bucket: {{Type: AWS::S3::Bucket, Properties: {{BucketName: models}}}}
  Queue: {{Type: AWS::SQS::Queue}}
Outputs:
  Role: {{Value: {value}, Export: {{Name: {name}}}}}
"""


def it(reading: Reading) -> Tree:
    (deployment,) = reading.deployments
    return member(deployment.resources[0].properties, "It")


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        ("arn", "ml-role", "arn"),
        ("arn", "!Join ['-', [ml, role]]", "arn"),
        ("!Sub 's3://${Bucket}/x'", "ml-role", "s3://models/x"),
    ],
)
def test_what_is_the_same_in_every_stage(
    reading: Read, value: str, name: str, expected: str
) -> None:
    files = {"t.yaml": IMPORTING, "base.yaml": EXPORTING.format(value=value, name=name)}
    found = reading(files, ("t.yaml",))
    imported = it(found)
    assert isinstance(imported, Known)
    assert (plain(imported), imported.span.path) == (expected, "t.yaml")
    assert imported.via[0].note == "output Role of base.yaml"
    assert [source.path for source in found.sources] == ["t.yaml", "base.yaml"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("arn", "other"),
        ("arn", "!Ref Name"),
        ("!Ref Name", "ml-role"),
        ("!GetAtt Queue.Arn", "ml-role"),
        ("!ImportValue ml-role", "ml-role"),
        ("!Ref AWS::NoValue", "ml-role"),
        ("arn, Condition: Never", "ml-role"),
    ],
)
def test_what_may_differ_keeps_its_identity(reading: Read, value: str, name: str) -> None:
    files = {"t.yaml": IMPORTING, "base.yaml": EXPORTING.format(value=value, name=name)}
    found = reading(files, ("t.yaml",))
    assert reference_of(it(found)) == Reference("Fn::ImportValue", "ml-role")
    assert [source.path for source in found.sources] == ["t.yaml"]


def test_a_name_that_two_export_is_either(reading: Read) -> None:
    exporting = EXPORTING.format(value="arn", name="ml-role")
    files = {
        "t.yaml": IMPORTING,
        "a.yaml": exporting,
        "b.yaml": exporting,
        "broken.yaml": "Export: [",
        "list.yaml": "- Export\n",
    }
    found = reading(files, ("t.yaml",))
    assert reference_of(it(found)) == Reference("Fn::ImportValue", "ml-role")
    assert found.problems == ()
