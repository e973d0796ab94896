"""Whose costs can be told apart by tags."""

from __future__ import annotations

import pytest

from tests.rules.judged import report
from tests.rules.variants import variant

BOTO = """
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="x", ProductionVariants=[{"VariantName": "a", "ModelName": "x"}], TAGS
)
sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x")
"""
DEPLOY = 'MODEL.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge", TAGS)\n'
MODEL = """
from sagemaker.model import Model
predictor = Model(image_uri="search:1", role="ml")"""
JUMPSTART = """
from sagemaker.jumpstart.model import JumpStartModel
predictor = JumpStartModel(model_id="chat")"""


@pytest.mark.parametrize(
    ("code", "findings", "undecided"),
    [
        (BOTO, 1, 0),
        (BOTO.replace("TAGS", "Tags=[]"), 1, 0),
        (BOTO.replace("TAGS", 'Tags=[{"Key": "Project", "Value": "x"}]'), 0, 0),
        (f'{BOTO}sagemaker.delete_endpoint(EndpointName="x")', 0, 0),
        (f'{BOTO}if done():\n    sagemaker.delete_endpoint(EndpointName="x")', 1, 0),
        (DEPLOY.replace("MODEL", MODEL), 0, 1),
        (DEPLOY.replace("MODEL", MODEL).replace("TAGS", 'tags=[{"Key": "P", "Value": "x"}]'), 0, 0),
        (DEPLOY.replace("MODEL", JUMPSTART), 0, 0),
    ],
)
def test_endpoints_that_stay_have_tags(code: str, findings: int, undecided: int) -> None:
    found = report("missing-cost-tags", code.replace(", TAGS", ""), "python")
    assert (len(found.findings), len(found.undecided)) == (findings, undecided)


def test_no_tags_are_none_wherever_they_come_from() -> None:
    written = 'tags = { Environment = "prod" }'
    assert written in variant()
    code = variant().replace(written, "tags = var.tags") + 'variable "tags" { default = {} }'
    assert not report("missing-cost-tags", code).findings
    config = "aws_sagemaker_endpoint_configuration.x.name"
    made = f'{code}\nresource "aws_sagemaker_endpoint" "x" {{ endpoint_config_name = {config} }}'
    (found,) = report("missing-cost-tags", made).findings
    assert "default of var.tags" in [note.text for note in found.related]
