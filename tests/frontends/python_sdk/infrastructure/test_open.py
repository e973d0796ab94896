"""What programs of infrastructure leave open: unknown, or a default, never a wrong value."""

from __future__ import annotations

import pytest

from smlint.core.model import Variant
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Setting, Unknown
from tests.project import endpoints, reading

CDK = """import os

import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Inference(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        {before}
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name="m", variant_name="v", instance_type={kind}, initial_instance_count=1
                )
            ],
        )
        {after}


app = cdk.App()
Inference(app, "Stack")
"""
PULUMI = """import pulumi
import pulumi_aws as aws

config = pulumi.Config()
{before}
aws.sagemaker.EndpointConfiguration(
    "config",
    production_variants=[
        {{"variant_name": "v", "model_name": "m", "instance_type": {kind}}}
    ],
)
"""
PROJECT = {"Pulumi.yaml": "name: ranking\nruntime: python\n"}


def cdk(kind: str, before: str = "pass", after: str = "pass", **files: str) -> Variant:
    text = CDK.format(kind=kind, before=before, after=after)
    (endpoint,) = endpoints({"app.py": text, **files})
    (variant,) = endpoint.variants
    return variant


def pulumi(kind: str, before: str = "", **files: str) -> list[Setting[str]]:
    text = PULUMI.format(kind=kind, before=before)
    written = {f"Pulumi.{name}.yaml": content for name, content in files.items()}
    found = endpoints({"__main__.py": text, **PROJECT, **written})
    return [variant.instance_type for endpoint in found for variant in endpoint.variants]


def hops(setting: Setting[str]) -> list[str]:
    return [hop.kind for hop in setting.via]


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        ('self.node.try_get_context("kind")', "pass"),
        ("kind.value_as_string", 'kind = cdk.CfnParameter(self, "Kind")'),
        ('cdk.Fn.import_value("shared-kind")', "pass"),
        ('cdk.Fn.sub("ml.${Kind}.large")', "pass"),
        ("os.environ['KIND']", "pass"),
    ],
)
def test_what_the_cdk_is_given_later_is_unknown(kind: str, before: str) -> None:
    assert isinstance(cdk(kind, before).instance_type, Unknown)


def test_the_context_of_a_program_may_be_given_otherwise() -> None:
    found = cdk(
        'self.node.try_get_context("kind")',
        **{"cdk.json": '{"context": {"kind": "ml.m5.large"}}'},
    ).instance_type
    assert (plain(found), hops(found)[-1]) == ("ml.m5.large", "default")
    missing = cdk('self.node.try_get_context("kind") or "ml.t2.medium"', **{"cdk.json": "{}"})
    assert plain(missing.instance_type) == "ml.t2.medium"
    assert "default" in hops(missing.instance_type)


@pytest.mark.parametrize(
    "after",
    [
        "config.add_property_override(os.environ['PATH'], 'ml.m5.large')",
        "config.add_property_override('ProductionVariants', os.environ['VARIANTS'])",
        "config.production_variants = os.environ['VARIANTS']",
    ],
)
def test_what_an_override_hides_is_unknown(after: str) -> None:
    (endpoint,) = endpoints(
        {"app.py": CDK.format(kind="'ml.t2.medium'", before="pass", after=after)}
    )
    assert endpoint.variants.items == ()
    assert endpoint.variants.more is not None


def test_a_property_may_be_changed_under_a_condition() -> None:
    change = "config.add_property_override('ProductionVariants.0.InstanceType', 'ml.m5.large')"
    after = f"if os.environ['BIG']:\n            {change}"
    text = CDK.format(kind="'ml.t2.medium'", before="pass", after=after)
    kinds = {
        plain(variant.instance_type)
        for endpoint in endpoints({"app.py": text})
        for variant in endpoint.variants
    }
    assert kinds <= {"ml.t2.medium", "ml.m5.large", None}
    assert len(kinds) == 2 or kinds == {None}


def test_without_a_stack_what_is_not_configured_is_a_default() -> None:
    (found,) = pulumi('config.get("kind") or "ml.t2.medium"')
    assert (plain(found), "default" in hops(found)) == ("ml.t2.medium", True)
    (required,) = pulumi('config.require("kind")')
    assert isinstance(required, Unknown)


def test_a_stack_says_what_it_configures() -> None:
    given = {"dev": "config: {}\n", "prod": "config:\n  ranking:kind: ml.m5.large\n"}
    dev, prod = pulumi('config.get("kind") or "ml.t2.medium"', **given)
    assert (plain(dev), "default" in hops(dev)) == ("ml.t2.medium", False)
    assert (plain(prod), hops(prod)[-1]) == ("ml.m5.large", "stage")


def test_what_a_stack_encrypts_is_unknown() -> None:
    secret = "config:\n  ranking:kind:\n    secure: AAABBB\n"
    (found,) = pulumi('config.get("kind") or "ml.t2.medium"', dev=secret)
    assert not isinstance(found, (Known, Absent))


def test_other_libraries_have_an_apply_too() -> None:
    text = "import pandas\nimport boto3\nframe = pandas.read_csv('x')\n"
    text += "sm = boto3.client('sagemaker')\n"
    text += (
        "frame.apply(lambda row: sm.create_endpoint(EndpointName='e', EndpointConfigName='c'))\n"
    )
    assert all(one.script for one in reading({"deploy.py": text}).deployments)


@pytest.mark.parametrize("broken", ["{", "[]", '{"context": []}', "\x00"])
def test_a_broken_context_costs_itself(broken: str) -> None:
    variant = cdk('self.node.try_get_context("kind")', **{"cdk.json": broken})
    assert not isinstance(variant.instance_type, Known)


@pytest.mark.parametrize(
    "broken", ["config: [", "- 1\n", "config: 3\n", "config:\n  ranking:kind: [1"]
)
def test_a_broken_stack_costs_itself(broken: str) -> None:
    (found,) = pulumi('config.require("kind")', dev=broken)
    assert isinstance(found, Unknown)


def test_what_holds_itself_costs_itself() -> None:
    before = "tags = []\n        tags.append(tags)"
    text = CDK.format(kind="'ml.t2.medium'", before=before, after="config.tags = tags")
    (endpoint,) = endpoints({"app.py": text})
    assert plain(endpoint.variants.items[0].instance_type) == "ml.t2.medium"


def test_version_1_is_read_too() -> None:
    text = CDK.format(kind="kind.value_as_string", before="pass", after="pass")
    text = text.replace("import aws_cdk as cdk", "from aws_cdk import core as cdk")
    text = text.replace("        pass\n", V1, 1)
    (endpoint,) = endpoints({"app.py": text})
    assert plain(endpoint.variants.items[0].instance_type) == "ml.c5.large"
    assert plain(endpoint.environment) == "production"


V1 = """        kind = cdk.CfnParameter(self, "Kind", default="ml.c5.large")
        cdk.Tag.add(self, "environment", "prod")
"""


def test_a_stage_stands_where_its_stack_gets_its_name() -> None:
    program = """import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker

app = cdk.App()
stack = cdk.Stack(app, "Prod")
sagemaker.CfnEndpointConfig(stack, "Config", production_variants=[{"variantName": "v"}])
"""
    (endpoint,) = endpoints({"app.py": program})
    assert (endpoint.stage.name, str(endpoint.stage.span)) == ("Prod", "app.py:5:24")
