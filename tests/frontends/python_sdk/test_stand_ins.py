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
