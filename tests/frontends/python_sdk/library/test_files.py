"""What scripts read from files of the scanned tree, by what real runs of them make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.core.values import Known, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read
from tests.frontends.python_sdk.library.truth import Case, cases, disagreements, executed, known
from tests.frontends.python_sdk.library.truth import read as seen_in
from tests.frontends.python_sdk.scripts import hops, reason

LOAD = 'import json\nx = json.load(open("config.json"))["a"]\n'


@pytest.mark.parametrize("case", cases("files"), ids=str)
def test_as_when_run(case: Case, tmp_path: Path) -> None:
    seen = seen_in(case.script, case.files)
    assert disagreements(executed(case.script, case.files, tmp_path), seen) == {}
    assert case.names <= known(seen)


@pytest.mark.parametrize(
    ("name", "content", "load", "place"),
    [
        ("c.json", '{"a": 1,\n "b": 2}', "json.load(open('c.json'))", "c.json:2:7"),
        ("c.yaml", "a: 1\nb: 2\n", "yaml.safe_load(open('c.yaml'))", "c.yaml:2:4"),
        ("c.toml", "a = 1\nb = 2\n", "tomllib.load(open('c.toml', 'rb'))", "c.toml:2:5"),
        ("c.yml", "a: 1\nb: 2\n", "yaml.safe_load(Path('c.yml').read_text())", "c.yml:2:4"),
    ],
)
def test_values_know_their_place_in_the_file(
    name: str, content: str, load: str, place: str
) -> None:
    head = "import json, yaml, tomllib\nfrom pathlib import Path\n"
    seen = seen_in(f"{head}x = {load}['b']\n", {name: content})["x"]
    assert isinstance(seen, Known)
    assert str(seen.span).startswith("deploy.py:3:")
    assert place in {str(hop.span) for hop in seen.via if hop.note == "read from this file"}


@pytest.mark.parametrize("taken", ["c['a'][0]", "c.get('a')[0]", "c['b']", "c.get('b')"])
def test_values_stand_where_the_script_takes_them_out(taken: str) -> None:
    text = f"import json\nc = json.load(open('c.json'))\nx = f({taken})\ny = {taken}\n"
    seen = seen_in(text, {"c.json": '{"a": [1], "b": 2}'})["y"]
    assert isinstance(seen, Known)
    assert str(seen.span) == "deploy.py:4:5"


def test_missing_file_is_named() -> None:
    assert reason(seen_in(LOAD)["x"]) == "there is no config.json in the scanned tree"


def test_file_is_looked_for_above_the_script() -> None:
    seen = seen_in(LOAD, {"config.json": '{"a": 1}'}, "jobs/deploy/run.py")
    assert isinstance(seen["x"], Known)


def test_file_that_may_be_either() -> None:
    files = {"config.json": '{"a": 1}', "jobs/config.json": '{"a": 2}'}
    seen = seen_in(LOAD, files, "jobs/run.py")
    expected = "whether jobs/config.json and config.json is read depends on where the script is run"
    assert reason(seen["x"]) == expected


def test_notebooks_run_where_they_lie() -> None:
    files = {"config.json": '{"a": 1}', "nb/config.json": '{"a": 2}'}
    found = seen_in(LOAD, files, "nb/deploy.ipynb")["x"]
    assert isinstance(found, Known)
    assert found.value == 2


@pytest.mark.parametrize("path", ["/etc/passwd", "../../other.json", "~/config.json"])
def test_nothing_outside_of_the_tree_is_read(path: str) -> None:
    seen = seen_in(f'x = open("{path}").read()\n')
    assert isinstance(seen["x"], Unknown)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            '{"a": 1,}',
            "config.json cannot be read: line 1: the comma before this } is one too many",
        ),
        ("x" * 1_000_001, "config.json is too large to be read for settings"),
        (f'{{"a": [{"1, " * 6000} 1]}}', "config.json holds too much to be read for settings"),
    ],
)
def test_file_that_is_not_read(content: str, expected: str) -> None:
    assert reason(seen_in(LOAD, {"config.json": content})["x"]) == expected


@pytest.mark.parametrize(
    "load",
    [
        'json.load(open(os.getenv("C", "config.json")))["a"]',
        'json.loads(Path("config.json").with_name(os.getenv("C", "config.json")).read_text())["a"]',
        'ini(os.getenv("C", "config.ini"))["s"]["a"]',
        'json.dumps({"a": [os.getenv("C", "c")]})',
        'os.path.join("a", os.getenv("C", "c"))',
        'os.path.basename(os.getenv("C", "c"))',
        're.sub("_", "-", os.getenv("C", "c"))',
        '(Path(__file__).parent / os.getenv("C", "config.json")).name',
        'open(Path(__file__).parent / os.getenv("C", "config.json")).read()',
    ],
)
def test_what_rests_on_a_default_says_so(load: str) -> None:
    script = (
        "import configparser, json, os, re\nfrom pathlib import Path\ndef ini(path):\n"
        f"    c = configparser.ConfigParser()\n    c.read(path)\n    return c\nx = {load}\n"
    )
    seen = seen_in(script, {"config.json": '{"a": 1}', "config.ini": "[s]\na = 1\n"})["x"]
    assert isinstance(seen, Known)
    assert "default" in {kind for _, kind in hops(seen)}


def test_unknown_parts_of_a_path_stay_its_parts() -> None:
    seen = seen_in('import os\nx = os.path.join("s3://b", os.environ["P"], "m.tar.gz")\n')["x"]
    assert isinstance(seen, Unknown)
    assert (seen.parts[0], seen.parts[-1]) == ("s3://b/", "/m.tar.gz")


def test_unknown_parts_of_a_written_document_stay_its_parts() -> None:
    seen = seen_in('import json, os\nx = json.dumps({"a": os.environ["P"], "b": 1})\n')["x"]
    assert isinstance(seen, Unknown)
    assert (seen.parts[0], seen.parts[-1]) == ('{"a": ', ', "b": 1}')


def test_what_a_script_reads_can_be_shown() -> None:
    script = f'import boto3\n{LOAD}boto3.client("sagemaker").create_endpoint(EndpointName=x)\n'
    files = {"deploy.py": script, "config.json": '{"a": "name"}'}
    found = read(["deploy.py"], ["deploy.py"], MemoryWorkspace(files))
    assert [source.path for source in found.sources] == ["deploy.py", "config.json"]


def test_where_a_script_lies_is_no_text_of_its_settings() -> None:
    seen = seen_in("import os\nx = os.path.dirname(os.path.abspath(__file__))\n", {}, "a/b.py")["x"]
    assert reason(seen) == "where the script lies is known only when it runs"
