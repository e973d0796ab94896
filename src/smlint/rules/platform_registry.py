"""Models that take their images from Amazon ECR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smlint.core.checks import per_deployment
from smlint.core.facts import Citation, Facts
from smlint.core.model import Container, Deployed, Endpoint, Model
from smlint.core.resource import MODEL
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Undetermined, need, need_all
from smlint.core.values import Absent, Known, Unknown
from smlint.rules._absence import brought, is_set
from smlint.rules._containers import own_containers


@per_deployment
def check(deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match the first of the models whose images come from Amazon ECR, and name the others."""
    found: dict[str, tuple[Model, list[Endpoint]]] = {}
    for endpoint in deployed.endpoints:
        for model in endpoint.models:
            if need(endpoint.kind) != "serverless" and any(
                _is_from_ecr(container) for container in own_containers(model)
            ):
                found.setdefault(model.address, (model, []))[1].append(endpoint)
    if found:
        yield _match(found)
    for endpoint in deployed.endpoints:
        need_all(endpoint.models)


def _match(found: Mapping[str, tuple[Model, list[Endpoint]]]) -> Match:
    """The models by address, each with its endpoints."""
    first, *others = sorted((model for model, _ in found.values()), key=lambda one: one.span.order)
    images = f"the images of {len(found)} models here come" if others else (
        "the image of this model comes"
    )  # fmt: skip
    return Match(
        first.span,
        f"{images} from Amazon ECR, not from a private registry in a VPC",
        tuple(Evidence("from Amazon ECR too", Known(True, other.span)) for other in others),
        (first.extent,),
        instead=(
            Instead(MODEL, {"PrimaryContainer": {"ImageConfig": {"RepositoryAccessMode": "Vpc"}}}),
        ),
        endpoints=tuple(endpoint for _, owners in found.values() for endpoint in owners),
    )


def _is_from_ecr(container: Container) -> bool:
    """Whether `container` has an image of its files' choice, and takes it from Amazon ECR.

    The image of a model package, or one that a library brings along, is not for them to say.
    """
    image = container.image
    if isinstance(image, Absent) or brought(image):
        return False
    if isinstance(image, Unknown) and not is_set(image):
        raise Undetermined(image)
    return need(container.repository_access_mode) in (None, "Platform")


RULE = Rule(
    id="SM805",
    name="platform-registry",
    title="Container image outside of a private registry",
    category="security",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Security Hub, SageMaker.16 and SageMaker.19",
            "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
            "2026-11-21",
            "The images of models should come from a private registry in a VPC; a model fails "
            "whose image has no configuration or the access mode Platform.",
        ),
        Citation(
            "AWS Config, sagemaker-model-private-registry-required",
            "https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-model-private-registry-required.html",
            "2026-11-21",
            "A model is checked to pull its image from a private registry.",
        ),
    ),
    explanation=(
        "Security Hub has controls that want the images of models to be pulled from a Docker "
        "registry in a VPC, with the access mode Vpc, and count Amazon ECR, which is the default, "
        "as a failure. Few companies run such a registry, and serverless endpoints cannot use one. "
        "The rule is for those whose Security Hub findings have to be none; everybody else keeps "
        "images in Amazon ECR and can leave it off. Which registry a company uses is decided once, "
        "so the rule speaks once of all that is deployed together, and only of images that the "
        "files name: those of model packages and of the SDK's own classes are not for them to move."
    ),
    remedy=(
        "Push the image to a registry in the VPC of the model and set the access mode Vpc, or "
        "leave this rule off."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" { # <- here
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2"
  }
  vpc_config {
    security_group_ids = ["sg-0a1b2c3d"]
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel: # <- here
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1.4.2
        ImageConfig: {RepositoryAccessMode: Platform}
      VpcConfig:
        SecurityGroupIds: [sg-0a1b2c3d]
        Subnets: [subnet-0a1b2c3d, subnet-1a2b3c4d]
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
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
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image = "registry.example.com/search:1.4.2"
    image_config {
      repository_access_mode = "Vpc"
    }
  }
  vpc_config {
    security_group_ids = ["sg-0a1b2c3d"]
    subnets            = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
predictor.delete_endpoint()
""",
        ),
    ),
    check_deployed=check,
)
