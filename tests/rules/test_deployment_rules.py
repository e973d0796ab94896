"""What the rules on deployment say beyond their examples: when they are quiet, when they doubt."""

from __future__ import annotations

import pytest

from smlint.core.rule import Undetermined
from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Known, Part, Reference, Unknown
from smlint.rules._images import is_for_arm, region_of
from smlint.rules._texts import ends_with
from tests.rules.judged import judged, report

HERE = Span("main.tf")
ECR = "763104351884.dkr.ecr.eu-west-1.amazonaws.com"


NAMED = """\
Parameters:
  Name:
    Type: String
{default}Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: {name}
      ProductionVariants:
        - {{VariantName: v, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1}}
"""
DEFAULT = "    Default: search\n"


@pytest.mark.parametrize(
    ("name", "default", "expected"),
    [
        ("search", DEFAULT, ([9], 0)),
        ("!Sub ${AWS::StackName}-config", DEFAULT, ([9], 0)),
        ("!Sub ${AWS::StackName}-${AWS::Region}", DEFAULT, ([9], 0)),
        ("!Ref Name", DEFAULT, ([], 0)),
        ("!Sub ${Name}-config", DEFAULT, ([], 0)),
        ("search-20260102030405", DEFAULT, ([], 0)),
        ("!ImportValue Shared", DEFAULT, ([], 1)),
    ],
)
def test_names_that_no_update_changes(
    name: str, default: str, expected: tuple[list[int], int]
) -> None:
    code = NAMED.format(name=name, default=default)
    assert judged("fixed-config-name-cfn", code, "cloudformation") == expected


def test_a_parameter_without_default_is_given_anew_each_time() -> None:
    code = NAMED.format(name="!Ref Name", default="")
    assert judged("fixed-config-name-cfn", code, "cloudformation") == ([], 0)


UPDATED = """\
import boto3
client = boto3.client("sagemaker")
common = {{"ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}}
client.create_endpoint_config(
    EndpointConfigName="one",
    ProductionVariants=[{{"VariantName": "a", **common}}],
    ShadowProductionVariants=[{{"VariantName": "b", **common}}],
)
client.create_endpoint(EndpointName="e", EndpointConfigName="one")
client.create_endpoint_config(
    EndpointConfigName="two",
    ProductionVariants=[{{"VariantName": {name}, **common}}],
)
client.update_endpoint(EndpointName="e", EndpointConfigName="two")
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('"a"', ([], 0)),
        ('"b"', ([], 0)),
        ('"c"', ([12], 0)),
        ("input()", ([], 1)),
    ],
)
def test_a_shadow_variant_may_become_the_production_variant(
    name: str, expected: tuple[list[int], int]
) -> None:
    assert judged("variant-renamed", UPDATED.format(name=name), "python") == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((Gap(), "/model.tar.gz"), True),
        ((Gap(), "/model/"), False),
        ((Gap(), "gz"), True),
        ((Gap(), "z"), None),
        ((Gap(),), None),
        (("s3://models/", Gap()), None),
    ],
)
def test_ends_of_texts_of_which_a_part_is_known(
    parts: tuple[Part, ...], expected: bool | None
) -> None:
    text = Unknown("hidden", HERE, parts=parts)
    if expected is None:
        with pytest.raises(Undetermined):
            ends_with(text, "gz")
    else:
        assert ends_with(text, "gz") is expected


def test_what_is_not_written_ends_with_nothing() -> None:
    assert not ends_with(Absent(HERE), "gz")
    assert ends_with(Known("model.tgz", HERE), "gz")


@pytest.mark.parametrize(
    ("image", "arm"),
    [
        (f"{ECR}/pytorch-inference:2.3.0-cpu", False),
        (f"{ECR}/pytorch-inference-graviton:2.3.0-cpu", True),
        (f"{ECR}/sagemaker-xgboost:1.7-1", False),
        (f"{ECR}/sagemaker-xgboost:1.7-1-arm64", True),
        (f"{ECR}/team/search:1", None),
        ("registry.example.com/pytorch-inference:1", None),
    ],
)
def test_for_which_processor_an_image_is_named(image: str, arm: bool | None) -> None:
    assert is_for_arm(Known(image, HERE)) is arm


@pytest.mark.parametrize(
    ("parts", "arm"),
    [
        (("763104351884.dkr.ecr.", Gap(), ".amazonaws.com/pytorch-inference:2.3.0-cpu"), False),
        ((Gap(), ".dkr.ecr.", Gap(), ".", Gap(), "/pytorch-inference:2.3.0-cpu"), False),
        ((Gap(), "/pytorch-inference-graviton:", Gap()), True),
        ((Gap(), "/search:1"), None),
        ((Gap(), "/search:", Gap()), Undetermined),
        ((Gap(), "/pytorch-inference:2.3.0-cpu"), Undetermined),
    ],
)
def test_of_an_image_known_in_part_that_part_may_tell_the_processor(
    parts: tuple[Part, ...], arm: bool | type[Undetermined] | None
) -> None:
    image = Unknown("hidden", HERE, parts=parts)
    if arm is Undetermined:
        with pytest.raises(Undetermined):
            is_for_arm(image)
    else:
        assert is_for_arm(image) is arm


@pytest.mark.parametrize(
    ("image", "moved"),
    [
        ("111122223333.dkr.ecr.us-east-1.amazonaws.com/search:1", "111122223333"),
        ("382416733822.dkr.ecr.us-east-1.amazonaws.com/ntm:1", "ACCOUNT"),
        ("683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1", "ACCOUNT"),
        ("111122223333.dkr.ecr.us-east-1.amazonaws.com/team/my-xgboost:1", "111122223333"),
    ],
)
def test_an_image_of_aws_has_another_account_in_another_region(image: str, moved: str) -> None:
    code = f"""
import boto3

sagemaker = boto3.client("sagemaker", region_name="eu-central-1")
sagemaker.create_model(ModelName="x", PrimaryContainer={{"Image": "{image}"}})
sagemaker.create_endpoint_config(
    EndpointConfigName="x", ProductionVariants=[{{"VariantName": "a", "ModelName": "x"}}]
)
"""
    (found,) = report("image-other-region", code).findings
    assert f'"{moved}.dkr.ecr.eu-central-1.amazonaws.com' in found.instead


def test_the_region_of_an_image_is_known_as_soon_as_its_beginning_is() -> None:
    begun = Unknown("hidden", HERE, parts=(f"{ECR}/search:", Gap()))
    assert region_of(begun) == "eu-west-1"
    looked_up = (Reference("data.aws_caller_identity.me", "AccountId"), ".dkr.ecr.")
    there = Unknown("hidden", HERE, parts=(*looked_up, "us-east-1.amazonaws.com/search:1"))
    assert region_of(there) == "us-east-1"
    same = Reference("module.a.data.aws_region.here", "Name")
    assert region_of(Unknown("hidden", HERE, parts=(*looked_up, same, ".x/search:1"))) is None
    assert region_of(Known("registry.example.com/search:1", HERE)) is None
    with pytest.raises(Undetermined):
        region_of(Unknown("hidden", HERE, parts=(Gap(), "/search:1")))
