"""GPUs for models that make no use of them, or hardly any."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Match, Rule, need, need_all
from smlint.core.values import Known
from smlint.pricing import monthly_cost
from smlint.rules._conditions import all_in
from smlint.rules._images import repository
from smlint.rules._instance_types import kind_of, on_type

NO_USE = "has no use for a GPU"
SELDOM = "seldom needs a GPU to predict"

IMAGES = {
    "sagemaker-scikit-learn": ("scikit-learn", NO_USE),
    "sagemaker-sparkml-serving": ("SparkML", NO_USE),
    "randomcutforest": ("Random Cut Forest", NO_USE),
    "lda": ("LDA", NO_USE),
    "factorization-machines": ("Factorization Machines", SELDOM),
    "knn": ("k-NN", SELDOM),
    "kmeans": ("k-means", SELDOM),
    "pca": ("PCA", SELDOM),
    "linear-learner": ("linear learner", SELDOM),
    "sagemaker-xgboost": ("XGBoost", SELDOM),
    "xgboost": ("XGBoost", SELDOM),
}
"""The repositories of AWS's images for models that are not deep networks: what they hold, and what
their documents say of GPUs."""

USUAL = "ml.c5.xlarge"
"""What the documents of Random Cut Forest recommend."""


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match an instance type with a GPU for a model of which each container is in the table."""
    kind = kind_of(variant.instance_type, facts)
    if kind is not None and kind.accelerator != "gpu":
        return
    if not all_in((endpoint.kind, ("realtime", "async", "batch"))):
        return
    model = need(variant.model)
    containers = need_all(model.containers) if model else ()
    found = [(container.image, IMAGES.get(repository(container.image))) for container in containers]
    known = [(image, entry) for image, entry in found if entry is not None]
    if not known or len(known) < len(found):
        return
    if kind is None:
        need(variant.instance_type)
        return
    what = " and ".join(dict.fromkeys(name for _, (name, _) in known))
    use = SELDOM if any(use == SELDOM for _, (_, use) in known) else NO_USE
    yield Match(
        variant.instance_type.span,
        f"{kind.name} has a GPU, but {what}, which runs on it, {use}",
        (
            Evidence("set here", variant.instance_type),
            *(
                Evidence("the image", Known(name, image.span, image.via))
                for image, (name, _) in known
            ),
        ),
        cost=monthly_cost(endpoint, variant, facts),
        instead=on_type((facts.instance_types.get(USUAL),)),
    )


RULE = Rule(
    id="SM413",
    name="gpu-for-classic-ml",
    title="GPU for a model that makes no use of it",
    category="cost",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Machine Learning Lens, MLCOST05-BP03",
            "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/mlcost05-bp03.html",
            "2026-11-21",
            "For many traditional models a CPU is enough; GPUs, which cost more, are for deep "
            "learning.",
        ),
        Citation(
            "Instance types for built-in algorithms",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/cmn-info-instance-types.html",
            "2026-11-21",
            "An algorithm that is trained best on GPUs may need none to predict.",
        ),
        Citation(
            "Random Cut Forest algorithm",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/randomcutforest.html",
            "2026-11-21",
            "It runs on GPU instances, but does nothing with the GPU; ml.c5.xlarge is recommended.",
        ),
        Citation(
            "Latent Dirichlet Allocation algorithm",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/lda.html",
            "2026-11-21",
            "CPU instances are recommended for hosting.",
        ),
        Citation(
            "Factorization Machines algorithm",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/fact-machines.html",
            "2026-11-21",
            "CPU instances are recommended for inference.",
        ),
        Citation(
            "K-Nearest Neighbors algorithm",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/k-nearest-neighbors.html",
            "2026-11-21",
            "CPUs answer single requests sooner; GPUs get more done with large batches.",
        ),
        Citation(
            "SageMaker Python SDK 2.257.7, image_uri_config/sklearn.json",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/image_uri_config/sklearn.json",
            "2026-11-21",
            "The images of scikit-learn are built for CPUs alone.",
        ),
    ),
    explanation=(
        "Trees, linear models and clusters have little to compute for a request; a CPU is mostly "
        "done before a GPU could help. AWS's images for scikit-learn and SparkML have "
        "no build for GPUs (the SageMaker SDK raises an error for the former), Random Cut Forest "
        "does nothing with one, and for LDA and Factorization Machines the documents recommend "
        "CPUs. XGBoost, k-NN, k-means, PCA and the linear learner "
        "can use a GPU, and k-NN does get more done with it in large batches; whether that pays is "
        "for a load test to say. The rule knows AWS's images by the names of their repositories, "
        "and stays quiet where another container of the same model may need the GPU."
    ),
    remedy=(
        "Use a CPU instance type such as ml.c5.xlarge or ml.m5.xlarge, and confirm it with a load "
        "test (SageMaker Inference Recommender)."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "churn" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1"
    model_data_url = "s3://models/churn.tar.gz"
  }
}

resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.churn.name
    instance_type          = "ml.g4dn.xlarge" # <- here
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  Churn:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: !Sub 141502667606.dkr.ecr.${AWS::Region}.amazonaws.com/sagemaker-xgboost:1.7-1
        ModelDataUrl: s3://models/churn.tar.gz
  ChurnConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Churn.ModelName
          InstanceType: ml.g5.xlarge # <- here
          InitialInstanceCount: 1
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(
    model_data="s3://models/churn.tar.gz", role="ml", entry_point="inference.py",
    framework_version="1.7-1",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g4dn.xlarge")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "churn" {
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {
    image          = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1"
    model_data_url = "s3://models/churn.tar.gz"
  }
}

resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.churn.name
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  Vision:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.1-gpu-py310
        ModelDataUrl: s3://models/vision.tar.gz
  VisionConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Vision.ModelName
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 1
          InitialVariantWeight: 1
""",
        ),
    ),
    check=check,
)
