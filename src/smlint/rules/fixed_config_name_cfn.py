"""Names in CloudFormation that stand in the way of every change."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import ENDPOINT_CONFIG, MODEL, Resource
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.tree import member, text
from smlint.core.values import Absent, Known, Reference, Setting, parts_of
from smlint.rules._texts import is_digest

NAMES = {ENDPOINT_CONFIG: "EndpointConfigName", MODEL: "ModelName"}
"""The resources of which no property can change in place, and the property that names them."""

PSEUDO = "AWS::"
"""How the names of what every stack knows begin: its own name, its account, its region."""


@per_resource_of(*NAMES)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match a name that is the same in every update of the stack."""
    if deployed.deployment.language != "cloudformation":
        return
    property_ = NAMES[resource.type]
    name = text(member(resource.properties, property_))
    if isinstance(name, Absent):
        return
    if any(hop.kind in ("default", "stage") for hop in name.via):
        return
    if not _is_of_the_stack(name):
        need(name)
    if isinstance(name, Known) and is_digest(name.value):
        return
    kind = resource.type.rpartition("::")[2]
    yield Match(
        name.span,
        f"this {kind} has a name of its own, and every change but to its tags replaces it: "
        "CloudFormation refuses to replace what has a name",
        (Evidence("set here", Known(property_, name.span, name.via)),),
        instead=(Instead(resource.type, {property_: None}),),
    )


def _is_of_the_stack(name: Setting[str]) -> bool:
    """Whether the pieces of a name are texts, and what a stack knows of itself."""
    return all(
        isinstance(part, str) or (isinstance(part, Reference) and part.address.startswith(PSEUDO))
        for part in parts_of(name)
    )


RULE = Rule(
    id="SM711",
    name="fixed-config-name-cfn",
    title="Fixed name of an endpoint configuration or model in CloudFormation",
    category="deployment",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "CloudFormation resource custom naming",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html",
            "2026-11-21",
            "An update that replaces a resource with a custom name cannot be performed; the "
            "resource needs another name first.",
        ),
        Citation(
            "AWS::SageMaker::EndpointConfig, CloudFormation resource schema of 2026-10-20",
            "https://github.com/aws-cloudformation/cfn-lint/tree/v1.58.0/src/cfnlint/data/schemas",
            "2026-11-21",
            "Every property of an endpoint configuration but its tags can be set on creation only; "
            "the same holds for models.",
        ),
        Citation(
            "How to resolve the error that a custom-named resource requires replacing",
            "https://repost.aws/knowledge-center/cloudformation-custom-name",
            "2026-11-21",
            "Such an update fails until the name is changed or left out.",
        ),
    ),
    explanation=(
        "Endpoint configurations and models are immutable: CloudFormation makes a new one for "
        "every change, points the endpoint at it and deletes the old one. It cannot do that under "
        "a name that is still taken, and refuses the update of the whole stack. Without a name it "
        "makes one up, which the endpoint follows by Ref or GetAtt. Names from parameters can be "
        "changed with each update and are left alone, and so are those that hold a hash. The "
        "stack's own name does not change."
    ),
    remedy=(
        "Leave the name out and refer to the resource by !GetAtt, or put a version from a "
        "parameter into it."
    ),
    bad=(
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: !Sub ${AWS::StackName}-model # <- here
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: search # <- here
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    good=(
        Example(
            "cloudformation",
            """\
Parameters:
  Version:
    Type: String
    Default: "7"
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: !Sub search-${Version}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: search
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
""",
        ),
    ),
    check_deployed=check,
)
