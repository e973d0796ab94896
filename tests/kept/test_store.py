"""What is kept counts while its files are as they were, and never decides anything else."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from smlint.kept import store
from smlint.kept.store import BUILT, FOLDER, Data, stamp_of

Keep = Callable[[], Data]


class Maker:
    """Counts how often it has to make something of the file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> Data:
        self.times += 1
        return ("made of", self.file.read_text(encoding="utf-8"))


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    path = tmp_path / "rules" / "a.yaml"
    path.parent.mkdir()
    path.write_text("one", encoding="utf-8")
    return Maker(path)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache"


def ask(maker: Maker) -> Data:
    return store.stored("rules", str(maker.file.parent), {"a.yaml": str(maker.file)}, maker)


def test_it_is_made_once(maker: Maker, folder: Path) -> None:
    assert ask(maker) == ask(maker) == ("made of", "one")
    assert maker.times == 1
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("text", ["another", "two"])
def test_a_changed_file_is_read_again(maker: Maker, folder: Path, text: str) -> None:
    ask(maker)
    before = maker.file.stat()
    maker.file.write_text(text, encoding="utf-8")
    os.utime(maker.file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert ask(maker) == ("made of", text)
    assert len(list(folder.iterdir())) == 1


def test_further_files_count(maker: Maker) -> None:
    ask(maker)
    files = {"a.yaml": str(maker.file), "b.yaml": __file__}
    store.stored("rules", str(maker.file.parent), files, maker)
    assert maker.times == 2


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xe3", b"i\x05\x00\x00\x00"])
def test_what_is_broken_is_made_again(maker: Maker, folder: Path, content: bytes) -> None:
    ask(maker)
    (kept,) = folder.iterdir()
    kept.write_bytes(content)
    assert ask(maker) == ("made of", "one")
    assert maker.times == 2
    assert ask(maker) == ("made of", "one")
    assert maker.times == 2


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_without_a_folder_nothing_is_kept(
    maker: Maker, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDER, value)
    assert ask(maker) == ask(maker)
    assert maker.times == 2
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


def test_a_folder_that_cannot_be_made_does_not_matter(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(maker.file / "below a file"))
    assert ask(maker) == ask(maker) == ("made of", "one")


def test_what_a_stranger_wrote_is_not_read(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(maker)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    ask(maker)
    assert maker.times == 2


def test_what_cannot_be_made_is_not_kept(maker: Maker, folder: Path) -> None:
    def refuse() -> Data:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        store.stored("rules", "home", {"a.yaml": str(maker.file)}, refuse)
    assert not folder.exists()


def test_a_file_that_is_gone_is_for_the_maker_to_tell(maker: Maker) -> None:
    gone = {"b.yaml": f"{maker.file}.gone"}
    assert store.stored("rules", "home", gone, lambda: "told") == "told"


@pytest.fixture
def built(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The module that a wheel would hold."""
    module = types.ModuleType(f"{BUILT}.rules")
    text = store.module(stamp_of({"a.yaml": str(maker.file)}), ("made of", "the wheel"))
    exec(text, vars(module))
    monkeypatch.setitem(sys.modules, BUILT, types.ModuleType(BUILT))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_what_the_wheel_holds_goes_first(
    maker: Maker, built: types.ModuleType, folder: Path
) -> None:
    os.utime(maker.file, ns=(0, 0))  # an installation sets times of its own
    assert ask(maker) == built.DATA == ("made of", "the wheel")
    assert not folder.exists()


def test_files_that_were_edited_after_the_installation_are_read(
    maker: Maker, built: types.ModuleType
) -> None:
    maker.file.write_text("edited", encoding="utf-8")
    assert ask(maker) == ("made of", "edited") != built.DATA
