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


@pytest.mark.parametrize(
    "change",
    [
        "k.append(1)", "k[0] = 7", "k[1:] = [8]", "k += [1]", "k *= 2", "del k[0]", "k.clear()",
        "m = k\nm.append(4)", "[x.append(9) for x in (k, l)]", "(k or l).append(4)",
        "list.append(k, 4)", "d['a'] = 7", "d.update(a=7)", "d |= {'a': 8}", "del d['a']",
        "o.v = 5\nx = p.v", "setattr(o, 'v', 4)\nx = p.v", "o.set(6)\nx = p.v",
    ],
)  # fmt: skip
def test_a_change_of_one_of_two_things_is_one_of_either(change: str) -> None:
    things = (
        "class C:\n    v = 1\n    def set(self, v):\n        self.v = v\n"
        "k, l, d, e, o, p = [3], [1, 2], {'a': 1}, {'a': 2}, C(), C()\n"
        "if open_:\n    k, d, o = l, e, p\n"
    )
    assert overclaimed(f"{HEAD}{things}{change}\n", ("x", "l", "e"), ("0", "1")) == []
