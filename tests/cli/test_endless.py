"""Devices and pipes where a file is asked for: they may never end, and are not waited for."""

from __future__ import annotations

import os

import pytest

from tests.cli.running import FINE, Run, write


@pytest.mark.parametrize("endless", ["pipe", "/dev/zero"])
@pytest.mark.parametrize("option", ["--config", "--prices", "--var-file", "--parameters"])
def test_what_may_never_end_is_refused(run: Run, option: str, endless: str) -> None:
    write("main.tf", FINE)
    os.mkfifo("pipe")
    outcome = run(option, endless)
    assert (outcome.code, outcome.out) == (2, "")
    assert "cannot be read (it is a device or a pipe, not a file)" in outcome.err


@pytest.mark.parametrize("name", ["policies/mine.yaml", "policies/pack.yaml", "smlint.yaml"])
def test_a_pipe_in_a_place_that_is_searched_is_refused(run: Run, name: str) -> None:
    write("main.tf", FINE)
    write("smlint.yaml" if "/" in name else "policies/none", "policies: [policies]\n")
    os.makedirs("policies", exist_ok=True)
    os.mkfifo(name)
    outcome = run()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"smlint: error: {name}: ")
    assert "(it is a device or a pipe, not a file)" in outcome.err


def test_a_pipe_among_policies_does_not_hold_up_a_new_one(run: Run) -> None:
    write("policies/x", "")
    os.mkfifo("policies/mine.yaml")
    assert run("policy", "new", "acme-types", "policies").code == 0


def test_a_pipe_that_a_shell_fills_is_read(run: Run) -> None:
    write("main.tf", FINE.replace("= 20\n", "= var.most\n") + 'variable "most" {}\n')
    end, start = os.pipe()
    os.write(start, b"most = 300\n")
    os.close(start)
    outcome = run("--select", "SM902", "--var-file", f"/dev/fd/{end}")
    os.close(end)
    assert (outcome.code, "300" in outcome.out) == (1, True)
