"""Endpoints that another function, file or notebook deletes."""

from __future__ import annotations

import pytest

from smlint.core.values import Known, Unknown
from tests.frontends.python_sdk.scripts import notebook
from tests.project import stock

MAKE = """import os
import boto3
from company.settings import ENDPOINT, OTHER
sm = boto3.client("sagemaker")
sm.create_endpoint(EndpointName=NAME, EndpointConfigName="c")
"""
DELETE = """import os
import boto3
from company.settings import ENDPOINT, OTHER
boto3.client("sagemaker").delete_endpoint(EndpointName=NAME)
"""


def cleanup(files: dict[str, str]) -> str:
    """The cleanup of the only endpoint of `files`; `unknown` where it is not known."""
    (endpoint,) = stock(files).endpoints
    if isinstance(endpoint.cleanup, Known):
        return endpoint.cleanup.value
    assert isinstance(endpoint.cleanup, Unknown)
    return "unknown"


@pytest.mark.parametrize(
    ("made", "deleted", "expected"),
    [
        ('"e"', '"e"', "elsewhere"),
        ('"e"', '"f"', "none"),
        ("ENDPOINT", "ENDPOINT", "elsewhere"),
        ("ENDPOINT", "OTHER", "none"),
        ('f"{ENDPOINT}-v2"', 'ENDPOINT + "-v2"', "elsewhere"),
        ('os.environ["NAME"]', 'os.environ["NAME"]', "elsewhere"),
        ('os.environ["NAME"]', 'os.environ["OTHER"]', "none"),
        ("stamped()", "stamped()", "none"),
    ],
)
def test_another_file_deletes_by_name(made: str, deleted: str, expected: str) -> None:
    files = {"deploy.py": MAKE.replace("NAME", made), "down.py": DELETE.replace("NAME", deleted)}
    if "NAME" in made:
        files = {"deploy.py": MAKE.replace("=NAME", f"={made}")}
        files["down.py"] = DELETE.replace("=NAME", f"={deleted}")
    assert cleanup(files) == expected


def test_a_notebook_deletes_what_a_script_makes() -> None:
    files = {
        "deploy.py": MAKE.replace("NAME", '"e"'),
        "down.ipynb": notebook([DELETE.replace("NAME", '"e"')]),
    }
    assert cleanup(files) == "elsewhere"


def test_a_schedule_of_another_file_is_one() -> None:
    schedule = """import boto3
boto3.client("scheduler").create_schedule(
    Name="n",
    ScheduleExpression="rate(1 day)",
    Target={
        "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint",
        "Input": '{"EndpointName": "e"}',
    },
)
"""
    assert cleanup({"deploy.py": MAKE.replace("NAME", '"e"'), "ttl.py": schedule}) == "scheduled"


def test_the_surest_deletion_counts() -> None:
    make = MAKE.replace("NAME", '"e"')
    make += "try:\n    use()\nfinally:\n    sm.delete_endpoint(EndpointName='e')\n"
    assert cleanup({"deploy.py": make, "down.py": DELETE.replace("NAME", '"e"')}) == "guaranteed"


METHODS = """import boto3

class Stack:
    def __init__(self, base):
        self.name = f"{base}-endpoint"
        self.sm = boto3.client("sagemaker")

    def up(self):
        self.sm.create_endpoint(EndpointName=self.name, EndpointConfigName="c")

    def down(self):
        self.sm.delete_endpoint(EndpointName=self.name)
"""


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("", "elsewhere"),
        ("Stack('a').up()", "unknown"),
        ("stack = Stack('a')\nstack.up()\nstack.down()", "always"),
        ("Stack('a').up()\nStack('a').down()", "always"),
        ("Stack('a').up()\nStack('b').down()", "none"),
        ("stack = Stack(b)\ntry:\n    stack.up()\nfinally:\n    stack.down()", "guaranteed"),
        (
            (
                "stacks = [Stack(name) for name in ['a']]\n"
                "for one in stacks:\n    one.up()\nfor one in stacks:\n    one.down()"
            ),
            "always",
        ),
    ],
)
def test_one_method_makes_and_another_deletes(use: str, expected: str) -> None:
    assert cleanup({"stack.py": f"{METHODS}\n{use}\n"}) == expected


def test_an_open_object_may_be_the_endpoint() -> None:
    make = MAKE.replace("NAME", '"e"') + "import sagemaker\n"
    assert (
        cleanup({"deploy.py": f"{make}for thing in things():\n    thing.delete()\n"}) == "unknown"
    )
    assert cleanup({"deploy.py": f"{make}table.delete(Key=1)\n"}) == "none"
