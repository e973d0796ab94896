"""Settings of the environment and of `.env` files: where they come from, and what is not read."""

from __future__ import annotations

from smlint.core.values import Known
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read as reading
from tests.frontends.python_sdk.library.truth import read
from tests.frontends.python_sdk.scripts import hops, reason

SETTINGS = """from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    instance_type: str = "ml.m5.large"
    bucket: str
s = Settings()
x, y = s.instance_type, s.bucket
"""
DOTENV = "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nx = os.environ['A']\n"


def test_default_of_a_setting_may_be_overridden_by_the_environment() -> None:
    seen = read(SETTINGS)
    assert ("environment variable INSTANCE_TYPE, default", "default") in hops(seen["x"])
    expected = "environment variable BUCKET is given by whoever runs the script"
    assert reason(seen["y"]) == expected


def test_what_a_dotenv_file_says_is_a_default() -> None:
    seen = read(DOTENV, {".env": "B=1\nA=a\n"})["x"]
    assert isinstance(seen, Known)
    (hop,) = [hop for hop in seen.via if hop.kind == "default"]
    assert (hop.note, str(hop.span)) == ("A in .env", ".env:2:1")


def test_without_a_dotenv_file_nothing_is_set() -> None:
    seen = read(DOTENV, {".env.example": "A=a\n", "other/.env": "A=b\n"})
    assert reason(seen["x"]) == "environment variable A is given by whoever runs the script"


def test_secrets_are_not_read() -> None:
    script = DOTENV.replace("'A'", "'API_KEY'")
    seen = read(script, {".env": "API_KEY=hidden\n"})
    assert reason(seen["x"]) == "API_KEY in .env may be a secret, which smlint does not read"


def test_no_text_of_a_dotenv_file_is_shown() -> None:
    script = f'import boto3\n{DOTENV}boto3.client("sagemaker").create_endpoint(EndpointName=x)\n'
    workspace = MemoryWorkspace({"deploy.py": script, ".env": "A=a\n"})
    found = reading(["deploy.py"], ["deploy.py"], workspace)
    assert [source.path for source in found.sources] == ["deploy.py"]
