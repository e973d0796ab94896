"""Record what the real AWS command line would send for the commands that the tests read.

    python -m scripts.record_aws_cli

reads `tests/aws_cli/data/commands.txt` and writes `commands.json` beside it: for each command its
words, and the operation with its parameters, what of it is `refused`, or `nothing`. It needs
`awscli` and no network: the request is taken where it would be sent.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
from pathlib import Path
from typing import Any

from awscli.clidriver import create_clidriver

DATA = Path("tests/aws_cli/data").absolute()
EVERY_TIME_ANOTHER = "ClientToken"
NOWHERE = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": str(DATA / "config.ini"),
}


class Sent(Exception):
    """The request that would have been sent."""


def recorded(words: list[str]) -> dict[str, Any]:
    """What the command line makes of the words behind `aws`."""
    found: dict[str, Any] = {}
    driver = create_clidriver()

    def take(params: dict[str, Any], model: Any, **_: object) -> None:
        found["operation"] = model.name
        sent = {name: value for name, value in params.items() if name != EVERY_TIME_ANOTHER}
        found["parameters"] = json.loads(json.dumps(sent, default=_plain))

    def stop(**_: object) -> None:
        found["sent"] = True
        raise Sent

    driver.session.register("before-parameter-build", take)
    driver.session.register("before-call", stop)
    quiet = io.StringIO()
    with contextlib.redirect_stderr(quiet), contextlib.redirect_stdout(quiet):
        try:
            code = driver.main(words)
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 2
    if found.pop("sent", False):
        return found
    if code == 0:
        return {"nothing": True}
    return {"refused": "values" if "arameter validation failed" in quiet.getvalue() else "words"}


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "read"):
        data: bytes = value.read()
        return data.decode()
    return str(value)


def main() -> None:
    """Record every command."""
    os.environ |= NOWHERE
    os.chdir(DATA)
    Path("config.ini").write_text("[profile ml]\nregion = eu-west-1\n")
    lines = (DATA / "commands.txt").read_text().splitlines()
    commands = [shlex.split(line) for line in lines if line and not line.startswith("#")]
    made = [{"words": words, **recorded(words[1:])} for words in commands]
    Path("config.ini").unlink()
    text = json.dumps(made, indent=1, sort_keys=True)
    (DATA / "commands.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
