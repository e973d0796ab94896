"""Shadow variants that are not one beside one."""

from __future__ import annotations

from smlint.aws_api.kinds import Between, When
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import CONFIG, documented

RULE = Rule(
    id="SM940",
    name="shadow-count",
    title="Shadow variant beside more than one variant",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "CreateEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html",
            "2026-11-21",
            "With shadow variants there is one production variant only, and one shadow variant.",
        ),
    ),
    explanation=(
        "A shadow variant gets a copy of the traffic of the production variant. Whose traffic "
        "that is has to be plain: an endpoint configuration with a shadow has one variant of each "
        "kind."
    ),
    remedy="Keep one production and one shadow variant, or deploy the others by themselves.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants { # <- here
    variant_name           = "old"
    model_name             = "search-0"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  production_variants {
    variant_name           = "live"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  shadow_production_variants {
    variant_name           = "next"
    model_name             = "search-2"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "live",
            "ModelName": "search",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
    ShadowProductionVariants=[  # <- here
        {
            "VariantName": name,
            "ModelName": f"search-{name}",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
        for name in ("next", "last")
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "live"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  shadow_production_variants {
    variant_name           = "next"
    model_name             = "search-2"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check_deployed=documented(
        (CONFIG, Between("ProductionVariants", 1, 1, When("ShadowProductionVariants"))),
        (CONFIG, Between("ShadowProductionVariants", 0, 1)),
    ),
)
