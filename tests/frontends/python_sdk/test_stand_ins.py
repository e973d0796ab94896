"""Sessions that reach no service make no endpoint; what pytest fixtures give is followed."""

import pytest

from tests.project import stock

TEST = """
import pytest
from unittest.mock import MagicMock, Mock
from sagemaker import LocalSession, Session
from sagemaker.model import Model

@pytest.fixture({scope})
def session():
    made = {session}
    made.region = "eu-west-1"
    return made

def test_deploys(session):
    Model("i:1", role="r", sagemaker_session=session).deploy(1, "ml.m5.large")
"""


@pytest.mark.parametrize(
    ("session", "endpoints"),
    [("Mock(name='s')", 0), ("MagicMock()", 0), ("LocalSession()", 0), ("Session()", 1)],
)
@pytest.mark.parametrize("scope", ["", "scope='module'"])
def test_a_stand_in_deploys_nothing(session: str, endpoints: int, scope: str) -> None:
    found = stock({"test_model.py": TEST.format(session=session, scope=scope)})
    assert len(found.endpoints) == endpoints


def test_an_argument_that_no_fixture_makes_is_given_by_the_caller() -> None:
    script = TEST.format(session="Mock()", scope="").replace("def session()", "def other()")
    assert len(stock({"test_model.py": script}).endpoints) == 1


CREATE = 'boto3.client("sagemaker").create_endpoint(EndpointName="e", EndpointConfigName="c")'
HEAD = "import boto3\nfrom unittest.mock import patch\n"


@pytest.mark.parametrize(
    "script",
    [
        f"from moto import mock_aws\n@mock_aws\ndef test_it():\n    {CREATE}\n",
        f"import moto\ndef test_it():\n    with moto.mock_sagemaker():\n        {CREATE}\n",
        (
            "from moto import mock_aws\nimport pytest\n@pytest.fixture\ndef sm():\n"
            "    with mock_aws():\n        yield boto3.client('sagemaker')\n"
            "def test_it(sm):\n    sm.create_endpoint(EndpointName='e', EndpointConfigName='c')\n"
        ),
        f"from botocore.stub import Stubber\ndef test_it():\n    {CREATE}\n",
        f"@patch('boto3.client')\ndef test_it(client):\n    {CREATE}\n",
        f"@patch('deploy.boto3')\nclass TestIt:\n    def test_it(self, x):\n        {CREATE}\n",
        f"def test_it():\n    with patch.object(boto3, 'client'):\n        {CREATE}\n",
        f"def test_it(mocker):\n    mocker.patch('boto3.client')\n    {CREATE}\n",
        f"def test_it(monkeypatch):\n    monkeypatch.setattr(boto3, 'client', F)\n    {CREATE}\n",
    ],
)
def test_what_a_stand_in_answers_makes_nothing(script: str) -> None:
    assert stock({"test_model.py": HEAD + script}).endpoints == ()


@pytest.mark.parametrize(
    "script",
    [
        f"@patch('time.sleep')\ndef test_it(sleep):\n    {CREATE}\n",
        f"def test_it():\n    with patch('boto3.client'):\n        pass\n    {CREATE}\n",
        (
            "@patch('boto3.client')\ndef test_it(client):\n    pass\n"
            f"def test_other():\n    {CREATE}\n"
        ),
    ],
)
def test_what_is_done_outside_of_a_stand_in_is_done(script: str) -> None:
    assert len(stock({"test_model.py": HEAD + script}).endpoints) == 1
