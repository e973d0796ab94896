"""What is known of a script's commands is what bash runs (`scripts/record_bash.py`)."""

import json

import pytest

from tests.shell.scripts import DATA, Ran, ran, scripts

RECORDED: dict[str, list[list[str]]] = json.loads((DATA / "scripts.json").read_text("utf-8"))
OPEN = {"unknown parts of text", "groups", "assignments before commands"}
"""Whoever runs the script may set a variable that it does not."""


def agree(known: list[str | None], real: list[str]) -> bool:
    """Whether words may be the real ones: an unknown one may be any number of them."""
    if None not in known:
        return known == real
    at = known.index(None)
    return known[:at] == real[:at]


def unmatched(found: Ran, real: list[list[str]]) -> tuple[list[object], list[object]]:
    """The real commands that smlint does not see, and those that it sees on the straight path."""
    waiting = list(real)
    extra: list[object] = []
    for (_, contexts), words in zip(found.calls, found.words, strict=True):
        match = next((item for item in waiting if agree(words, item)), None)
        if match is not None:
            waiting.remove(match)
        elif not any(context.kind == "branch" for context in contexts):
            extra.append(words)
    return list(waiting), extra


def test_there_are_many_and_each_is_recorded() -> None:
    assert len(RECORDED) >= 60
    assert list(RECORDED) == list(scripts())


@pytest.mark.parametrize("name", RECORDED)
def test_the_commands_are_those_of_bash(name: str) -> None:
    found = ran(scripts()[name])
    assert found.problems == []
    assert unmatched(found, RECORDED[name]) == ([], [])


@pytest.mark.parametrize("name", [name for name in RECORDED if name not in OPEN])
def test_the_words_are_known(name: str) -> None:
    hidden = [words for words in ran(scripts()[name]).words if None in words]
    assert hidden == []
