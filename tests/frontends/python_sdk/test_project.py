"""Several scripts of one run: who is judged with whose values, and what is told once."""

from collections.abc import Mapping

import pytest

from smlint.assemble import assemble
from smlint.core.resource import Deployment, Reading
from smlint.core.tree import elements, member, plain
from smlint.core.values import Known, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read
from smlint.frontends.python_sdk.files import MARKERS, Files
from smlint.frontends.python_sdk.import_texts import Import, imports_in
from smlint.frontends.python_sdk.project import project_of
from tests.frontends.python_sdk.scripts import notebook

LIB = """import boto3
sm = boto3.client("sagemaker")

def deploy_model(name, it="ml.m5.large"):
    sm.create_endpoint_config(
        EndpointConfigName=name, ProductionVariants=[{"VariantName": "v", "InstanceType": it}]
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)

def clean(name):
    sm.delete_endpoint(EndpointName=name)
"""
MAIN = "from lib import deploy_model\ndeploy_model('a', 'ml.g5.xlarge')\n"


def reading(files: Mapping[str, str]) -> Reading:
    hits = [path for path in sorted(files) if any(mark in files[path] for mark in MARKERS)]
    return read(sorted(files), hits, MemoryWorkspace(files))


def types(found: Reading) -> dict[str, list[object]]:
    """The instance types of each project."""
    return {one.path: list(_types(one)) for one in found.deployments}


def _types(deployment: Deployment) -> list[object]:
    found = []
    for resource in deployment.resources:
        for variant in elements(member(resource.properties, "ProductionVariants")):
            setting = member(variant, "InstanceType")
            found.append("unknown" if isinstance(setting, Unknown) else plain(setting))
    return found


def test_a_function_is_judged_through_the_script_that_calls_it() -> None:
    found = reading({"lib.py": LIB, "main.py": MAIN})
    assert types(found) == {"lib.py": [], "main.py": ["ml.g5.xlarge"]}
    (config, endpoint) = found.deployments[1].resources
    assert config.span.path == endpoint.span.path == "lib.py"
    assert [str(place) for place in config.callers] == ["main.py:2:1"]
    assert {source.path for source in found.sources} == {"lib.py", "main.py"}


def test_a_function_that_nobody_calls_is_judged_alone() -> None:
    assert types(reading({"lib.py": LIB})) == {"lib.py": ["ml.m5.large"]}
    other = "from lib import clean\nclean('x')\n"
    assert types(reading({"lib.py": LIB, "main.py": other})) == {
        "lib.py": ["ml.m5.large"],
        "main.py": [],
    }


def test_a_function_called_by_one_that_nobody_calls_has_its_arguments() -> None:
    main = "import lib\ndef entry(size='xlarge'):\n    lib.deploy_model('a', f'ml.g5.{size}')\n"
    assert types(reading({"lib.py": LIB, "z.py": main})) == {"lib.py": [], "z.py": ["ml.g5.xlarge"]}
    assert types(reading({"lib.py": LIB, "a.py": main})) == {"a.py": ["ml.g5.xlarge"], "lib.py": []}


def test_each_caller_is_a_project_of_its_own() -> None:
    other = MAIN.replace("ml.g5.xlarge", "ml.p3.2xlarge")
    found = reading({"lib.py": LIB, "one.py": MAIN, "two.py": other})
    assert types(found) == {"lib.py": [], "one.py": ["ml.g5.xlarge"], "two.py": ["ml.p3.2xlarge"]}


@pytest.mark.parametrize(
    "between",
    [
        {"pkg/__init__.py": "from .lib import *\n"},
        {"pkg/__init__.py": "from .lib import deploy_model\n"},
        {"pkg/__init__.py": "from pkg.lib import (\n    clean,\n    deploy_model,\n)\n"},
        {
            "pkg/__init__.py": "from .inner import deploy_model\n",
            "pkg/inner.py": "from .lib import deploy_model\n",
        },
        {"pkg/__init__.py": "from . import lib\ndef deploy_model(*a):\n    lib.deploy_model(*a)\n"},
    ],
)
def test_a_script_without_a_marker_is_found_through_what_it_imports(
    between: dict[str, str],
) -> None:
    main = MAIN.replace("lib", "pkg")
    found = reading({"pkg/lib.py": LIB, **between, "main.py": main, "idle.py": "import pkg\n"})
    assert types(found)["main.py"] == ["ml.g5.xlarge"]
    assert "idle.py" not in [source.path for source in found.sources]


def test_a_test_says_nothing_of_what_it_calls() -> None:
    test = "import boto3\nfrom lib import deploy_model\n" + MAIN + "# delete_endpoint\n"
    found = reading({"lib.py": LIB, "tests/test_lib.py": test, "tests/test_other.py": MAIN})
    assert types(found) == {"lib.py": ["ml.m5.large"], "tests/test_lib.py": ["ml.g5.xlarge"]}


def test_a_notebook_imports_as_a_script_does() -> None:
    text = notebook(["import sys\n", *MAIN.splitlines()])
    assert types(reading({"lib.py": LIB, "n.ipynb": text}))["n.ipynb"] == ["ml.g5.xlarge"]


def test_what_a_module_makes_when_it_is_imported_is_its_own() -> None:
    top = LIB + "deploy_model('top', 'ml.c5.large')\n"
    main = "import lib\nlib.clean('top')\n"
    found = reading({"lib.py": top, "main.py": main})
    assert types(found) == {"lib.py": ["ml.c5.large"], "main.py": []}
    (endpoint,) = assemble(found.deployments)
    assert plain(endpoint.cleanup) == "elsewhere"


