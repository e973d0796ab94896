"""Isolated containers that are told to download their model."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import MODEL
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, Written, need, need_all
from smlint.core.values import Absent
from smlint.rules._downloads import downloads


@having("models")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match the name of a model that is not a path in the container."""
    for model in endpoint.models:
        if isinstance(model.enable_network_isolation, Absent):
            continue
        for container in model.containers:
            for name, setting in downloads(container):
                if need(model.enable_network_isolation):
                    yield Match(
                        setting.span,
                        f"{name} has this container download {setting.value}, but it is isolated "
                        "from the network and has no credentials",
                        (Evidence("isolated here", model.enable_network_isolation),),
                        (model.extent, container.span),
                        instead=(_in_the_container(name, setting.value),),
                    )
    need_all(endpoint.models)


def _in_the_container(name: str, model: str) -> Instead:
    """The `model` in S3, which SageMaker puts where the container then finds it."""
    source: Written = {
        "S3Uri": model if model.startswith("s3://") else "s3://BUCKET/MODEL/",
        "S3DataType": "S3Prefix",
        "CompressionType": "None",
    }
    container: Written = {
        "ModelDataSource": {"S3DataSource": source},
        "Environment": {name: "/opt/ml/model"},
    }
    return Instead(MODEL, {"PrimaryContainer": container})


RULE = Rule(
    id="SM949",
    name="isolation-needs-network",
    title="Isolated container that downloads its model",
    category="correctness",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Security Hub, SageMaker.5",
            "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
            "2026-11-21",
            "Under network isolation a container makes no calls, not even to other services of "
            "AWS, and gets no credentials.",
        ),
        Citation(
            "CreateModel, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html",
            "2026-11-21",
            "EnableNetworkIsolation isolates the container: no calls come in or go out.",
        ),
    ),
    explanation=(
        "Model servers for large language models load a model by its name on the Hugging Face Hub, "
        "or from S3, when HF_MODEL_ID or a variable like it says so. A container that is isolated "
        "reaches neither: it fails its health checks, and the endpoint is never in service. What "
        "SageMaker itself brings, from ModelDataUrl or a ModelDataSource, is not concerned: the "
        "variable then names a path, such as /opt/ml/model."
    ),
    remedy=(
        "Put the model into S3 and name it in ModelDataSource with HF_MODEL_ID=/opt/ml/model, or "
        "run the container in a VPC without isolation."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "chat" {
  execution_role_arn       = "arn:aws:iam::111122223333:role/ml"
  enable_network_isolation = true
  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/tgi:3.2"
    environment = {
      HF_MODEL_ID = "mistralai/Mistral-7B-Instruct-v0.3" # <- here
      SM_NUM_GPUS = "1"
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.chat.name
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/lmi:0.32",
    role="ml",
    env={"OPTION_MODEL_ID": "s3://models/chat/"},  # <- here
    enable_network_isolation=True,
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.2xlarge")
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "chat" {
  execution_role_arn       = "arn:aws:iam::111122223333:role/ml"
  enable_network_isolation = true
  primary_container {
    image          = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/tgi:3.2"
    model_data_url = "s3://models/chat.tar.gz"
    environment = {
      HF_MODEL_ID = "/opt/ml/model"
      SM_NUM_GPUS = "1"
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "chat" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.chat.name
    instance_type          = "ml.g5.2xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check=check,
)
