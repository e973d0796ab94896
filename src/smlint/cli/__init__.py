"""The command line. This module is light: a command's own module is imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

COMMANDS = ("check", "inventory", "fit", "rules", "explain", "facts", "policy", "schema")

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

HELP = """\
usage: smlint [check] [OPTIONS] [PATH ...]
       smlint COMMAND [OPTIONS] ...

Check SageMaker inference endpoints in Terraform, CloudFormation, deploy scripts and notebooks.

commands:
  check      report what breaks a documented rule (the default)
  inventory  list every endpoint with every setting and where it comes from
  fit        tell which endpoints fit a workload, and by which documents
  rules      list the rules
  explain    tell everything about a rule
  facts      list the documented numbers on which rules rest
  policy     begin, test and document rules of one's own
  schema     write a JSON Schema, for editors

options:
  -h, --help     show this help; `smlint COMMAND --help` for a command's
  -V, --version  show the version

examples:
  smlint                              check everything beneath the working directory
  smlint infra/ deploy.py             check a folder and a file
  smlint inventory --format json .    all endpoints, for other programs
  smlint explain no-autoscaling       why a rule exists and what to do instead

exit codes: 0 nothing at or above the threshold, 1 findings, 2 something could not be checked
"""


COLLECT_AFTER = 100_000
"""Objects made between two searches for circular garbage, of which a run makes next to none."""


class Refused(Exception):
    """The run cannot be done as asked: `reasons` are (what and why, what to do)."""

    def __init__(self, *reasons: tuple[str, str]) -> None:
        super().__init__("; ".join(what for what, _ in reasons))
        self.reasons = reasons


def main(arguments: Sequence[str] | None = None) -> int:
    """Run smlint with `arguments` (those of the process by default); the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(COLLECT_AFTER)
    try:
        return _dispatch(given)
    except Refused as refusal:
        for what, advice in refusal.reasons:
            complain(what, advice)
        return FAILED
    except SystemExit as leaving:  # argparse
        return leaving.code if isinstance(leaving.code, int) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - exit code 1 would say "findings"
        import traceback

        traceback.print_exc()
        complain("this is a fault of smlint, not of your files", "please report it with the above")
        return FAILED


def complain(what: str, advice: str = "", severity: str = "error") -> None:
    """Tell an error on standard error; where that is closed, the exit code has to do."""
    hint = f"\n  = help: {advice}" if advice else ""
    with suppress(OSError, AttributeError):
        sys.stderr.write(f"smlint: {severity}: {what}{hint}\n")


def emit(text: str) -> None:
    """Write `text` to standard output; a reader that went away is no error.

    Raises `Refused` where nothing can be written there.
    """
    if not text:
        return
    if sys.stdout is None:
        raise Refused(("standard output is closed", "`--output FILE` writes a report to a file"))
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # the interpreter flushes once more when it ends, and would complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            reason = (error.strerror or str(error)).lower()
            raise Refused((f"standard output cannot be written to ({reason})", "")) from None


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "help"):
        emit(HELP)
        return CLEAN
    if first in ("-V", "--version"):
        from smlint import __version__

        emit(f"smlint {__version__}\n")
        return CLEAN
    try:
        os.getcwd()
    except OSError:
        what = "the working directory is not there, or may not be read"
        raise Refused((what, "change into another")) from None
    command = first if first in COMMANDS else "check"
    rest = arguments[1:] if first in COMMANDS else arguments
    code: int = import_module(f"smlint.cli.{command}").run(rest)
    return code
