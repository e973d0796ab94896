#!/usr/bin/env python3
"""The commands of smlint's developers, from a bare clone with Python 3.11+ and git alone.

The first command makes a virtual environment in `.venv` (or where SMLINT_VENV says) and installs
smlint and its tools there; a change of pyproject.toml does so again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("SMLINT_VENV") or ROOT / ".venv").absolute()
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)


class SetupError(Exception):
    """The environment cannot be made, for a reason that tells people what to do."""


def main() -> int:
    """Set up, run the command that was asked for, and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="python3 dev.py",
        description="Sets up .venv where that is needed, then runs one of:",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="what follows test is given to pytest: python3 dev.py test tests/core -x",
        usage="%(prog)s COMMAND [ARGUMENT ...]",
    )
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=(command.__doc__ or "").rstrip("."), add_help=False)
    chosen, arguments = parser.parse_known_args()
    if arguments and chosen.command != "test":
        parser.error(f"{chosen.command} takes no arguments: {' '.join(arguments)}")
    try:
        set_up()
        return COMMANDS[chosen.command](arguments)
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def set_up() -> None:
    """Make the environment, unless the one that is there was made from this pyproject.toml.

    Raises `SetupError`.
    """
    made_from = (ROOT / "pyproject.toml").read_bytes() + f"{ROOT} {sys.version}".encode()
    stamp = hashlib.sha256(made_from).hexdigest()
    ready = VENV / ".made-from"
    if PYTHON.exists() and ready.exists() and ready.read_text(encoding="ascii") == stamp:
        return
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists():
        raise SetupError(f"{VENV} is there already and is no virtual environment: move it away")
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "this Python cannot make virtual environments with pip in them; "
            "on Debian and Ubuntu: apt install python3-venv"
        )
    print(f"setting up {VENV} (once; it may take a minute)", file=sys.stderr, flush=True)
    ready.unlink(missing_ok=True)
    install: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
    ]
    steps: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "venv", "--clear", VENV],
        [*install, "--upgrade", "pip>=25.1"],  # the first that knows dependency groups
        [*install, "--editable", ROOT, "--group", f"{ROOT / 'pyproject.toml'}:dev"],
    )
    for step in steps:
        if run(*step) != 0:
            raise SetupError(
                "setting up failed, for the reason above; it needs a package index that pip can "
                "reach (see `pip config list`) and 300 MB of disk"
            )
    ready.write_text(stamp, encoding="ascii")


def demo(_: list[str]) -> int:
    """Run smlint on examples/; succeeds when it finds what is wrong there."""
    print("$ smlint examples\n", flush=True)
    code = run(BIN / "smlint", "examples")
    meaning = {0: "nothing found", 1: "findings", 2: "could not check"}.get(code, "crashed")
    print(f"\nexit code {code}: {meaning}")
    return 0 if code == 1 else 1


def test(arguments: list[str]) -> int:
    """Run the tests; arguments are pytest's (without any: all tests, on all cores)."""
    return run(PYTHON, "-m", "pytest", *(arguments or ["--numprocesses=auto"]))


def lint(_: list[str]) -> int:
    """See that ruff has nothing to say of the code and its formatting."""
    return run(BIN / "ruff", "check") | run(BIN / "ruff", "format", "--check")


def types(_: list[str]) -> int:
    """See that mypy, at its strictest, agrees."""
    return run(PYTHON, "-m", "mypy")


def layers(_: list[str]) -> int:
    """See that no module imports what its layer must not know (import-linter)."""
    return run(BIN / "lint-imports", "--no-logo")


def generated(_: list[str]) -> int:
    """See that the generated files are up to date."""
    scripts = sorted(ROOT.glob("scripts/generate_*.py"))
    return max(run(PYTHON, script, "--check") for script in scripts)


def generate(_: list[str]) -> int:
    """Write the generated files again."""
    return max(run(PYTHON, script) for script in sorted(ROOT.glob("scripts/generate_*.py")))


def build(_: list[str]) -> int:
    """Build wheel and sdist into dist/."""
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    return run(PYTHON, "-m", "build")


def site(_: list[str]) -> int:
    """Build the documents as a site into site/, which a dead link fails; no network is needed."""
    return run(BIN / "zensical", "build", "--clean", "--strict")


def check(_: list[str]) -> int:
    """All of lint, types, layers, generated, site and test: what CI looks at."""
    return max(step([]) for step in (lint, types, layers, generated, site, test))


COMMANDS = {
    step.__name__: step
    for step in (demo, test, lint, types, layers, generated, site, check, generate, build)
}


def run(*command: str | Path) -> int:
    """The exit code of `command`, run at the top of the repository with its output shown.

    What Python compiles is kept beside the environment, even where a machine's settings keep it
    nowhere: the tests start smlint a hundred times.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(VENV / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [os.fspath(part) for part in command]
    code = subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit("dev.py: smlint needs Python 3.11 or newer, this is " + sys.version.split()[0])
    sys.exit(main())
