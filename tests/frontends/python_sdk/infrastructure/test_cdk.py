"""Programs of the CDK, and the templates that the CDK makes of them: the same endpoints."""

from __future__ import annotations

import json

import pytest

from tests.frontends.python_sdk.infrastructure.comparing import HOME, UNKNOWN, ordered, plain
from tests.project import endpoints, reading

RECORDED = json.loads((HOME / "data" / "cdk.json").read_text("utf-8"))
CONTEXT = (HOME / "cdk" / "cdk.json").read_text("utf-8")


@pytest.mark.parametrize("program", sorted(RECORDED))
def test_a_program_deploys_what_its_templates_do(program: str) -> None:
    text = (HOME / "cdk" / f"{program}.py").read_text("utf-8")
    templates = {
        f"{program}/{path}": json.dumps(template) for path, template in RECORDED[program].items()
    }
    written = endpoints({f"{program}/app.py": text, f"{program}/cdk.json": CONTEXT})
    assert written
    assert ordered(written) == ordered(endpoints(templates))


def test_every_program_is_recorded() -> None:
    assert {path.stem for path in (HOME / "cdk").glob("*.py")} == set(RECORDED)


def test_a_program_and_its_templates_are_one_project() -> None:
    text = (HOME / "cdk" / "stacks.py").read_text("utf-8")
    program = {"app/stacks.py": text, "app/cdk.json": "{}"}
    templates = {f"app/cdk.out/{path}": json.dumps(one) for path, one in RECORDED["stacks"].items()}
    assert {one.path for one in endpoints(program)} == {"app/stacks.py"}
    assert {one.path for one in endpoints(program | templates)} == set(templates)
    elsewhere = {"app/cdk.json": '{"output": "dist"}'}
    assert {one.path for one in endpoints(program | templates | elsewhere)} > set(templates)


def test_a_program_is_no_script() -> None:
    text = (HOME / "cdk" / "plain.py").read_text("utf-8")
    call = 'create_endpoint(EndpointName="by-hand", EndpointConfigName="c")'
    script = f'import boto3\nboto3.client("sagemaker").{call}\n'
    found = reading({"app.py": text + script}).deployments
    assert [(one.script, one.stage.name) for one in found] == [(True, "default"), (False, "Plain")]


def test_stacks_are_stages_and_tell_the_environment() -> None:
    text = (HOME / "cdk" / "stacks.py").read_text("utf-8")
    told = {(one.stage.name, plain(one.environment)) for one in endpoints({"app.py": text})}
    assert told == {("Inference-dev", "non-production"), ("Inference-prod", "production")}


def test_a_stack_is_made_elsewhere() -> None:
    files = {
        "app.py": "import aws_cdk as cdk\nfrom stacks.inference import Inference\napp = cdk.App()\n"
        'Inference(app, "prod", kind="ml.m5.xlarge")\n',
        "stacks/__init__.py": "",
        "stacks/inference.py": (HOME / "cdk" / "plain.py")
        .read_text("utf-8")
        .partition("app = cdk.App")[0]
        .replace("construct_id, **kwargs):", "construct_id, kind, **kwargs):")
        .replace('"ml.m5.xlarge"', "kind"),
    }
    (found,) = endpoints(files)
    (variant,) = found.variants
    assert (found.path, found.stage.name) == ("app.py", "prod")
    assert plain(variant.instance_type) == "ml.m5.xlarge"
    del files["app.py"]
    (alone,) = endpoints(files)
    assert plain(alone.variants.items[0].instance_type) == UNKNOWN
