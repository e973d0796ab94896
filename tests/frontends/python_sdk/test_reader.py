"""Files that are not what they should be, comments, and bounds on the work."""

from __future__ import annotations

import io
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.source import Source
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read
from smlint.frontends.python_sdk.syntax import comments
from tests.frontends.python_sdk.scripts import BOTO, CONFIG, reading, resources
from tests.work import growth


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('print "x"\n', "deploy.py:1:1", "Python 2"),
        ("try:\n    f()\nexcept E, e:\n    pass\n", "deploy.py:3:8", "Python 2"),
        ("x = 1\ndef f(:\n    pass\n", "deploy.py:2:7", "invalid syntax"),
        ("(" * 5000, "deploy.py:1:201", "too many nested parentheses"),
        ("-" * 100_000 + "1", "deploy.py:1:1", "nested too deeply"),
        (b"x = '\xff'", "deploy.py:1:1", "not valid UTF-8"),
        (b"\0", "deploy.py:1:1", "binary"),
    ],
)
def test_what_cannot_be_read_is_one_problem(text: str | bytes, place: str, words: str) -> None:
    (problem,) = reading(text).problems
    assert (str(problem.span), problem.severity) == (place, "error")
    assert words in problem.message
    assert problem.hint


def test_a_missing_file_is_a_problem() -> None:
    (problem,) = read([], ["gone.py"], MemoryWorkspace({})).problems
    assert problem.span.path == "gone.py"


def test_files_without_endpoints_give_nothing() -> None:
    assert reading("import os\nos.deploy(1)\n").deployments == ()


def test_a_script_exported_from_a_notebook_keeps_its_magic() -> None:
    magic = (
        "# In[1]:\n%%time\n!pip install -q sagemaker \\\n  boto3\nfiles = !ls\n%matplotlib inline\n"
    )
    found = reading(f"{magic}{BOTO}it = 'ml.m5.large'\n{CONFIG}")
    assert found.problems == ()
    (deployed,) = found.deployments
    (made,) = deployed.resources
    assert made.span.line == 10
    (problem,) = reading(f"{magic}def f(:\n").problems
    assert str(problem.span) == "deploy.py:7:7"


def test_warnings_of_the_parser_are_silent() -> None:
    assert reading("x = '\\d'\nassert (1, 'x')\ny = 5 is 5\n").problems == ()


def test_the_source_of_the_sdk_deploys_nothing() -> None:
    text = (
        "import sagemaker\ndef deploy(self, t):\n    return self.model.deploy(1, instance_type=t)\n"
    )
    assert len(resources(text, "EndpointConfig", "src/app/deploy.py")) == 1
    assert resources(text, "EndpointConfig", "lib/site-packages/sagemaker/deploy.py") == []


LINES = st.lists(
    st.sampled_from(
        [
            "x = 1",
            "# c",
            "s = '#no'  # yes",
            '"""',
            "#'",
            "y = 'a\\'#b'",
            "z = r'\\'  # d",
            "'''#'''",
        ]
    ),
    max_size=8,
)


