"""One endpoint is one endpoint, however many configurations it gets."""

import json

import pytest

from smlint.core.model import number_of
from smlint.core.values import Known
from tests.project import endpoints

CONFIG = """
def config(name, sm=sm):
    sm.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[
        {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large",
         "InitialInstanceCount": 1}])
    return name
"""
HEAD = f"import boto3\nsm = boto3.client('sagemaker')\n{CONFIG}"
SDK = "from sagemaker.model import Model\nmodel = Model('i:1', role='r')\n"
SCRIPTS = {
    "updated": """
sm.create_endpoint(EndpointName="fraud", EndpointConfigName=config("one"))
sm.update_endpoint(EndpointName="fraud", EndpointConfigName=config("two"))
""",
    "made or updated": """
for version in ("one", "two"):
    config(version)
    try:
        sm.describe_endpoint(EndpointName="fraud")
        sm.update_endpoint(EndpointName="fraud", EndpointConfigName=version)
    except Exception:
        sm.create_endpoint(EndpointName="fraud", EndpointConfigName=version)
""",
    "one after the other": """
for kind in ("one", "two"):
    sm.create_endpoint(EndpointName="fraud", EndpointConfigName=config(kind))
    sm.delete_endpoint(EndpointName="fraud")
""",
    "updated only": """
sm.update_endpoint(EndpointName="fraud", EndpointConfigName=config("one"))
sm.update_endpoint(EndpointName="fraud", EndpointConfigName=config("two"))
""",
    "of a name that is made up": """
import time
name = f"fraud-{time.time()}"
sm.create_endpoint(EndpointName=name, EndpointConfigName=config("one"))
sm.update_endpoint(EndpointName=name, EndpointConfigName=config("two"))
""",
}
OF_THE_SDK = {
    "updated": """
model.deploy(1, "ml.m5.large", endpoint_name="fraud")
model.deploy(2, "ml.m5.large", endpoint_name="fraud", update_endpoint=True)
""",
    "of two branches": """
import sys
if sys.argv[1] == "small":
    model.deploy(1, "ml.m5.large", endpoint_name="fraud")
else:
    model.deploy(4, "ml.m5.4xlarge", endpoint_name="fraud")
""",
    "of two choices": """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--size")
if parser.parse_args().size == "small":
    model.deploy(1, "ml.m5.large", endpoint_name="fraud")
else:
    model.deploy(4, "ml.m5.4xlarge", endpoint_name="fraud")
""",
    "refused, then made": """
try:
    model.deploy(endpoint_name="fraud")
except ValueError:
    model.deploy(1, "ml.m5.large", endpoint_name="fraud")
""",
    "of a predictor": """
predictor = model.deploy(1, "ml.m5.large")
predictor.update_endpoint(initial_instance_count=2, instance_type="ml.m5.xlarge")
""",
}
SHELL = """
create() {
  aws sagemaker create-endpoint-config --endpoint-config-name "$1" --production-variants \\
    VariantName=a,ModelName=m,InstanceType=ml.m5.large,InitialInstanceCount=1
}
create one
create two
if aws sagemaker describe-endpoint --endpoint-name fraud; then
  aws sagemaker update-endpoint --endpoint-name fraud --endpoint-config-name two
else
  aws sagemaker create-endpoint --endpoint-name fraud --endpoint-config-name one
fi
"""
VARIANT = {
    "VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1,
}  # fmt: skip


def state(operation: str, following: str, **parameters: object) -> dict[str, object]:
    resource = f"arn:aws:states:::sagemaker:{operation}"
    last = {"Next": following} if following else {"End": True}
    return {"Type": "Task", "Resource": resource, "Parameters": parameters, **last}


MACHINE = {
    "StartAt": "Config",
    "States": {
        "Config": state("createEndpointConfig", "Make", EndpointConfigName="one",
                        ProductionVariants=[VARIANT]),
        "Make": state("createEndpoint", "Other", EndpointName="fraud", EndpointConfigName="one"),
        "Other": state("createEndpointConfig", "Change", EndpointConfigName="two",
                       ProductionVariants=[VARIANT]),
        "Change": state("updateEndpoint", "", EndpointName="fraud", EndpointConfigName="two"),
    },
}  # fmt: skip
PROJECTS = {
    **{f"boto3: {name}": {"deploy.py": HEAD + script} for name, script in SCRIPTS.items()},
    **{f"sdk: {name}": {"deploy.py": SDK + script} for name, script in OF_THE_SDK.items()},
    "shell": {"deploy.sh": SHELL},
    "step functions": {"deploy.asl.json": json.dumps(MACHINE)},
}


@pytest.mark.parametrize("project", PROJECTS)
def test_an_endpoint_of_several_configurations_is_counted_once(project: str) -> None:
    found = endpoints(PROJECTS[project])
    made = [one for one in found if not isinstance(one.refused, Known)]
    assert number_of(found) == 1
    assert len(found) > 1, "every configuration is judged"
    assert len({(one.stage.branch, one.unit) for one in made}) == len(
        {one.stage.branch for one in made}
    )


MANY = {
    "of two names": """
for name in ("one", "two"):
    sm.create_endpoint(EndpointName=name, EndpointConfigName=config(name))
""",
    "in two regions": """
for region in ("eu-west-1", "us-east-1"):
    there = boto3.Session(region_name=region).client("sagemaker")
    there.create_endpoint(EndpointName="fraud", EndpointConfigName=config("one", there))
""",
    "of one configuration": """
config("one")
sm.create_endpoint(EndpointName="fraud", EndpointConfigName="one")
sm.create_endpoint(EndpointName="churn", EndpointConfigName="one")
""",
    "of names that the run makes up": """
import uuid
for _ in range(2):
    name = f"fraud-{uuid.uuid4()}"
    sm.create_endpoint(EndpointName=name, EndpointConfigName=config(name))
""",
}


@pytest.mark.parametrize("script", MANY)
def test_endpoints_that_are_two_are_counted_twice(script: str) -> None:
    assert number_of(endpoints({"deploy.py": HEAD + MANY[script]})) == 2
