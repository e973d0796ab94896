"""An execution mode for one container alone."""

from __future__ import annotations

from smlint.aws_api.kinds import Several, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import MODEL, documented

RULE = Rule(
    id="SM943",
    name="pipeline-container-count",
    title="Pipeline of a single container",
    category="correctness",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "Inference pipelines in Amazon SageMaker AI",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html",
            "2026-11-21",
            "A pipeline is a sequence of two to fifteen containers.",
        ),
        Citation(
            "Multi-container endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-endpoints.html",
            "2026-11-21",
            "Up to fifteen containers can be put on one endpoint.",
        ),
    ),
    explanation=(
        "How the containers of a model work together, one after the other (Serial) or each by "
        "itself (Direct), is a question for two or more. With one container the setting is left "
        "over from something else, or a container is missing. More than fifteen are refused."
    ),
    remedy=(
        "Add the container that is missing, or write the one as the primary container without an "
        "execution mode. Of more than fifteen, put several steps into one."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  name               = "search"
  execution_role_arn = "arn:aws:iam::111122223333:role/search"
  container { # <- here
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1"
  }
  inference_execution_config {
    mode = "Serial"
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/search
      InferenceExecutionConfig:
        Mode: Direct
      Containers: # <- here
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_model" "search" {
  name               = "search"
  execution_role_arn = "arn:aws:iam::111122223333:role/search"
  container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1"
  }
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.search.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/search
      InferenceExecutionConfig:
        Mode: Serial
      Containers:
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/prepare:1
        - Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/search:1
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SearchModel.ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
""",
        ),
    ),
    check_deployed=documented(
        (
            MODEL,
            Several("Containers", "PrimaryContainer", 15, When("InferenceExecutionConfig.Mode")),
        )
    ),
)
