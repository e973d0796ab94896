"""What is kept counts while its files are as they were, and never decides anything else."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from smlint.kept import store
from smlint.kept.store import BUILT, FOLDER, Data

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
def built(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The module that a wheel would hold, installed after the file."""
    path = tmp_path / "built.py"
    text = store.module({"a.yaml": str(maker.file)}, ("made of", "the wheel"))
    path.write_text(text, encoding="utf-8")
    module = types.ModuleType(f"{BUILT}.rules")
    module.__file__ = str(path)
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


@pytest.mark.parametrize("text", ["edited", "two"])
def test_files_that_were_edited_after_the_installation_are_read(
    maker: Maker, built: types.ModuleType, text: str
) -> None:
    maker.file.write_text(text, encoding="utf-8")
    assert ask(maker) == ("made of", text) != built.DATA


def test_files_that_were_only_touched_after_the_installation_are_not(
    maker: Maker, built: types.ModuleType
) -> None:
    os.utime(maker.file, (2**32, 2**32))
    assert ask(maker) == built.DATA
    assert maker.times == 0


def test_a_file_that_cannot_be_compared_is_for_the_maker_to_tell(
    maker: Maker, built: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(maker.file, (2**32, 2**32))
    monkeypatch.setattr(built, "__file__", f"{built.__file__}.gone")
    assert ask(maker) == ("made of", "one")


def test_what_a_killed_run_left_is_in_nobodys_way(maker: Maker, folder: Path) -> None:
    """A container gives the same process ids again and again."""
    ask(maker)
    (kept,) = folder.iterdir()
    kept.unlink()
    kept.with_name(f"{kept.name}.{os.getpid()}").write_bytes(b"half")
    ask(maker)
    ask(maker)
    assert maker.times == 2


def test_what_is_kept_is_replaced_as_a_whole(
    maker: Maker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(maker)
    (kept,) = folder.iterdir()
    before, replace, written = kept.read_bytes(), os.replace, []

    def watched(passing: str, path: str) -> None:
        assert kept.read_bytes() == before
        written.append(Path(passing).read_bytes())
        replace(passing, path)

    monkeypatch.setattr(os, "replace", watched)
    maker.file.write_text("another", encoding="utf-8")
    ask(maker)
    assert written == [kept.read_bytes()]


def test_where_the_disk_is_full_nothing_stays(
    maker: Maker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert ask(maker) == ("made of", "one")
    assert list(folder.iterdir()) == []


def test_who_has_no_home_keeps_nothing(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (FOLDER, "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**30)  # in no list of users, as in a container
    monkeypatch.chdir(maker.file.parent)
    assert ask(maker) == ask(maker) == ("made of", "one")
    assert maker.times == 2
    assert list(maker.file.parent.iterdir()) == [maker.file]


WRITER = """
import sys
from smlint.kept.store import stored
file, sign = sys.argv[1:]
data = (sign * (40_000 * (ord(sign) - 64)),)
sys.stdin.readline()
for _ in range(60):
    for kept in ("rules", "rules", "others"):
        assert stored(kept, "home", {"a.yaml": file}, lambda: data) == data
"""


def test_many_may_write_at_once(tmp_path: Path, folder: Path) -> None:
    """Runs of several versions of the files: each gets its own, and no half is ever there."""
    environment = os.environ | {FOLDER: str(folder)}
    writers = []
    for sign in "ABCD":
        path = tmp_path / sign
        path.write_text(sign, encoding="utf-8")
        os.utime(path, (ord(sign), ord(sign)))
        command = [sys.executable, "-c", WRITER, str(path), sign]
        writers.append(subprocess.Popen(command, env=environment, stdin=subprocess.PIPE))
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    kept = [marshal.loads(path.read_bytes())[2][0] for path in folder.iterdir()]
    assert all(len(text) == 40_000 * (ord(text[0]) - 64) for text in kept)
    assert len(kept) == 2
