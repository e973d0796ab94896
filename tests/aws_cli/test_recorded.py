"""Every recorded command sends what the real command line sends (`scripts/record_aws_cli.py`)."""

import json
from pathlib import Path

import pytest

from smlint.aws_cli.requests import Request, request_of
from smlint.core.tree import plain
from tests.aws_cli.commands import files_of, words_of

DATA = Path(__file__).parent / "data"
RECORDED = json.loads((DATA / "commands.json").read_text(encoding="utf-8"))
FILES = {f"files/{path.name}": path.read_text() for path in (DATA / "files").iterdir()}
MISSING = "files/missing"
"""A file that is not in the tree may be there when the command is run."""


def test_there_are_many_of_each_kind() -> None:
    assert sum("parameters" in item for item in RECORDED) > 120
    assert sum("refused" in item for item in RECORDED) > 40


@pytest.mark.parametrize(
    "item", [item for item in RECORDED if "parameters" in item], ids=lambda item: item["words"][-1]
)
def test_the_request_is_the_same(item: dict[str, object]) -> None:
    words = item["words"]
    parameters = item["parameters"]
    assert isinstance(words, list)
    assert isinstance(parameters, dict)
    found = request_of(words_of(*words), files_of(FILES))
    if item["operation"] == "DescribeEndpoint":
        assert found is None
        return
    assert isinstance(found, Request), found
    assert found.faults == ()
    assert found.operation == item["operation"]
    tags = parameters.get("Tags")
    if tags is not None:
        parameters = {**parameters, "Tags": {tag["Key"]: tag["Value"] for tag in tags}}
    assert plain(found.arguments) == parameters


@pytest.mark.parametrize(
    "item",
    [item for item in RECORDED if item.get("refused") == "words"],
    ids=lambda item: item["words"][-1],
)
def test_what_is_refused_is_told_or_makes_nothing(item: dict[str, object]) -> None:
    words = item["words"]
    assert isinstance(words, list)
    found = request_of(words_of(*words), files_of(FILES))
    missing = any(MISSING in word for word in words)
    assert not isinstance(found, Request) or found.faults or missing
