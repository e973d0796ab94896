"""What is written instead says, in every language, what the rule says: the frontends read it so."""

from __future__ import annotations

import json

import pytest

from smlint.core.resource import (
    ENDPOINT_CONFIG,
    SCALABLE_TARGET,
    SCALING_POLICY,
    Resource,
)
from smlint.core.rule import Instead, Written
from smlint.core.spans import Span
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Tree
from smlint.remedies import written
from tests.project import reading

AT = Span("x", 1, 1)
CONFIG = Instead(
    ENDPOINT_CONFIG,
    {
        "EndpointConfigName": "fraud",
        "KmsKeyId": "alias/fraud",
        "ProductionVariants": [
            {
                "VariantName": "AllTraffic",
                "ModelName": "fraud",
                "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5},
            },
            {"VariantName": "other", "EnableSSMAccess": False, "VolumeSizeInGB": 30},
        ],
        "DataCaptureConfig": {"EnableCapture": True, "DestinationS3Uri": "s3://b/ü '\""},
    },
)
TARGET = Instead(
    SCALABLE_TARGET,
    {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/AllTraffic",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "MinCapacity": 1,
        "MaxCapacity": 4,
    },
)
POLICY = Instead(
    SCALING_POLICY,
    {
        "PolicyName": "yes",
        "PolicyType": "TargetTrackingScaling",
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/AllTraffic",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 0.5,
            "CustomizedMetricSpecification": {
                "MetricName": "ApproximateBacklogSizePerInstance",
                "Dimensions": [{"Name": "EndpointName", "Value": "fraud"}],
            },
        },
    },
)
EVERYTHING = (CONFIG, TARGET, POLICY)


def there(address: str, **metadata: Tree) -> Resource:
    return Resource(ENDPOINT_CONFIG, address, Absent(AT), AT, AT, metadata)


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def state_machine(code: str) -> str:
    states = [json.loads(f"{{{part}") for part in f"\n{code}".split("\n{")[1:]]
    names = [f"S{number}" for number in range(len(states))]
    for state, following in zip(states, [*names[1:], ""], strict=True):
        state |= {"Next": following} if following else {"End": True}
    return json.dumps({"StartAt": "S0", "States": dict(zip(names, states, strict=True))})


def manifests(code: str) -> str:
    groups = {"EndpointConfig": "sagemaker"}
    documents = []
    for number, part in enumerate(code.split("\n\n")):
        kind = part.partition("\n")[0].removeprefix("kind: ")
        group = groups.get(kind, "applicationautoscaling")
        head = f"apiVersion: {group}.services.k8s.aws/v1alpha1\nmetadata: {{name: n{number}}}\n"
        documents.append(head + part)
    return "\n---\n".join(documents)


def json_template(code: str) -> str:
    decoder = json.JSONDecoder()
    resources: dict[str, object] = {}
    while code:
        found, end = decoder.raw_decode(code)
        resources |= found
        code = code[end:].strip()
    return json.dumps({"Resources": resources})


CDK = """\
from aws_cdk import App, Stack, aws_applicationautoscaling, aws_sagemaker


class Hosting(Stack):
    def __init__(self, scope, name):
        super().__init__(scope, name)
{code}

app = App()
Hosting(app, "hosting")
app.synth()
"""


def cdk(code: str) -> str:
    """The calls with the two arguments that are everybody's own: scope and id."""
    numbers = iter(range(9))
    lines = [
        f'{line}self, "r{next(numbers)}",' if line.startswith("aws_") else line
        for line in code.splitlines()
    ]
    return CDK.format(code="".join(f"        {line}\n" for line in lines))


def pulumi(code: str) -> str:
    numbers = iter(range(9))
    lines = [
        f'{line}"r{next(numbers)}",' if line.startswith("aws.") else line
        for line in code.splitlines()
    ]
    return "import pulumi_aws as aws\n\n" + "\n".join(lines)


CASES = {
    "terraform": ("main.tf", [there("aws_sagemaker_endpoint_configuration.fraud")], str),
    "cloud control": ("main.tf", [there("awscc_sagemaker_endpoint_config.fraud")], str),
    "cloudformation": ("t.yaml", [], lambda code: f"Resources:\n{indented(code)}"),
    "json template": ("t.json", [], json_template),
    "kubernetes": ("k.yaml", [], manifests),
    "step_functions": ("s.asl.json", [], state_machine),
    "boto3": ("deploy.py", [there("deploy.py:1:1")], lambda code: f"import boto3\n{code}"),
    "cdk": ("app.py", [there("app.py:1:1", library=Known("cdk", AT))], cdk),
    "pulumi": ("__main__.py", [there("__main__.py:1:1", library=Known("pulumi", AT))], pulumi),
    "shell": ("deploy.sh", [], lambda code: f"#!/bin/bash\n{code}\n"),
}
LANGUAGES = {
    "cloud control": "terraform", "json template": "cloudformation",
    "boto3": "python", "cdk": "python", "pulumi": "python",
}  # fmt: skip


def among(wanted: Written, found: object) -> bool:
    """Whether all that is `wanted` is in `found`, which may say more."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            among(item, found.get(name)) for name, item in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and all(map(among, wanted, found))
    return wanted == found


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_read_as_what_was_said(case: str) -> None:
    path, existing, project = CASES[case]
    code = written(LANGUAGES.get(case, case), path, EVERYTHING, existing)
    found = reading({path: project(code)})
    assert found.problems == (), found.problems
    (deployment,) = found.deployments
    made = {resource.type: plain(resource.properties) for resource in deployment.resources}
    for instead in EVERYTHING:
        assert among(instead.properties, made[instead.type]), (code, made[instead.type])
