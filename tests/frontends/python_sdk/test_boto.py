"""Calls of boto3 clients."""

from __future__ import annotations

import botocore
import botocore.session
import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Known, Reference, Unknown
from smlint.frontends.python_sdk.lowering.boto import OPERATIONS
from smlint.frontends.python_sdk.shapes import MEMBERS
from tests.frontends.python_sdk.scripts import (
    BOTO,
    calls,
    config,
    deployment,
    reading,
    reason,
    resources,
    variant,
)

MAKE = 'create_endpoint_config(EndpointConfigName="c", ProductionVariants=[])'


@pytest.mark.parametrize(
    "client",
    [
        'import boto3\nboto3.client("sagemaker")',
        'import boto3\nboto3.client(service_name="sagemaker", region_name=r)',
        'import boto3 as b\nb.Session(profile_name="p").client("sagemaker")',
        'import boto3\nboto3.session.Session().client("sagemaker")',
        'from boto3 import client\nclient("sagemaker")',
        "import sagemaker\nsagemaker.Session().sagemaker_client",
        "from clients import sm\nsm",
        "self_made.sm",
        'import boto3\nc = dict(sm=boto3.client("sagemaker"))\nc["sm"]',
    ],
)
def test_clients(client: str) -> None:
    assert config(f"{client}.{MAKE}").type == "AWS::SageMaker::EndpointConfig"


@pytest.mark.parametrize(
    "before",
    [
        "import aioboto3\nasync with aioboto3.Session().client('sagemaker') as sm:\n    await ",
        (
            "from aiobotocore.session import get_session\n"
            "async with get_session().create_client('sagemaker') as sm:\n    await "
        ),
        "import botocore.session\nsm = botocore.session.get_session().create_client('sagemaker')\n",
        (
            "import boto3\nfrom functools import partial\n"
            "make = partial(boto3.client, 'sagemaker')\nsm = make()\n"
        ),
        "import boto3\nsm = boto3.client(**{'service_name': 'sagemaker'})\n",
        "import boto3\nsm = getattr(boto3, 'client')('sagemaker')\n",
        (
            "import boto3\nsm = None\ndef client():\n    global sm\n    if sm is None:\n"
            "        sm = boto3.client('sagemaker')\n    return sm\nclient()\n"
        ),
        (
            "import boto3\nfrom contextlib import closing\n"
            "with closing(boto3.client('sagemaker')) as sm:\n    "
        ),
        "import boto3\nif (sm := boto3.client('sagemaker')):\n    ",
        "import boto3\nfor sm in [boto3.client('sagemaker', region_name=r) for r in ['eu']]:\n    ",
        "import boto3\nclass C:\n    sm = boto3.client('sagemaker')\nsm = C.sm\n",
        "import boto3\ntry:\n    sm = boto3.client('sagemaker')\nexcept E:\n    raise\n",
        "import boto3\nONE = 'sagemaker'\nsm, rt = map(boto3.client, [ONE, ONE + '-runtime'])\n",
    ],
)
def test_clients_in_all_spellings(before: str) -> None:
    text = f"{before}sm.{MAKE}\n"
    if "async" in before:
        lines = "\n".join(f"    {line}" for line in text.splitlines())
        text = f"import asyncio\nasync def main():\n{lines}\nasyncio.run(main())\n"
    assert config(text).type == "AWS::SageMaker::EndpointConfig"
    other = text.replace("'sagemaker'", "'sns'")
    assert reading(other).deployments == ()


@pytest.mark.parametrize(
    "call",
    [
        'boto3.client("sns").create_endpoint(PlatformApplicationArn="a", Token="t")',
        'boto3.client("dms").create_endpoint(EndpointIdentifier="a", EndpointType="source")',
        'boto3.client("ec2").delete_endpoint(EndpointName="x")',
        'client.create_endpoint(EndpointIdentifier="a", EndpointType="source")',
        'client.create_model(ModelId="m")',
        (
            'boto3.client("application-autoscaling").register_scalable_target('
            'ServiceNamespace="ecs", ResourceId="service/c/s")'
        ),
        'scaling.register_scalable_target(ServiceNamespace="dynamodb", ResourceId="table/t")',
        "from unittest.mock import Mock\nMock().create_endpoint_config(EndpointConfigName=c)",
        'def create_endpoint_config(name):\n    print(name)\ncreate_endpoint_config("c")',
        "sm.create_endpoint_config",
    ],
)
def test_other_services_are_left_alone(call: str) -> None:
    assert reading(f"import boto3\n{call}\n").deployments == ()


