"""Templates of the Serverless Framework, of SAM, and what neither shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.tree import member
from smlint.core.values import Known, Reference, Unknown, parts_of
from tests.project import endpoints

Read = Callable[..., Reading]

SERVERLESS = """\
service: fraud
provider: {name: aws, stage: "${opt:stage, 'dev'}"}
functions:
  call: {handler: handler.call, environment: {Resources: 1}}
resources:
  Conditions: {Never: !Equals [a, b]}
  Resources:
    Config:
      Type: AWS::SageMaker::EndpointConfig
      Properties:
        EndpointConfigName: fraud-${self:provider.stage}
        ProductionVariants:
          - {VariantName: v, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1}
    Endpoint:
      Type: AWS::SageMaker::Endpoint
      Properties:
        EndpointConfigName: !Sub "fraud-${self:provider.stage}"
"""


def test_the_template_in_a_configuration_of_the_serverless_framework() -> None:
    (endpoint,) = endpoints({"serverless.yml": SERVERLESS})
    assert isinstance(endpoint.config_name, Unknown)
    assert parts_of(endpoint.config_name) == ("fraud-", Reference("${self:provider.stage}"))
    assert "Serverless Framework" in endpoint.config_name.reason
    (variant,) = endpoint.variants
    assert variant.initial_instance_count == Known(1, variant.span)


def test_templates_in_a_list_are_put_together() -> None:
    head, _, sections = SERVERLESS.partition("resources:\n")
    indented = "".join(f"  {line}\n" for line in sections.splitlines())
    listed = f"  -{indented[3:]}  - ${{file(other.yml)}}\n"
    listed = listed.replace(
        "      Endpoint:\n", "  - Resources:\n      Endpoint:\n"
    )  # fmt: skip
    (endpoint,) = endpoints({"serverless.yml": f"{head}resources:\n{listed}"})
    assert len(endpoint.variants.items) == 1


@pytest.mark.parametrize("missing", ["service: fraud\n", "provider: "])
def test_other_documents_with_resources_are_none(reading: Read, missing: str) -> None:
    other = SERVERLESS.replace(missing, "" if missing.endswith("\n") else "x: ")
    found = reading({"a.yml": other})
    assert (found.deployments, found.problems) == ((), ())


def test_variables_in_text_are_unknown_and_those_of_cloudformation_stay_text(reading: Read) -> None:
    text = SERVERLESS.replace("InstanceType: ml.m5.large", "InstanceType: '${Type}'")
    text = text.replace("VariantName: v", "VariantName: '${param:name}'")
    (deployment,) = reading({"serverless.yml": text}).deployments
    variants = member(deployment.resources[0].properties, "ProductionVariants")
    assert isinstance(variants, Known)
    assert isinstance(variants.value, tuple)
    assert isinstance(member(variants.value[0], "VariantName"), Unknown)
    assert member(variants.value[0], "InstanceType") == Known("${Type}", variants.span)


GLOBALS = """\
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Timeout: 3, Tags: {Environment: prod}, Environment: {Variables: {A: !Ref Endpoint}}}
Resources:
  Config: {Type: AWS::SageMaker::EndpointConfig, Properties: {Tags: [{Key: a, Value: b}]}}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
  Watch: {Type: AWS::SageMaker::MonitoringSchedule, Properties: {EndpointName: !Ref Endpoint}}
  Pipe: {Type: AWS::SageMaker::Pipeline, Properties: {PipelineName: p}}
"""


def test_globals_are_for_functions_alone() -> None:
    (endpoint,) = endpoints({"t.yaml": GLOBALS})
    assert isinstance(endpoint.tags, Known)
    assert endpoint.tags.value.keys() == {"a"}


CODE = """\
Resources:
  Model: {Type: AWS::SageMaker::Model, Properties: {ModelName: m}}
  Thing:
    Type: TYPE
    Properties: PROPERTIES
"""


@pytest.mark.parametrize(
    ("kind", "properties", "what"),
    [
        ("Custom::SageMakerEndpoint", "{ServiceToken: x}", "custom resource Thing"),
        (
            "AWS::CloudFormation::CustomResource",
            "{ServiceToken: !GetAtt SagemakerDeployer.Arn, EndpointName: x}",
            "custom resource Thing",
        ),
        (
            "AWS::Lambda::Function",
            '{Code: {ZipFile: !Join [".", ["client(sagemaker)", "create_endpoint("]]}}',
            "the code of function Thing",
        ),
        (
            "AWS::Serverless::Function",
            "{InlineCode: 'new SageMakerClient().send(new CreateEndpointCommand())'}",
            "the code of function Thing",
        ),
    ],
)
def test_code_that_makes_endpoints_is_a_note(
    reading: Read, kind: str, properties: str, what: str
) -> None:
    text = CODE.replace("TYPE", kind).replace("PROPERTIES", properties)
    (problem,) = reading({"t.yaml": text}).problems
    assert problem.message == f"{what} seems to make an endpoint: what it makes is not checked"
    assert (problem.severity, str(problem.span)) == ("note", "t.yaml:3:3")


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("Custom::Network", "{Endpoint: x}"),
        ("Custom::SageMakerDomain", "{ServiceToken: x}"),
        ("AWS::Lambda::Function", "{Code: {ZipFile: 'dms.create_endpoint()'}}"),
        ("AWS::Lambda::Function", "{Code: {ZipFile: 'sagemaker.describe_endpoint()'}}"),
        ("AWS::Lambda::Function", "{Code: {S3Key: sagemaker-create-endpoint}}"),
    ],
)
def test_other_code_is_none_of_our_business(reading: Read, kind: str, properties: str) -> None:
    text = CODE.replace("TYPE", kind).replace("PROPERTIES", properties)
    assert reading({"t.yaml": text}).problems == ()


@pytest.mark.parametrize(
    ("properties", "notes"),
    [
        ("{EndpointName: !GetAtt Own.EndpointName}", 0),
        ("{EndpointName: !Ref Own}", 0),
        ("{EndpointName: !GetAtt Own.EndpointName, EndpointConfigName: other}", 1),
        ("{EndpointName: !GetAtt Model.ModelName}", 1),
    ],
)
def test_what_is_given_an_endpoint_of_the_template_makes_none(
    reading: Read, properties: str, notes: int
) -> None:
    endpoint = "  Own: {Type: AWS::SageMaker::Endpoint, Properties: {EndpointConfigName: c}}\n"
    text = CODE.replace("TYPE", "Custom::SageMakerSchedule").replace("PROPERTIES", properties)
    assert len(reading({"t.yaml": text + endpoint}).problems) == notes