def test_an_importer_may_delete_what_a_module_has_made_under_a_name_that_is_open() -> None:
    top = LIB + "import time\nname = f'e-{time.time()}'\ndeploy_model(name)\n"
    main = "import lib\nlib.clean(lib.name)\n"
    (endpoint,) = assemble(reading({"lib.py": top, "main.py": main}).deployments)
    assert plain(endpoint.cleanup) == "elsewhere"
    other = "import lib\nlib.clean('other')\n"
    (endpoint,) = assemble(reading({"lib.py": top, "main.py": other}).deployments)
    assert plain(endpoint.cleanup) != "elsewhere"


def test_what_a_script_makes_another_may_delete() -> None:
    other = "from lib import clean\nclean('a')\n"
    found = reading({"lib.py": LIB, "main.py": MAIN, "end.py": other})
    (endpoint,) = assemble(found.deployments)
    assert plain(endpoint.cleanup) == "elsewhere"
    own = MAIN + "import lib\nlib.clean('a')\n"
    (endpoint,) = assemble(reading({"lib.py": LIB, "main.py": own}).deployments)
    assert plain(endpoint.cleanup) == "always"


def test_an_endpoint_whose_name_is_open_is_deleted_by_identity() -> None:
    main = "import sys, lib\nname = sys.argv[1]\nlib.deploy_model(name)\nlib.clean(name)\n"
    (endpoint,) = assemble(reading({"lib.py": LIB, "main.py": main}).deployments)
    assert not isinstance(endpoint.name, Known)
    assert plain(endpoint.cleanup) == "always"


def test_a_module_that_does_not_parse_is_told_once() -> None:
    main = MAIN.replace("'ml.g5.xlarge'", "config.TYPE").replace("from", "import config\nfrom", 1)
    files = {"lib.py": LIB, "config.py": "TYPE = (\n", "a.py": main, "b.py": main}
    found = reading(files)
    assert [str(problem.span) for problem in found.problems] == ["config.py:1:8"]
    assert types(found) == {"a.py": ["unknown"], "b.py": ["unknown"], "lib.py": []}


def test_scripts_that_import_each_other_end() -> None:
    one = LIB + "import two\ndef go():\n    two.back()\n"
    two = "import one\ndef back():\n    one.go()\n    one.deploy_model('x', 'ml.c5.large')\n"
    found = types(reading({"one.py": one, "two.py": two}))
    assert "ml.c5.large" in [*found["one.py"], *found.get("two.py", [])]


def test_the_script_of_a_module_is_not_run_where_it_is_imported() -> None:
    lib = LIB + "if __name__ == '__main__':\n    deploy_model('own', 'ml.p4d.24xlarge')\n"
    found = types(reading({"lib.py": lib, "main.py": MAIN}))
    assert found == {"lib.py": ["ml.p4d.24xlarge"], "main.py": ["ml.g5.xlarge"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import a.b as c, d\n", [(0, "a.b", ()), (0, "d", ())]),
        ("from a.b import (\n  c as x,\n  d,\n)\n", [(0, "a.b", ("c", "d"))]),
        ("from .. import a\n", [(2, "", ("a",))]),
        ("    from .a import *\n", [(1, "a", ("*",))]),
        ('  "from a import b\\n",\n  "import c"\n', [(0, "a", ("b",)), (0, "c", ())]),
        ("importlib.import_module('a.b')\n", [(0, "a.b", ())]),
        ("# we import things\nimportant = 1\n", []),
    ],
)
def test_imports_are_seen_in_the_text(
    text: str, found: list[tuple[int, str, tuple[str, ...]]]
) -> None:
    assert list(imports_in(text.encode())) == [Import(*item) for item in found]


def test_what_is_imported_from_elsewhere_leads_to_nothing() -> None:
    lib = LIB.replace("deploy_model", "main")
    other = "import sys\nsys.path.insert(0, get())\nfrom tools.config import main\nmain()\n"
    plain = "import pkg.config\ndef main():\n    pass\n"
    files = {"pkg/config.py": lib, "other.py": other, "plain.py": plain, "a/tools/x.py": ""}
    assert {source.path for source in reading(files).sources} == {"pkg/config.py"}
    known = {**files, "other.py": other.replace("tools.config", "pkg.config")}
    assert "other.py" in {source.path for source in reading(known).sources}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": "contract.deploy(1)", "b.py": "sns.create_endpoint(Token=t)"}, ()),
        (
            {"a.py": "import b\nb.sm.create_endpoint()", "b.py": "sm = client('sagemaker')"},
            ("a.py",),
        ),
        ({"a.py": "import b\nb.x.deploy()", "b.py": "import c", "c.py": "SageMaker"}, ("a.py",)),
        ({"a.py": "sm.create_endpoint(EndpointConfigName='c')", "b.py": ""}, ("a.py",)),
    ],
)
def test_what_never_speaks_of_sagemaker_is_not_followed(
    files: dict[str, str], expected: tuple[str, ...]
) -> None:
    hits = [path for path, text in files.items() if any(mark in text for mark in MARKERS)]
    found = project_of([*files], hits, Files(MemoryWorkspace(files)))
    assert found.scripts == expected
