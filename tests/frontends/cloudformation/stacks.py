"""Templates for the tests of stacks."""

from __future__ import annotations

from collections.abc import Callable

from smlint.core.resource import Deployment, Reading
from smlint.core.tree import member, plain

Read = Callable[..., Reading]


def variant(deployment: Deployment) -> dict[str, object]:
    found = plain(member(deployment.resources[0].properties, "ProductionVariants"))
    assert isinstance(found, list)
    assert isinstance(found[0], dict)
    return found[0]


ENDPOINT = """\
Parameters:
  Environment: {Type: String}
  Count: {Type: Number, Default: 1}
Conditions:
  Prod: !Equals [!Ref Environment, prod]
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: all
          InstanceType: !If [Prod, ml.m5.xlarge, ml.m5.large]
          InitialInstanceCount: !Ref Count
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
Outputs:
  Name: {Value: !GetAtt Endpoint.EndpointName}
  Count: {Value: !Ref Count}
"""
