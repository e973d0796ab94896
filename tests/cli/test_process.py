"""smlint as a process: faults, interrupts, pipes, terminals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from smlint import __version__
from tests.cli.running import FINE, SLOW_SERVERLESS, Run, write


def test_a_fault_of_smlint_is_not_taken_for_findings(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.tf", FINE)

    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("smlint.run.lint", broken)
    outcome = run()
    assert outcome.code == 2
    assert "ValueError: broken" in outcome.err
    assert "this is a fault of smlint" in outcome.err


def test_an_interrupt_has_its_own_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("smlint.cli.check.run", interrupted)
    assert run().code == 130


START = "import sys; from smlint.cli import COMMANDS, main; sys.exit(main())"


def process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_process_with_findings(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    done = process(tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("main.tf:5:5: error[SM101")
    assert "\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


SHELL = f"{sys.executable} -c '{START}'"


def test_what_another_command_writes_is_read(tmp_path: Path) -> None:
    text = FINE.replace("= 20\n", "= var.most\n") + 'variable "most" {}\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    command = f"echo 'most = 300' | {SHELL} --select SM902 --var-file /dev/stdin"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "300" in done.stdout


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("check >&-", "smlint: error: standard output is closed\n"),
        ("inventory --format json >&-", "smlint: error: standard output is closed\n"),
        ("check > /dev/full", "smlint: error: standard output cannot be written to (no space left"),
        ("--help > /dev/full", "smlint: error: standard output cannot be written to (no space"),
        ("check --help > /dev/full", "smlint: error: standard output cannot be written to (no"),
        ("check --output /dev/full", "smlint: error: /dev/full: the report cannot be written (no"),
        ("nosuch --format json 2>&- > /dev/null", ""),
        ("--nonsense 2> /dev/full", ""),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, command: str, told: str) -> None:
    (tmp_path / "main.tf").write_text(FINE, encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", f"{SHELL} {command}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_with_nothing_to_say_no_output_is_needed(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(FINE, encoding="utf-8")
    command = f"{SHELL} --quiet >&- && {SHELL} --output report.txt >&- 2>&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith("no findings")


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && {SHELL}"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command}; {SHELL} --version"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr.startswith("smlint: error: the working directory is not there")
    assert done.stdout == f"smlint {__version__}\n"


def on_terminal(folder: Path, environment: dict[str, str]) -> str:
    """What a process writes to a terminal that is its standard output."""
    terminal, writer = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", START], cwd=folder, stdout=writer, env={**os.environ, **environment}
    ) as started:
        os.close(writer)
        written = b""
        try:
            while part := os.read(terminal, 65536):
                written += part
        except OSError:  # how Linux says that the other end is closed
            pass
        assert started.wait(timeout=60) == 1
    os.close(terminal)
    return written.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal_unless_they_are_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SLOW_SERVERLESS, encoding="utf-8")
    wide = {"COLUMNS": "120", "TERM": "xterm", "NO_COLOR": ""}
    colored = on_terminal(tmp_path, wide)
    plain = on_terminal(tmp_path, wide | {"NO_COLOR": "1"})
    assert "\x1b[1;31merror[SM101 serverless-low-latency]\x1b[0m" in colored
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "\x1b" not in plain