@given(LINES)
def test_comments_are_those_of_the_tokenizer(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        compile(text, "", "exec")
    except (tokenize.TokenError, SyntaxError):
        return
    expected = [token.start for token in tokens if token.type == tokenize.COMMENT]
    found = [comment.span for comment in comments(Source("a.py", text))]
    assert [(span.line, span.column - 1) for span in found] == expected


def test_own_lines_of_comments() -> None:
    found = list(comments(Source("a.py", "  # smlint: x\ny = 1  ## z\n")))
    assert [(one.text, one.own_line) for one in found] == [("smlint: x", True), ("z", False)]


HOSTILE = {
    "inlining": "".join(f"def f{n}():\n    f{n + 1}(), f{n + 1}(), f{n + 1}()\n" for n in range(11))
    + "f0()\n",
    "shared lists": "a = [1]\n" + "a = [a, a]\n" * 40 + "it = a\n",
    "a list in itself": "it = []\nit.append(it)\n",
    "deep copy": "import copy\nit = {}\nit['a'] = it\nit = copy.deepcopy(it)\n",
    "doubled text": "it = f()\nfor n in range(50):\n    it = f'{it}{it}'\n",
    "doubled list": "it = [1]\nfor n in range(50):\n    it = it + it\n",
    "grown list": "it = [1]\nfor n in range(50):\n    it.extend(it)\n",
    "large numbers": "it = 10 ** 10 ** 10\nit = 'a' * 10 ** 10\nit = '%999999999d' % 1\n",
    "wide formats": "it = f'{1:>1000000000}'\nit = '{:1000000000}'.format(1)\n",
    "replacing": "it = 'a' * 9999\nit = it.replace('a', it)\n",
    "nested loops": "".join("  " * n + f"for i{n} in range(50):\n" for n in range(15))
    + "  " * 15 + "it = 1\n",
    "endless loop": "while True:\n    it = 1\n",
    "conditions": "it = 1\n" + "if q():\n    it = 2\nelse:\n    it = 3\n" * 500,
    "choices": "it = 0\n" + "".join(f"it = {n} if q() else it\n" for n in range(500)),
    "nested conditions": "".join("  " * n + f"if q{n}():\n" for n in range(80))
    + "  " * 80 + "it = 1\n",
    "comprehensions": "it = [[[a for a in range(200)] for b in range(200)] for c in range(200)]\n",
    "recursion": "def f(n):\n    return f(n - 1) + f(n - 2)\nit = f(9)\n",
    "long sum": "it = " + " + ".join(["'a'"] * 900) + "\n",
    "long chain": "it = a" + ".b()" * 800 + "\n",
    "functions twice": "".join(f"def f{n}():\n    f{n + 1}(), f{n + 1}()\n" for n in range(40))
    + "f0()\n",
    "large sets": "it = {" + ", ".join(f"'{n}'" for n in range(9_000)) + "}\nit = (it | it) & it\n",
    "sets of unknowns": "it = {" + ", ".join(f"n{n}" for n in range(3_000)) + "}\nit = it & it\n",
    "joined texts": "it = ','.join(['a' * 9_999] * 1_999)\n" * 5,
    "large records": "from dataclasses import dataclass\n@dataclass\nclass A:\n"
    + "".join(f"    f{n}: int = {n}\n" for n in range(2_000))
    + "it = [A() for n in range(99)]\n",
    "many fields": "a = 1\nit = f'" + "{a}" * 9_000 + "'\n",
    "ranges": "it = list(range(10 ** 12))\nit = [n for n in range(10 ** 12)]\n",
    "unclosed texts": "it = 1\n" + "#'''\n" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_work_is_bounded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.python_sdk.evaluation.memory.STEP_LIMIT", 30_000)
    found = reading(f"{BOTO}{HOSTILE[name]}{CONFIG}")
    exhausted = [problem for problem in found.problems if "steps" in problem.message]
    assert found.problems == tuple(exhausted)
    assert bool(exhausted) != bool(found.deployments)


def test_a_long_line_of_other_letters_is_read_in_the_work_its_length_takes() -> None:
    assert growth(lambda size: reading("it = [" + "'é', " * size + "]\n"), 500) < 2.5


def test_functions_that_lead_to_no_request_are_not_read() -> None:
    calls = "".join(f"        self.m{n}()\n" for n in range(12))
    parser = "class P:\n" + "".join(f"    def m{n}(self):\n{calls}" for n in range(12))
    make = f"{BOTO}def helper(it):\n    {CONFIG.replace(chr(10), chr(10) + '    ')}\n"
    text = f"{parser}{make}def entry():\n    helper('ml.m5.large')\n"
    assert reading(text).problems == ()
    assert len(resources(text, "EndpointConfig")) == 1


def test_a_text_that_costs_python_too_much_memory_is_not_parsed() -> None:
    found = reading(f"{BOTO}it = [{'1,' * 1_000_000}]\n")
    assert found.deployments == ()
    (problem,) = found.problems
    assert "too large to be parsed" in problem.message
    assert "files of their own" in problem.hint


def test_deployments_count_for_more_than_other_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.python_sdk.evaluation.memory.STEP_LIMIT", 30_000)
    assert reading(BOTO + CONFIG.replace("sm.create", "sm.f") * 1_000).problems == ()
    (problem,) = reading(BOTO + CONFIG * 1_000).problems
    assert "steps" in problem.message
