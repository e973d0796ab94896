from __future__ import annotations

from collections.abc import Callable

import pytest

from smlint.core.resource import Reading
from smlint.core.values import Tree
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.cloudformation import read
from smlint.frontends.cloudformation.document.template import templates
from smlint.frontends.cloudformation.evaluation.evaluate import Evaluator
from smlint.frontends.cloudformation.stages.parameters import bind


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """What the frontend makes of files, all of them hits unless `hits` says otherwise."""

    def run(files: dict[str, str | bytes], hits: tuple[str, ...] | None = None) -> Reading:
        paths = sorted(files)
        return read(paths, paths if hits is None else hits, MemoryWorkspace(files))

    return run


@pytest.fixture
def value() -> Callable[[str], Tree]:
    """The value of an expression, as the property `It` of a resource of a small template."""

    def evaluate(expression: str) -> Tree:
        workspace = MemoryWorkspace({"t.yaml": TEMPLATE + expression + "\n"})
        (template,) = templates(workspace.read("t.yaml"))
        evaluator = Evaluator(template, bind(template, None))
        properties = template.resources["Subject"].node.get("Properties")  # type: ignore[union-attr]
        node = properties.get("It")  # type: ignore[union-attr]
        assert node is not None
        return evaluator.evaluate(node)

    return evaluate


TEMPLATE = """\
Parameters:
  Env: {Type: String, Default: prod}
  Count: {Type: Number, Default: "2"}
  Digits: {Type: String, Default: 7}
  Rate: {Type: Number, Default: 0.5}
  Open: {Type: String}
  OpenToo: {Type: String}
  Subnets: {Type: List<AWS::EC2::Subnet::Id>, Default: "a, b"}
  Stored: {Type: AWS::SSM::Parameter::Value<String>, Default: /ml/type}
Mappings:
  Sizes:
    prod: {Type: ml.m5.xlarge, Kind: same, Image: 1.ecr/x:latest}
    dev: {Type: ml.t2.medium, Kind: same, Image: 22.ecr/x:latest}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  NotProd: !Not [Condition: IsProd]
  IsOpen: !Equals [!Ref Open, x]
  Itself: !Not [!Condition Itself]
  EitherOpen: !Or [!Condition IsProd, !Condition IsOpen]
  BothOpen: !And [!Condition IsProd, !Condition IsOpen]
  NeitherOpen: !And [!Condition NotProd, !Condition IsOpen]
  SameOpen: !Equals [!Sub "${Open}-x", !Sub "${Open}-x"]
  OtherSubnets: !Equals [!Ref Subnets, [a, b]]
  CountIsTwo: !Equals [!Ref Count, "2"]
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties: {EndpointConfigName: !Sub "${Env}-config"}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointName: !Ref Open}
  Nameless:
    Type: AWS::SageMaker::Model
  Circle:
    Type: AWS::SageMaker::Model
    Properties: {ModelName: !GetAtt Circle.ModelName}
  Subject:
    Type: AWS::SageMaker::Model
    Properties:
      It: """
