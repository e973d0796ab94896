"""Small packages, run by Python itself and read by smlint: what names of the script come to."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from smlint.core.tree import plain
from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk.files import Files, parsed_script
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.values.identity import resolved
from smlint.frontends.python_sdk.values.trees import tree_of

RUN = """
import json, os, runpy, sys
path, *tops = sys.argv[1:]
sys.path[:1] = [os.path.dirname(os.path.abspath(path)), *map(os.path.abspath, tops)]
found = runpy.run_path(path, run_name="__main__")
plain = (str, int, float, list, dict, type(None))
print(json.dumps({k: v for k, v in found.items() if k[0] != "_" and isinstance(v, plain)}))
"""


def executed(directory: Path, files: Mapping[str, str], path: str) -> dict[str, object]:
    """The plain values of the global names of the script at `path` after a run of Python."""
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    tops = [name for name in (".", "src") if "/" in path]
    command = [sys.executable, "-S", "-E", "-c", RUN, path, *tops]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def machine(files: Mapping[str, str], path: str) -> Interpreter:
    workspace = MemoryWorkspace(files)
    script = parsed_script(workspace.read(path))
    run = Interpreter(script, Files(workspace))
    run.run(script.parts)
    return run


def read(files: Mapping[str, str], path: str = "main.py") -> dict[str, Tree]:
    """What smlint makes of the global names of the script at `path`."""
    names = machine(files, path).globals.names
    return {str(name): tree_of(resolved(value)) for name, value in names.items()}


CONFIG = {"config.py": 'TYPE = "ml.g5.xlarge"\nSIZES = {"prod": 3}\n_hidden = 1\n'}
PACKAGE = {
    "lib/__init__.py": "VERSION = 7\nfrom .naming import name_of as called\nfrom . import sizes\n",
    "lib/naming.py": (
        'import lib.sizes as s\nfrom .sizes import *\nBASE = "x"\n'
        'def name_of(stage, base=BASE):\n    return f"{base}-{stage}-{LARGE}-{s.SMALL}"\n'
    ),
    "lib/sizes.py": '__all__ = ["LARGE", "_odd"]\nLARGE, SMALL, _odd = "l", "s", "o"\n',
    "lib/deep/core.py": (
        "from ..sizes import SMALL\nfrom other import z\nfrom .. import sizes\n"
        "BOTH = SMALL + sizes.LARGE\n"
    ),
    "other.py": "z = 26\n",
}

CASES: dict[str, tuple[str, Mapping[str, str]]] = {
    "a module": ("import config\na = config.TYPE\nb = config.SIZES['prod']\n", CONFIG),
    "by another name": ("import config as c\na = c.TYPE\n", CONFIG),
    "a name of it": ("from config import TYPE as t, SIZES\na = t\nb = SIZES['prod']\n", CONFIG),
    "all names of it": ("from config import *\na = TYPE\nb = SIZES['prod']\n", CONFIG),
    "listed names": ("from lib.sizes import *\na = LARGE\nb = _odd\n", PACKAGE),
    "handed on": ("from lib import called\na = called('prod')\n", PACKAGE),
    "a module of a package": ("import lib.naming\na = lib.naming.name_of('p')\n", PACKAGE),
    "of a package, renamed": ("import lib.naming as n\na = n.name_of('p', base='y')\n", PACKAGE),
    "a package": ("import lib\na = lib.VERSION\nb = lib.sizes.SMALL\n", PACKAGE),
    "from a package": ("from lib import sizes, VERSION\na = sizes.LARGE\nb = VERSION\n", PACKAGE),
    "a directory": ("from lib.deep import core\na = core.BOTH\nb = core.z\n", PACKAGE),
    "below a directory": ("from lib.deep.core import BOTH\na = BOTH\n", PACKAGE),
    "own name": (
        "import lib.naming as n\nfrom other import who\na = who\nb = __name__\n",
        {**PACKAGE, "other.py": "who = __name__\n"},
    ),
    "main is the script": (
        "import x\na = x.a\nb = 1\nif __name__ == '__main__':\n    b = 2\n",
        {"x.py": "a = 1\nif __name__ == '__main__':\n    a = 2\n"},
    ),
    "a value is shared": (
        "import a1, b1\na1.seen.append('m')\na = b1.seen\nb = len(a1.seen)\n",
        {"a1.py": "seen = []\n", "b1.py": "from a1 import seen\nseen.append('b')\n"},
    ),
    "a module is changed": (
        "import config\nfrom use import now\nconfig.TYPE = 'other'\na = now()\n",
        {**CONFIG, "use.py": "import config\ndef now():\n    return config.TYPE\n"},
    ),
    "a class": (
        (
            "from shapes import Shape\na = Shape('x').name\nclass Mine(Shape):\n    extra = 2\n"
            "b = Mine('y').name + str(Mine.extra)\n"
        ),
        {"shapes.py": "class Shape:\n    def __init__(self, n):\n        self.name = n + '!'\n"},
    ),
    "a function's own globals": (
        "X = 'mine'\nfrom f import get, put\nput('new')\na = get()\nb = X\n",
        {"f.py": "X = 'its'\ndef get():\n    return X\ndef put(v):\n    global X\n    X = v\n"},
    ),
    "a circle": (
        "import one\na = one.f()\nb = one.two.g()\n",
        {
            "one.py": "import two\nA = 'a'\ndef f():\n    return two.B + A\n",
            "two.py": "import one\nB = 'b'\ndef g():\n    return one.A + B\n",
        },
    ),
    "in a function": (
        (
            "def f():\n    from config import TYPE\n    import config as c\n"
            "    return TYPE, c.SIZES['prod']\n"
            "a, b = f()\n"
        ),
        CONFIG,
    ),
    "under a condition that holds": (
        (
            "if len('ab') == 2:\n    import config\nelse:\n    import nothing as config\n"
            "a = config.TYPE\n"
        ),
        CONFIG,
    ),
    "where it may be missing": (
        "try:\n    from config import TYPE\nexcept ImportError:\n    TYPE = 'none'\na = TYPE\n",
        CONFIG,
    ),
    "where it is missing": (
        (
            "try:\n    from .config import TYPE\nexcept ImportError:\n    from config import TYPE\n"
            "a = TYPE\n"
        ),
        CONFIG,
    ),
    "by its name as text": (
        (
            "import importlib\nfrom importlib import import_module\nn = 'con' + 'fig'\n"
            "a = importlib.import_module(n).TYPE\nb = import_module('lib.sizes').LARGE\n"
        ),
        {**CONFIG, **PACKAGE},
    ),
    "a search path": (
        (
            "import sys\nsys.path.insert(0, 'deps')\nimport found\n"
            "sys.path.append('more')\nfrom late import B\na = found.A\nb = B\n"
        ),
        {"deps/found.py": "A = 1\n", "more/late.py": "B = 2\n"},
    ),
    "names like the standard library's": (
        "import json as j\nfrom lib import json\na = json.WHO\nc = j.dumps({'k': 1})\n",
        {"lib/json.py": "WHO = 'local'\n", "sub/json.py": "def dumps(x):\n    return 'wrong'\n"},
    ),
    "a name that is its own": ("import calendar\na = calendar.A\n", {"calendar.py": "A = 3\n"}),
    "a package rather than a module": (
        "import both\na = both.A\n",
        {"both.py": "A = 'module'\n", "both/__init__.py": "A = 'package'\n"},
    ),
    "a module rather than a directory": (
        "import both\na = both.A\n",
        {"both.py": "A = 'module'\n", "both/inner.py": "A = 'inner'\n"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_as_python_has_it(case: str, tmp_path: Path) -> None:
    script, others = CASES[case]
    files = {**others, "main.py": script}
    real, seen = executed(tmp_path, files, "main.py"), read(files)
    wanted = {name: real[name] for name in ("a", "b") if name in real}
    assert wanted
    assert {name: plain(seen[name]) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("scripts/main.py", {"common/__init__.py": "", "common/c.py": "A = 1\n"}),
        ("scripts/main.py", {"scripts/common/c.py": "A = 1\n", "common/c.py": "A = 2\n"}),
        ("a/b/main.py", {"src/common/c.py": "A = 1\n"}),
    ],
)
def test_modules_are_found_from_the_script_up(
    path: str, files: dict[str, str], tmp_path: Path
) -> None:
    files[path] = "from common.c import A\na = A\n"
    assert executed(tmp_path, files, path)["a"] == plain(read(files, path)["a"]) == 1


def test_a_module_that_may_be_one_of_several_is_unknown() -> None:
    files = {"a/b/main.py": "import config\na = config.TYPE\n", "a/config.py": "TYPE = 1\n"}
    assert plain(read(files, "a/b/main.py")["a"]) == 1
    files["config.py"] = "TYPE = 2\n"
    assert isinstance(read(files, "a/b/main.py")["a"], Unknown)


def test_what_the_tree_does_not_have_comes_from_outside() -> None:
    files = {
        "main.py": "import numpy, sagemaker.utils, docker\nfrom lib import gone\n"
        "a, b, c, d = numpy.x, sagemaker.utils.x, docker.x, gone\n",
        "sagemaker/utils.py": "x = 1\n",
        "docker/Dockerfile.py": "x = 1\n",
        "lib/__init__.py": "",
    }
    seen = read(files)
    reasons = [tree.reason for tree in map(seen.get, "abcd") if isinstance(tree, Unknown)]
    assert reasons == [
        "it comes from `numpy`, outside this file",
        "it comes from `sagemaker`, outside this file",
        "`x` is not set in `docker` as far as it can be followed",
        "`gone` is not set in `lib` as far as it can be followed",
    ]


def test_a_value_tells_the_way_it_came() -> None:
    seen = read(
        {"main.py": "import config\nfrom config import TYPE\na, b = config.TYPE, TYPE\n", **CONFIG}
    )
    for name, note in (("a", "constant config.TYPE"), ("b", "constant TYPE")):
        tree = seen[name]
        assert isinstance(tree, Known)
        hop = tree.via[0]
        assert isinstance(hop, Hop)
        assert (hop.note, str(hop.span)) == (note, "config.py:1:8")


def test_a_branch_takes_nothing_back_that_a_module_set() -> None:
    script = (
        "import os\nif os.environ['A']:\n    from config import TYPE\n    x = TYPE\n"
        "else:\n    x = 'other'\nimport config\na = config.TYPE\n"
    )
    assert plain(read({"main.py": script, **CONFIG})["a"]) == "ml.g5.xlarge"


def test_of_many_modules_those_are_read_that_are_used() -> None:
    files = {f"m{n}.py": f"A = {n}\n" for n in range(3000)}
    script = "".join(f"import m{n}\n" for n in range(3000)) + "a = m2999.A\n"
    run = machine({**files, "main.py": script}, "main.py")
    assert plain(tree_of(run.globals.names["a"])) == 2999
    assert "m2999.py" in run.modules.followed
    assert len(run.modules.followed) < 100


def test_a_chain_of_modules_is_followed_to_a_bound() -> None:
    files = {f"m{n}.py": f"from m{n + 1} import *\n" for n in range(3000)}
    files["m3000.py"] = "A = 1\n"
    files["main.py"] = "from m0 import *\nfrom m2990 import A as near\na, b = near, A\n"
    seen = read(files)
    assert plain(seen["a"]) == 1
    assert isinstance(seen["b"], Unknown)


def test_a_large_module_costs_itself_alone() -> None:
    big = "\n".join(f"x{n} = {n} + {n}" for n in range(20_000))
    seen = read({"main.py": "import big\na, b = big.x1, big.x19999\nc = 'here'\n", "big.py": big})
    assert plain(seen["a"]) == 2
    assert isinstance(seen["b"], Unknown)
    assert plain(seen["c"]) == "here"
