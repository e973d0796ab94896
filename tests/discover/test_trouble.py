"""What cannot be read: missing, too large, links, and other encodings."""

import os
from pathlib import Path

import pytest

from smlint import contents
from smlint import discover as module
from smlint.discover import discover
from smlint.disk import DiskWorkspace
from tests.discover.tree import ENDPOINT, PLAN, excluding, write


def test_a_missing_path_is_a_problem_and_costs_nothing_else(here: Path) -> None:
    write(here, {"main.tf": ENDPOINT})
    found = discover(["nowhere", "main.tf"])
    assert [problem[:2] for problem in found.problems] == [
        ("nowhere", "there is no such file or directory")
    ]
    assert found.hits["terraform"] == ["main.tf"]


def test_an_unreadable_file_is_a_problem(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"main.tf": ENDPOINT})

    def refuse(path: str, markers: tuple[bytes, ...]) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(module, "read_content", refuse)  # root may read everything
    ((path, reason, hint),) = discover(["."]).problems
    assert (path, reason) == ("main.tf", "it cannot be read (permission denied)")
    assert "readable" in hint


def test_a_huge_file_is_a_problem_only_if_it_matters(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"data.json": " " * 500, "t.json": " " * 300 + "AWS::SageMaker::Model"})
    found = discover(["."])
    assert [path for path, _, _ in found.problems] == ["t.json"]
    assert found.hits["cloudformation"] == []


def test_links_out_of_the_repository_are_not_followed(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT, "d/main.tf": ENDPOINT})
    (here / "link.tf").symlink_to(outside / "main.tf")
    (here / "linked").symlink_to(outside / "d")
    assert discover(["."]).hits["terraform"] == []


def test_a_named_pipe_or_dangling_link_stops_nobody(here: Path) -> None:
    (here / "gone.tf").symlink_to(here / "nowhere.tf")
    os.mkfifo(here / "pipe.tf")
    write(here, {"main.tf": ENDPOINT})
    assert discover(["."]).hits["terraform"] == ["main.tf"]


def test_a_link_to_itself_is_a_problem_and_costs_nothing_else(here: Path) -> None:
    (here / "loop.tf").symlink_to("loop.tf")
    write(here, {"main.tf": ENDPOINT})
    for paths in (["."], ["main.tf"], ["main.tf", "."]):
        found = discover(paths)
        assert found.hits["terraform"] == ["main.tf"]
        ((path, reason, _),) = found.problems
        assert (path, reason) == (
            "loop.tf",
            "it cannot be read (too many levels of symbolic links)",
        )
    assert discover(["."], excluding("loop.tf")).problems == []
    assert DiskWorkspace([str(here)]).names("") == ["main.tf"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_counts_too(here: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    call = 'module "m" { source = "../m" }\n'
    write(here, {"live/x.tf": "", "m/main.tf": ""})
    (here / "live/main.tf").write_bytes(f"\ufeff{call}".encode(encoding))
    (here / "m/main.tf").write_bytes(f"\ufeff{ENDPOINT}".encode(encoding))
    assert discover(["live"]).hits["terraform"] == ["m/main.tf"]
    monkeypatch.setattr(contents, "SIZE_LIMIT", 10)
    assert [path for path, _, _ in discover(["m"]).problems] == ["m/main.tf"]


def test_a_directory_is_read_where_a_named_link_leads(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT})
    (here / "linked").symlink_to(outside)
    write(here, {"a/main.tf": ""})
    (here / "inside").symlink_to(here / "a")
    found = discover(["linked", "inside"])
    assert found.roots == (str(here), str(outside))
    assert found.hits["terraform"] == ["linked/main.tf"]
    workspace = DiskWorkspace(found.roots)
    assert workspace.names("linked") == ["main.tf"]
    assert workspace.read("linked/main.tf").text == ENDPOINT


def test_a_named_link_out_of_the_repository_is_a_problem(tmp_path: Path, here: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    write(outside, {"main.tf": ENDPOINT})
    (here / "link.tf").symlink_to(outside / "main.tf")
    found = discover(["link.tf"])
    assert (found.hits["terraform"], found.count) == ([], 0)
    assert [problem[:2] for problem in found.problems] == [
        ("link.tf", "it is a link out of the repository")
    ]
    assert discover(["link.tf"], excluding("link.tf")).problems == []


def test_a_plan_in_utf_16_counts_too(here: Path) -> None:
    (here / "plan.json").write_bytes(f"\ufeff{PLAN}".encode("utf-16-le"))
    assert discover(["."]).hits["terraform"] == ["plan.json"]


def test_a_plan_that_is_too_large_is_a_problem(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"plan.json": PLAN.replace(":", ":" + " " * 60), "t.json": " " * 500})
    ((path, reason, hint),) = discover(["."]).problems
    assert path == "plan.json"
    assert reason.startswith("it is larger than")
    assert "leave out" in hint


def test_a_notebook_that_is_too_large_is_a_problem(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "SIZE_LIMIT", 100)
    write(here, {"a.ipynb": '{"cells": []}' + " " * 100 + ".deploy(", "b.ipynb": " " * 500})
    ((path, _, hint),) = discover(["."]).problems
    assert (path, hint) == ("a.ipynb", "clear its outputs, or exclude it")
