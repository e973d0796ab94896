"""Record what moto's CloudFormation deploys of the templates that the tests read with smlint.

    python -m scripts.record_moto [TOPIC …]

reads `tests/frontends/cloudformation/data/moto/TOPIC.txt` and writes `TOPIC.json` beside it: for
each template and stage the resources, with the properties that the services received and where they
describe them otherwise; and what references gave. It needs `moto[all]`, and no network.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import boto3
from moto import mock_aws
from moto.moto_api._internal import mock_random

from scripts.moto_engine import REGION, Heard, engine
from tests.frontends.cloudformation.deployed import DATA, PARAMETERS, Deployed, deployments, topics

BUCKET = "templates"
EXPORTS = {"network-Subnet": "subnet-0aa", "network-Bucket": "models-of-ours"}
"""What another stack gives the templates."""
STORED = {"/ml/instance-type": "ml.c5.xlarge"}
"""What the templates find in Systems Manager."""


def prepare(deployed: Deployed) -> None:
    """Bring into the account what a template finds there."""
    outputs = {
        f"Output{number}": {"Value": value, "Export": {"Name": name}}
        for number, (name, value) in enumerate(EXPORTS.items())
    }
    handle = {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    boto3.client("cloudformation", REGION).create_stack(
        StackName="network", TemplateBody=json.dumps({"Resources": handle, "Outputs": outputs})
    )
    for name, value in STORED.items():
        boto3.client("ssm", REGION).put_parameter(Name=name, Value=value, Type="String")
    s3 = boto3.client("s3", REGION)
    s3.create_bucket(Bucket=BUCKET)
    for path in nested(deployed):
        s3.put_object(Bucket=BUCKET, Key=path, Body=uploaded(deployed, path).encode())


def nested(deployed: Deployed) -> list[str]:
    """The templates beside a template."""
    return [
        path
        for path in deployed.files
        if path != deployed.template and not path.startswith(PARAMETERS)
    ]


def uploaded(deployed: Deployed, path: str) -> str:
    """A template, with the addresses of those beside it."""
    text = deployed.files[path]
    for other in nested(deployed):
        text = text.replace(f" {other}", f" https://s3.amazonaws.com/{BUCKET}/{other}")
    return text


def deploy(deployed: Deployed, stage: Mapping[str, str]) -> dict[str, Any]:
    """Create the stack of a template with the values of a stage, and tell what came about."""
    mock_random.seed(1)
    prepare(deployed)
    cloudformation = boto3.client("cloudformation", REGION)
    heard = Heard()
    with engine(heard):
        cloudformation.create_stack(
            StackName="stack",
            TemplateBody=uploaded(deployed, deployed.template),
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value} for name, value in stage.items()
            ],
        )
        (stack,) = cloudformation.describe_stacks(StackName="stack")["Stacks"]
        if stack["StackStatus"] != "CREATE_COMPLETE":
            raise ValueError(stack["StackStatus"])
    return {
        "parameters": heard.parameters,
        "resources": heard.resources,
        "values": dict(sorted(heard.values.items())),
    }


def record(deployed: Deployed) -> dict[str, Any]:
    """What moto deploys of a template, in each of its stages."""
    found = {}
    for name, stage in deployed.stages.items():
        with mock_aws():
            try:
                found[name] = deploy(deployed, stage)
            except Exception as error:
                error.add_note(f"{deployed.title}, {name}")
                raise
    return found


def main() -> None:
    """Record the topics that are named, or all."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    for topic in sys.argv[1:] or topics():
        recorded = {one.title: record(one) for one in deployments(topic)}
        text = json.dumps(recorded, indent=1, ensure_ascii=False) + "\n"
        (DATA / f"{topic}.json").write_text(text, "utf-8")
        print(f"{topic}: {len(recorded)} templates, {sum(map(len, recorded.values()))} stages")


if __name__ == "__main__":
    main()
