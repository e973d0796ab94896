"""Reading templates, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable

from smlint.core.resource import Reading, Resource

Read = Callable[..., Reading]
TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Metadata:
  smlint: {workload: {traffic: steady, latency: 1s}}
Parameters:
  {Team: {Type: String}, Lead: {Type: String}}
Conditions:
  Guessed: !Equals [!Ref Team, !Ref Lead]
Resources:
  # smlint: payload=1MB
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: fraud
  Config:
    Type: "AWS::SageMaker::EndpointConfig"
    Metadata:
      smlint:
        workload: {latency: 200ms}
    DependsOn: Model
    Properties:
      ProductionVariants:
        - ModelName: !GetAtt Model.ModelName
          VariantName: All
          ServerlessConfig: !If
            - Guessed
            - {MemorySizeInMB: 2048, MaxConcurrency: 5}
            - {MemorySizeInMB: 2048, MaxConcurrency: 9}
        -
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.m5.large
      KmsKeyId: !If [Guessed, key, !Ref AWS::NoValue]
      Tags:
        - {Key: environment, Value: prod}
        - Key: team
          Value: !Ref Team
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: !If
      - Guessed
      - {MinCapacity: 1, ResourceId: !Sub "endpoint/${Endpoint}/variant/All"}
      - {MinCapacity: 2, ResourceId: !Sub "endpoint/${Endpoint}/variant/All"}
  Bucket:
    Type: AWS::S3::Bucket
"""


def resources(reading: Reading) -> dict[str, Resource]:
    (deployment,) = reading.deployments
    return {resource.address: resource for resource in deployment.resources}
