"""Commands of AWS that Python starts, and lines of notebooks that a shell runs."""

import pytest

from smlint.core.tree import elements, member, plain
from smlint.core.values import Unknown
from tests.frontends.python_sdk.scripts import calls, deployment, notebook, reading, resources

WORDS = '["aws", "sagemaker", "create-endpoint", "--endpoint-name", NAME]'
CONFIGURED = ', "--endpoint-config-name", "c"]'
LINE = "aws sagemaker create-endpoint --endpoint-config-name c --endpoint-name "
GONE = "aws sagemaker delete-endpoint --endpoint-name fraud"
SCRIPT = (
    f'import asyncio, os, shlex, subprocess\nNAME = "fraud"\ncommand = {WORDS[:-1]}{CONFIGURED}\n'
)
SHELL = f'line = f"{LINE}{{NAME}}"\n'


@pytest.mark.parametrize(
    "start",
    [
        "subprocess.run(command, check=True)",
        "subprocess.check_call(command)",
        "out = subprocess.check_output(args=command)",
        "with subprocess.Popen(command) as process: process.wait()",
        f"{SHELL}subprocess.run(line, shell=True)",
        f"{SHELL}os.system(line)",
        f"{SHELL}os.popen(line).read()",
        f"{SHELL}subprocess.run(shlex.split(line))",
        f"{SHELL}subprocess.getoutput(line)",
        'os.environ["NAME"] = NAME\nos.system("' + LINE + '$NAME")',
        "import sh\nsh.aws(*command[1:])",
        "async def f():\n    await asyncio.create_subprocess_exec(*command)\nasyncio.run(f())",
        "def run(words):\n    subprocess.run(words)\nrun(command)",
    ],
)
def test_a_command_makes_what_its_request_makes(start: str) -> None:
    (endpoint,) = resources(f"{SCRIPT}{start}\n", "Endpoint")
    assert plain(endpoint.properties) == {"EndpointName": "fraud", "EndpointConfigName": "c"}


@pytest.mark.parametrize(
    "start",
    ["print(command)", f'print("{LINE}x")', "subprocess.run(line)", "run(command)"],
)
def test_what_starts_no_command(start: str) -> None:
    assert reading(f"{SCRIPT}{SHELL}{start}\n").deployments == ()


def test_an_unknown_name_is_the_same_one_again() -> None:
    script = (
        f"import subprocess, sys\nname = sys.argv[1]\n"
        f'subprocess.run(f"{LINE}{{name}}", shell=True)\n'
        f"try:\n    work()\nfinally:\n"
        f'    subprocess.run(["aws", "sagemaker", "delete-endpoint", "--endpoint-name", name])\n'
    )
    (call,) = calls(script, "DeleteEndpoint")
    assert call.reach == "guaranteed"
    assert isinstance(member(call.arguments, "EndpointName"), Unknown)


def test_places_are_those_within_the_text() -> None:
    script = f'import os\nos.system("{LINE}fraud")\n'
    (endpoint,) = resources(script, "Endpoint")
    span = member(endpoint.properties, "EndpointName").span
    assert (span.line, script.splitlines()[1][span.column - 1 : span.end_column - 1]) == (
        2,
        "fraud",
    )


def test_lines_of_a_notebook() -> None:
    cells = ['name = "fraud"', f"!{LINE}{{name}}", "!echo done", f"!{GONE}"]
    found = deployment(notebook(cells), "nb.ipynb")
    (endpoint,) = found.resources
    assert plain(member(endpoint.properties, "EndpointName")) == "fraud"
    assert [(call.operation, call.reach) for call in found.calls] == [("DeleteEndpoint", "always")]


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("magic", ["%%bash", "%%sh", "%%script bash", "%%bash --no-raise-error"])
def test_cells_of_the_shell(magic: str, end: str) -> None:
    config = (
        "aws sagemaker create-endpoint-config --endpoint-config-name c \\\n"
        f'  --production-variants "VariantName=v,InstanceType=$TYPE"{end}'
    )
    cell = f"{magic}\nset -e\nTYPE=${{TYPE:-ml.m5.large}}\n{config}"
    (made,) = resources(notebook(["import boto3", cell]), "EndpointConfig", "nb.ipynb")
    (variant,) = elements(member(made.properties, "ProductionVariants"))
    setting = member(variant, "InstanceType")
    assert plain(setting) == "ml.m5.large"
    assert (setting.span.cell, setting.span.line) == (2, 5)


def test_a_cell_for_another_program_is_left_alone() -> None:
    cell = f"%%script perl\n{LINE}e\n"
    assert reading(notebook([cell]), "nb.ipynb").deployments == ()


def test_a_condition_of_python_is_one_of_the_command() -> None:
    script = f"{SCRIPT}subprocess.run(command)\nif input():\n    os.system('{GONE}')\n"
    assert [call.reach for call in calls(script, "DeleteEndpoint")] == ["conditional"]