def test_a_user_function_of_the_same_name_is_read_in_place() -> None:
    text = f"""{BOTO}
def create_endpoint_config(name, kind):
    return sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[{{"VariantName": "v", "InstanceType": kind}}],
    )
create_endpoint_config("a", "ml.m5.large")
create_endpoint_config("b", "ml.c5.large")
"""
    found = resources(text, "EndpointConfig")
    assert [thing.address for thing in found] == ["deploy.py:5:12", "deploy.py:5:12[2]"]
    assert [plain(member(thing.properties, "EndpointConfigName")) for thing in found] == ["a", "b"]


def test_places() -> None:
    text = f'{BOTO}response = sm.create_endpoint_config(\n    EndpointConfigName="c",\n)\n'
    made = config(text)
    assert made.address == "deploy.py:3:12"
    assert (made.span.line, made.span.column, made.span.end_column) == (3, 12, 37)
    assert (made.extent.line, made.extent.end_line, made.extent.end_column) == (3, 5, 2)


def test_columns_count_characters() -> None:
    made = config(f'{BOTO}é = "ü"; sm.{MAKE}')
    assert made.span.column == 10
    assert made.extent.end_column == 10 + len(f"sm.{MAKE}")


def test_tags_become_a_mapping() -> None:
    text = f'{BOTO}sm.create_endpoint(EndpointName="e", EndpointConfigName="c", Tags=TAGS)'
    tags = '[{"Key": "env", "Value": "prod"}, {"Key": "t", "Value": q()}]'
    (made,) = resources(text.replace("TAGS", tags), "Endpoint")
    assert plain(member(made.properties, "Tags")) == {"env": "prod", "t": None}
    (made,) = resources(text.replace("TAGS", "[tag]"), "Endpoint")
    assert reason(member(made.properties, "Tags")) == "one of the tags is not known"


def test_what_an_unknown_mapping_may_hold_is_not_absent() -> None:
    made = config(f'{BOTO}sm.create_endpoint_config(EndpointConfigName="c", **options)')
    assert isinstance(member(made.properties, "DataCaptureConfig"), Unknown)
    one = variant(f"""{BOTO}sm.create_endpoint_config(
        EndpointConfigName="c", ProductionVariants=[{{"VariantName": "v", **more}}])""")
    assert plain(member(one, "VariantName")) == "v"
    assert reason(member(one, "ServerlessConfig")).startswith("it may be given by `**more`")


def test_keyword_mappings_are_spread() -> None:
    text = f'{BOTO}request = dict(EndpointConfigName="c")\nrequest["KmsKeyId"] = "k"\n'
    made = config(f"{text}sm.create_endpoint_config(**request, ProductionVariants=[])")
    assert plain(made.properties) == {
        "EndpointConfigName": "c", "KmsKeyId": "k", "ProductionVariants": [],
    }  # fmt: skip


def test_names_join_by_identity() -> None:
    text = f"""import uuid
{BOTO}name = f"ep-{{uuid.uuid4()}}"
sm.{MAKE.replace('"c"', "name")}
sm.create_endpoint(EndpointName="e", EndpointConfigName=name)
"""
    of_config = member(config(text).properties, "EndpointConfigName")
    (endpoint,) = resources(text, "Endpoint")
    assert of_config == member(endpoint.properties, "EndpointConfigName")
    assert isinstance(of_config, Unknown)
    assert of_config.parts == ("ep-", Reference("deploy.py:4:14"))


SCALING = """import boto3
client = boto3.client("application-autoscaling")
target = dict(ServiceNamespace="sagemaker", ResourceId="endpoint/e/variant/v")
client.register_scalable_target(MinCapacity=1, MaxCapacity=4, **target)
client.put_scaling_policy(PolicyName="p", **target)
client.put_scheduled_action(ScheduledActionName="s", **target)
client.deregister_scalable_target(**target)
"""


def test_scaling() -> None:
    found = deployment(SCALING)
    kinds = [thing.type.removeprefix("AWS::ApplicationAutoScaling::") for thing in found.resources]
    assert kinds == ["ScalableTarget", "ScalingPolicy", "ScheduledAction"]
    assert [call.operation for call in found.calls] == ["DeregisterScalableTarget"]


