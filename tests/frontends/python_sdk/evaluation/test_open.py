"""Programs in which one value is open: nothing is claimed that another value of it makes wrong."""

import pytest

from tests.frontends.python_sdk.evaluation.oracle import overclaimed

HEAD = "import os\nopen_ = int(os.environ['OPEN'])\nx = 0\n"
YIELDS = "def turns():\n    yield 1\n    yield 2\n"


@pytest.mark.parametrize(
    "program",
    [
        "for i in range(2):\n    if i < open_:\n        break\nelse:\n    x = 1\n",
        "for i in range(1):\n    if open_:\n        break\nelse:\n    x = 1\n",
        "for i in range(open_):\n    break\nelse:\n    x = 1\n",
        "for i in range(open_):\n    if i > 1:\n        break\nelse:\n    x = 1\n",
        "i = 0\nwhile i < 3:\n    i += 1\n    if i == open_:\n        break\nelse:\n    x = 1\n",
        "i = 0\nwhile i < open_:\n    i += 1\n    if i > 1:\n        break\nelse:\n    x = 1\n",
        f"{YIELDS}for i in turns():\n    if i < open_:\n        break\nelse:\n    x = 1\n",
        (
            "def f():\n    for i in range(2):\n        if i == 1:\n            return\n"
            "        if open_:\n            break\n    global x\n    x = 1\nf()\n"
        ),
    ],
)
def test_nothing_is_claimed_that_is_open(program: str) -> None:
    assert overclaimed(HEAD + program, ("x",), ("0", "1", "2", "5")) == []
