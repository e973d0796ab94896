"""What differs from run to run is unknown, and says why."""

from __future__ import annotations

import pytest

from smlint.core.values import Unknown
from tests.frontends.python_sdk.library.truth import read
from tests.frontends.python_sdk.scripts import reason


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("time.strftime('%Y')", "it is made of the time at which the script runs"),
        ("datetime.now().strftime('%Y')", "it is made of the time at which the script runs"),
        ("str(uuid.uuid4())", "it is made up at random when the script runs"),
        ("sys.argv[1]", "argument 1 of the command line is given by whoever runs the script"),
    ],
)
def test_reason(expression: str, expected: str) -> None:
    head = "import sys, time, uuid\nfrom datetime import datetime\n"
    assert reason(read(f"{head}x = {expression}\n")["x"]) == expected


def test_a_name_with_the_time_in_it_keeps_its_identity() -> None:
    seen = read("import time\nn = f'model-{int(time.time())}'\nx = n\ny = f'{n}-config'\n")
    assert isinstance(seen["x"], Unknown)
    assert isinstance(seen["y"], Unknown)
    assert seen["y"].parts == (*seen["x"].parts, "-config")


def test_logging_and_printing_change_nothing() -> None:
    seen = read("import logging\nd = {'a': 1}\nlogging.info(d)\nprint(d)\nx = d['a']\n")
    assert not isinstance(seen["x"], Unknown)
