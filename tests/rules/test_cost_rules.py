"""What the rules on cost say beyond their examples: figures, other types, when they are quiet."""

from __future__ import annotations

import pytest

from smlint.core.report import Finding
from smlint.facts.load import load_facts
from smlint.rules._instance_types import smallest
from tests.rules.judged import report

FACTS = load_facts()

CONFIG = """
{comment}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.x.name
    instance_type          = "{type}"
    initial_instance_count = 2
  }}
}}
resource "aws_sagemaker_model" "x" {{
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {{
    image = "{image}"
    environment = {{ {environment} }}
  }}
}}
"""
OWN = "fraud:1"
DEV = "# smlint: environment=non-production"


def findings(
    rule: str, type_: str, image: str = OWN, comment: str = DEV, environment: str = ""
) -> tuple[Finding, ...]:
    code = CONFIG.format(comment=comment, type=type_, image=image, environment=environment)
    return report(rule, code).findings


def test_a_smaller_type_saves_the_difference_of_the_prices() -> None:
    (found,) = findings("nonprod-accelerator", "ml.g5.12xlarge")
    assert found.cost is not None
    assert found.cost.per_month == pytest.approx(2 * 7.09 * 730)
    assert found.cost.saves == pytest.approx(2 * (7.09 - 1.4084) * 730)
    assert 'instance_type = "ml.g5.xlarge"' in found.instead


def test_no_price_no_figure_and_no_smaller_type_no_advice() -> None:
    (found,) = findings("nonprod-accelerator", "ml.p4d.24xlarge")
    assert found.cost is None
    assert found.instead == ""


@pytest.mark.parametrize(
    ("environment", "comment"),
    [
        ('SM_NUM_GPUS = "4"', DEV),
        ('OPTION_TENSOR_PARALLEL_DEGREE = "max"', DEV),
        ("", f"{DEV} model_size=60GB"),
        ("", "# smlint: environment=production"),
    ],
)
def test_several_accelerators_may_be_needed(environment: str, comment: str) -> None:
    assert not findings("nonprod-accelerator", "ml.g5.12xlarge", OWN, comment, environment)


def test_a_model_that_is_spread_over_one_is_not_spread() -> None:
    assert findings("nonprod-accelerator", "ml.g5.12xlarge", environment='SM_NUM_GPUS = "1"')


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("1.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1", "no use for a GPU"),
        ("1.dkr.ecr.${data.aws_region.r.name}.amazonaws.com/knn:1", "seldom needs a GPU"),
        ("sagemaker-xgboost", "seldom needs a GPU"),
        ("1.dkr.ecr.eu-west-1.amazonaws.com/my-xgboost:1", ""),
        ("1.dkr.ecr.eu-west-1.amazonaws.com/xgboost/other:1", ""),
    ],
)
def test_images_are_known_by_their_repositories(image: str, said: str) -> None:
    messages = [found.message for found in findings("gpu-for-classic-ml", "ml.g5.xlarge", image)]
    assert [said in message for message in messages] == ([True] if said else [])


@pytest.mark.parametrize(
    ("retired", "later"),
    [
        ("ml.p2.xlarge", "ml.g4dn.xlarge"),
        ("ml.p3.2xlarge", "ml.g5.2xlarge"),
        ("ml.p3.16xlarge", "ml.g5.48xlarge"),
        ("ml.p2.16xlarge", ""),
    ],
)
def test_what_is_retired_has_a_successor_with_as_many_gpus(retired: str, later: str) -> None:
    (found,) = findings("retired-instance", retired)
    assert later in found.instead
    assert bool(later) == bool(found.instead)


def test_another_size_where_a_generation_has_not_the_same() -> None:
    (found,) = findings("previous-generation-instance", "ml.c4.8xlarge")
    assert '"ml.c5.9xlarge"' in found.instead
    assert not findings("previous-generation-instance", "ml.p3.2xlarge")


def test_a_transform_job_is_answered_as_one() -> None:
    code = """
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/x.tar.gz", role="ml", entry_point="inference.py")
transformer = model.transformer(instance_count=1, instance_type="ml.m4.xlarge")
transformer.transform("s3://data/")
"""
    (found,) = report("previous-generation-instance", code, "python").findings
    assert found.instead == 'model.transformer(\n    instance_type="ml.m5.xlarge",\n)'


def test_sizes_are_numbers_and_not_in_the_order_of_the_table() -> None:
    found = smallest("p5", 1, FACTS)
    assert found is not None
    assert found.name == "ml.p5.4xlarge"
    assert smallest("p5", 16, FACTS) is None


