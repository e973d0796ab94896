"""Sessions that reach no service make no endpoint; what pytest fixtures give is followed."""

import pytest

from smlint.core.values import Known
from tests.frontends.python_sdk.scripts import resources
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


MOTO = """
import boto3
import pytest
from moto import mock_aws

@pytest.fixture
def sm():
    with mock_aws():
        yield boto3.client("sagemaker")
"""
REAL = MOTO.replace("from moto import mock_aws\n", "").replace("with mock_aws():", "if True:")
GIVEN = "def test_it(sm):\n    sm.create_endpoint(EndpointName='e', EndpointConfigName='c')\n"


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({"conftest.py": MOTO, "test_it.py": GIVEN}, 0),
        ({"tests/conftest.py": MOTO, "tests/unit/test_it.py": GIVEN}, 0),
        ({"tests/conftest.py": MOTO, "tests/unit/it_test.py": GIVEN}, 0),
        ({"tests/unit/conftest.py": MOTO, "tests/test_it.py": GIVEN}, 1),
        ({"conftest.py": REAL, "test_it.py": GIVEN}, 1),
        ({"conftest.py": MOTO, "deploy.py": HEAD + CREATE}, 1),
    ],
)
def test_what_a_conftest_mocks_is_mocked_beside_and_beneath_it(
    files: dict[str, str], count: int
) -> None:
    assert len(stock(files).endpoints) == count


CONFTEST = """
import boto3
import pytest

@pytest.fixture
def other():
    return boto3.client("{service}")
"""


@pytest.mark.parametrize(("service", "count"), [("sqs", 0), ("sagemaker", 1)])
def test_fixtures_of_a_conftest_tell_what_a_test_is_given(service: str, count: int) -> None:
    test = (
        "import sagemaker\ndef test_it(other):\n    other.create_endpoint(EndpointConfigName='c')"
    )
    files = {"tests/conftest.py": CONFTEST.format(service=service), "tests/unit/test_it.py": test}
    assert len(stock(files).endpoints) == count


DEPLOYED = """
import pytest
from sagemaker.model import Model

@pytest.fixture
def predictor():
    made = Model("i:1", role="r").deploy(1, "ml.m5.large", endpoint_name="fixed")
    yield made
    made.delete_endpoint()
"""


def test_what_a_fixture_of_a_conftest_deploys_is_counted_there() -> None:
    test = "import sagemaker\ndef test_it(predictor):\n    predictor.delete_model()\n"
    files = {"conftest.py": DEPLOYED, **{f"test_{number}.py": test for number in range(3)}}
    (found,) = stock(files).endpoints
    assert found.path == "conftest.py"
    assert "DeleteEndpoint" in {call.operation for call in found.calls}
    assert isinstance(found.cleanup, Known)
    assert found.cleanup.value == "guaranteed"


@pytest.mark.parametrize(
    ("given", "endpoints"), [("boto_session=MagicMock()", 0), ("boto_session=boto3.Session()", 1)]
)
def test_a_session_that_was_given_a_mock_makes_nothing(given: str, endpoints: int) -> None:
    script = (
        "import boto3\nfrom unittest.mock import MagicMock\nfrom sagemaker.session import Session\n"
        f"sess = Session({given})\n"
        'sess.create_endpoint("e", "c")\n'
    )
    assert len(resources(script, "Endpoint")) == endpoints


@pytest.mark.parametrize(
    ("within", "endpoints"),
    [("with pytest.raises(ValueError):", 0), ("with self.assertRaises(ValueError):", 0),
     ("with self.subTest():", 1)],
)  # fmt: skip
def test_what_is_to_be_refused_makes_nothing(within: str, endpoints: int) -> None:
    script = (
        "import pytest\nfrom unittest import TestCase\nfrom sagemaker.model import Model\n"
        f"class TestModel(TestCase):\n    def test_it(self):\n        {within}\n"
        '            Model("i:1", role="r").deploy(1, "ml.m5.large")\n'
    )
    assert len(resources(script, "Endpoint")) == endpoints


@pytest.mark.parametrize(
    ("replaced", "endpoints"),
    [("_deploy = lambda **kw: None", 0), ("deploy = MagicMock()", 0), ("deployed = True", 1),
     ("name = lambda: None", 1)],
)  # fmt: skip
def test_a_method_that_is_replaced_makes_nothing(replaced: str, endpoints: int) -> None:
    script = (
        "from unittest.mock import MagicMock\nfrom sagemaker.model import Model\n"
        "def test_it():\n"
        '    model = Model("i:1", role="r")\n'
        f"    model.{replaced}\n"
        '    model.deploy(1, "ml.m5.large")\n'
    )
    assert len(resources(script, "Endpoint")) == endpoints