@pytest.mark.parametrize(
    ("call", "operation"),
    [
        ('update_endpoint(EndpointName="e", EndpointConfigName="c")', "UpdateEndpoint"),
        (
            "update_endpoint_weights_and_capacities(DesiredWeightsAndCapacities=[])",
            "UpdateEndpointWeightsAndCapacities",
        ),
        ('delete_endpoint(EndpointName="e")', "DeleteEndpoint"),
        ('delete_endpoint_config(EndpointConfigName="c")', "DeleteEndpointConfig"),
        ('delete_model(ModelName="m")', "DeleteModel"),
        ('delete_inference_component(InferenceComponentName="i")', "DeleteInferenceComponent"),
        ('update_inference_component(InferenceComponentName="i")', "UpdateInferenceComponent"),
        (
            'create_inference_experiment(Name="x", EndpointName="e", ModelVariants=[])',
            "CreateInferenceExperiment",
        ),
        ('delete_inference_experiment(Name="x")', "DeleteInferenceExperiment"),
    ],
)
def test_calls(call: str, operation: str) -> None:
    assert len(calls(f"{BOTO}sm.{call}", operation)) == 1


@pytest.mark.parametrize("service", ["sagemaker-runtime", "runtime.sagemaker"])
def test_invocations(service: str) -> None:
    text = f'import boto3\nrt = boto3.client("{service}")\n'
    text += 'rt.invoke_endpoint(EndpointName="e", Body=b)\n'
    text += 'rt.invoke_endpoint_async(EndpointName="e", InputLocation="s3://b/k")\n'
    text += 'rt.invoke_endpoint_with_response_stream(EndpointName="e", Body=b)\n'
    assert [call.operation for call in deployment(text).calls] == [
        "InvokeEndpoint", "InvokeEndpointAsync", "InvokeEndpointWithResponseStream",
    ]  # fmt: skip


def test_two_entry_points_of_one_helper_are_one_endpoint() -> None:
    text = f"""import boto3
class Deployer:
    def __init__(self, client):
        self.sm = client
    def _make(self):
        self.sm.{MAKE}
    def first(self):
        self._make()
    def second(self):
        self._make()
"""
    assert len(resources(text, "EndpointConfig")) == 1


def test_inputs_are_what_a_runner_may_give() -> None:
    text = f"""import os
{BOTO}environment = os.environ.get("ENVIRONMENT", "dev")
def deploy(stage="test", count=1):
    sm.{MAKE}
"""
    inputs = deployment(text).inputs
    assert {name: getattr(value, "value", None) for name, value in inputs.items()} == {
        "ENVIRONMENT": "dev", "stage": "test",
    }  # fmt: skip


SERVICES = ("sagemaker", "sagemaker-runtime", "application-autoscaling", "cloudwatch")


def test_operations_are_the_services_own() -> None:
    session = botocore.session.get_session()
    for method, operation in OPERATIONS.items():
        for service in operation.services & set(SERVICES):
            model = session.get_service_model(service)
            assert method == botocore.xform_name(operation.name)
            assert operation.name in model.operation_names
            members = model.operation_model(operation.name).input_shape.members
            assert set(operation.telling) <= set(members)
            assert operation.services & {service}
        assert operation.name in MEMBERS


def test_literals_stay_where_they_are_written() -> None:
    one = variant(
        f'{BOTO}VARIANT = {{"VariantName": "v", "InitialInstanceCount": 2}}\n'
        'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[VARIANT])'
    )
    count = member(one, "InitialInstanceCount")
    assert isinstance(count, Known)
    assert str(count.span) == "deploy.py:3:56"


@pytest.mark.parametrize(
    ("client", "waits"),
    [
        ('boto3.client("sagemaker-runtime")', 60),
        ('boto3.Session().client("sagemaker-runtime", region_name="eu-west-1")', 60),
        ('boto3.client("sagemaker-runtime", config=Config(read_timeout=90))', 90),
        ('boto3.client("sagemaker-runtime", config=Config(connect_timeout=5))', 60),
        ('boto3.client("sagemaker-runtime", config=make())', "Unknown"),
        ('boto3.client("sagemaker-runtime", config=Config(**options))', "Unknown"),
        ('boto3.client("sagemaker-runtime", **options)', "Unknown"),
        ("sagemaker_session.sagemaker_runtime_client", "Absent"),
    ],
)
def test_how_long_a_client_waits(client: str, waits: object) -> None:
    text = f"""
import boto3
from botocore.config import Config
from elsewhere import make, options, sagemaker_session
{client}.invoke_endpoint(EndpointName="e", Body=b"")
"""
    (call,) = deployment(text).calls
    setting = call.read_timeout
    assert (setting.value if isinstance(setting, Known) else type(setting).__name__) == waits
