"""What all tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.cli import main
from tests.cli.running import Outcome, Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs smlint in an empty folder, the top of a repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> Outcome:
        code = main(arguments)
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call