@pytest.mark.parametrize(
    ("declared", "count"),
    [
        ("latency=60s", 1),
        ("latency=59s", 0),
        ("latency=5min traffic=sporadic", 1),
        ("latency=5min traffic=steady", 0),
        ("latency=5min traffic=bulk", 0),
        ("latency=5min streaming=true", 0),
        ("traffic=variable", 0),
    ],
)
def test_who_can_wait(declared: str, count: int) -> None:
    found = findings(
        "realtime-for-latency-tolerant", "ml.m5.xlarge", comment=f"# smlint: {declared}"
    )
    assert len(found) == count


UPDATE = """
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = "x"
    instance_type          = "{type}"
    initial_instance_count = 2
  }}
}}
resource "aws_sagemaker_endpoint" "x" {{
  endpoint_config_name = aws_sagemaker_endpoint_configuration.x.name
  deployment_config {{
    blue_green_update_policy {{
      termination_wait_in_seconds = {baking}
      traffic_routing_configuration {{
        type                     = "{kind}"
        wait_interval_in_seconds = {wait}
        {size}
      }}
    }}
  }}
}}
"""
TENTH = 'linear_step_size {\n type = "CAPACITY_PERCENT"\n value = 10\n }'
ONE_BY_ONE = 'linear_step_size {\n type = "INSTANCE_COUNT"\n value = 1\n }'


@pytest.mark.parametrize(
    ("kind", "wait", "baking", "size", "said"),
    [
        ("CANARY", 600, 0, "", "at least 10 min, about $2.36 each"),
        ("CANARY", 600, 1200, "", "at least 30 min, about $7.09 each"),
        ("LINEAR", 120, 0, TENTH, "at least 18 min, about $4.25 each"),
        ("LINEAR", 120, 60, ONE_BY_ONE, "at least 3 min, about $0.71 each"),
        ("ALL_AT_ONCE", 600, 1800, "", "at least 30 min, about $7.09 each"),
        ("ALL_AT_ONCE", 600, 0, "", ""),
        ("CANARY", 0, 0, "", ""),
    ],
)
def test_a_second_fleet_is_paid_for_while_the_policy_waits(
    kind: str, wait: int, baking: int, size: str, said: str
) -> None:
    code = UPDATE.format(type="ml.g5.12xlarge", kind=kind, wait=wait, baking=baking, size=size)
    found = report("blue-green-double-billing", code).findings
    assert [said in one.message for one in found] == ([True] if said else [])


def test_a_second_fleet_of_cpus_is_a_small_price() -> None:
    code = UPDATE.format(type="ml.m5.xlarge", kind="CANARY", wait=600, baking=600, size="")
    assert not report("blue-green-double-billing", code).findings


ALIKE = """
import boto3

sagemaker = boto3.client("sagemaker")
for name in {names}:
    sagemaker.create_model(
        ModelName=name, PrimaryContainer={{"Image": "x:1", "ModelDataUrl": f"s3://m/{{name}}"}}
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {{"VariantName": "A", "ModelName": name, "InstanceType": "ml.m5.xlarge",
              "InitialInstanceCount": 1}},
        ],
    )
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    {then}
"""


@pytest.mark.parametrize(
    ("names", "then", "count"),
    [
        ('["a", "b", "c"]', "pass", 1),
        ('["a", "b"]', "pass", 0),
        ('["a", "b", "a"]', "pass", 0),
        ('["a", "b", "c"]', "sagemaker.delete_endpoint(EndpointName=name)", 0),
    ],
)
def test_endpoints_alike_are_counted_once_and_as_long_as_they_stay(
    names: str, then: str, count: int
) -> None:
    code = ALIKE.format(names=names, then=then)
    found = report("many-single-model-endpoints", code, "python").findings
    assert len(found) == count
    for one in found:
        assert one.cost is not None
        assert one.cost.per_month == pytest.approx(3 * 0.23 * 730)
        assert one.cost.saves is None


WEIGHTS = """
import boto3

sagemaker = boto3.client("sagemaker")
INSTANCES = {{"InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}}
sagemaker.create_endpoint_config(
    EndpointConfigName="x",
    ProductionVariants=[
        {{"VariantName": "a", "ModelName": "a", {first} **INSTANCES}},
        {{"VariantName": "b", "ModelName": "b", "InitialVariantWeight": 0, **INSTANCES}},
    ],
)
sagemaker.create_endpoint(EndpointName="x", EndpointConfigName="x")
{then}
"""


@pytest.mark.parametrize(
    ("first", "then", "count"),
    [
        ('"InitialVariantWeight": 1,', "", 1),
        ("", "", 1),
        ('"InitialVariantWeight": 0,', "", 0),
        ("", 'sagemaker.update_endpoint_weights_and_capacities(EndpointName="x")', 0),
    ],
)
def test_a_variant_without_weight_is_idle_beside_one_that_has_some(
    first: str, then: str, count: int
) -> None:
    code = WEIGHTS.format(first=first, then=then)
    assert len(report("variant-without-traffic", code, "python").findings) == count
