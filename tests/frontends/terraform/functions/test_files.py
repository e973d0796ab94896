"""Functions of files stay inside of the repository, and say what is wrong where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from smlint.core.resource import DEFAULT_STAGE
from smlint.core.tree import plain
from smlint.core.values import Known, Tree, Unknown
from smlint.disk import DiskWorkspace
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import Library, Module
from smlint.frontends.terraform.structure.place import Place
from tests.frontends.terraform.evaluating import attempted, parsed


def on_disk(text: str, directory: Path) -> Tree:
    """The value of `text` in a root module at `directory`, which is all of the repository."""
    library = Library(DiskWorkspace([str(directory)]))
    place = Place("", DEFAULT_STAGE, str(directory))
    return attempt(parsed(text), Configuration(Module(str(directory)), library, place, {}))


@pytest.mark.parametrize(
    "text",
    [
        'file("/etc/passwd")',
        'file("../secret")',
        'file("~/secret")',
        'filemd5("/dev/zero")',
        'fileexists("../secret")',
        'fileset("..", "*")',
        'fileset(".", "../*")',
        'fileset("/", "*")',
        'templatefile("../t.tftpl", {})',
        'abspath(".")',
        'pathexpand("~")',
    ],
)
def test_what_is_outside_is_unknown(text: str) -> None:
    assert isinstance(attempted(text, {"main.tf": ""}), Unknown)


def test_links_that_lead_out_are_unknown_and_links_within_are_followed(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    (root / "a").mkdir(parents=True)
    (root / "a" / "x.txt").write_text("x")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "within").symlink_to(root / "a")
    assert plain(on_disk('fileset("within", "*")', root)) == ["x.txt"]
    assert plain(on_disk('fileexists("within/x.txt")', root)) is True
    for text in ('fileset(".", "*.txt")', 'file("out.txt")', 'fileexists("out.txt")'):
        found = on_disk(text, root)
        assert isinstance(found, Unknown), text
        assert "out" in found.reason, text


def test_a_circle_of_links_and_a_device_end_as_unknown(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    for text in ('fileset(".", "**")', 'file("pipe")', 'filesha256("pipe")', 'fileexists("pipe")'):
        assert isinstance(on_disk(text, tmp_path), Unknown), text


def test_an_absent_file_is_refused_and_one_too_large_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smlint.disk.SIZE_LIMIT", 10)
    (tmp_path / "large").write_text("x" * 11)
    absent, large = (on_disk(f'file("{name}")', tmp_path) for name in ("absent", "large"))
    assert isinstance(absent, Unknown)
    assert isinstance(large, Unknown)
    assert absent.reason.startswith("terraform would refuse this")
    assert not large.reason.startswith("terraform would refuse this")
    assert plain(on_disk('fileexists("large")', tmp_path)) is True


def test_an_error_in_a_template_is_told_at_its_place() -> None:
    files = {"t.tftpl": "one\n${upper(}\n", "u.tftpl": "${nosuch}"}
    damaged = attempted('templatefile("t.tftpl", {})', files)
    missing = attempted('templatefile("u.tftpl", {})', files)
    assert isinstance(damaged, Unknown)
    assert isinstance(missing, Unknown)
    assert "t.tftpl:2:" in damaged.reason
    assert "u.tftpl" in missing.reason
    assert "nosuch" in missing.reason


@pytest.mark.parametrize(
    "text",
    ["timestamp()", "plantimestamp()", "uuid()", 'bcrypt("a")', 'base64gzip("a")',
     'rsadecrypt("a", "b")', "provider::aws::arn_parse(1)"],
)  # fmt: skip
def test_what_no_file_tells_is_unknown_with_a_reason(text: str) -> None:
    found = attempted(text)
    assert isinstance(found, Unknown)
    assert "refuse" not in found.reason


def test_a_function_that_there_is_not_is_refused_with_the_nearest_name() -> None:
    found = attempted('uper("a")')
    assert isinstance(found, Unknown)
    assert "there is no function called uper; did you mean upper()?" in found.reason


def test_what_cannot_be_told_costs_no_more_than_its_call() -> None:
    found = attempted('{ a = abspath("x"), b = 1 }')
    assert isinstance(found, Known)
    assert plain(found) == {"a": None, "b": 1}
