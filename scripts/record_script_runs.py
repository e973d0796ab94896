"""Record what deploy scripts of our own do when they run, for smlint's reading to be compared with.

    python -m scripts.record_script_runs [NAME …]

runs `tests/frontends/python_sdk/truth/scripts/NAME.py` (a folder's `main.py`, the cells of
`NAME.ipynb`) against `moto`, and writes `../data/NAME.json`: the requests that were sent, what they
made as AWS describes it, and which endpoints exist at the end. Each runs a second time with every
invocation refused, which tells what is deleted even then. Clock, sleep and chance stand still, so
that two records are the same. It needs `moto[all]` and what the scripts import, and no network.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from scripts.script_runs import Run, run
from tests.frontends.python_sdk.truth.cases import DATA, SCRIPTS, cases

ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "SAGEMAKER_VALIDATE_ROLE": "false",
}


def apart(function: Callable[[], Any]) -> Any:
    """What `function` gives in a process of its own, where nothing that it changes is left."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work() -> None:
        sender.send(function())

    process = context.Process(target=work)
    process.start()
    sender.close()
    try:
        return receiver.recv()
    finally:
        process.join()


def record(name: str) -> dict[str, Any]:
    """What the script `name` does, and what is left of it where invocations fail."""
    normal: Run = apart(partial(run, SCRIPTS / name, refusing=False))
    refused: Run = apart(partial(run, SCRIPTS / name, refusing=True))
    if normal.error:
        raise ValueError(f"{name}: {normal.error}")
    return {
        "calls": normal.calls,
        "endpoints": normal.endpoints,
        "configs": normal.configs,
        "models": normal.models,
        "scaling": normal.scaling,
        "exists_at_end": normal.left,
        "made_in_failure": sorted(refused.made),
        "exists_after_failure": refused.left,
    }


def main() -> None:
    """Record the scripts that are named, or all."""
    os.environ |= ACCOUNT
    chosen = [case for case in cases() if not sys.argv[1:] or case.stem in sys.argv[1:]]
    for case in chosen:
        try:
            recorded = record(case.name)
        except ValueError as error:
            print(error)
            continue
        text = json.dumps(recorded, indent=1, ensure_ascii=False) + "\n"
        (DATA / f"{case.stem}.json").write_text(text, "utf-8")
        print(f"{case.stem}: {len(recorded['calls'])} calls, left {recorded['exists_at_end']}")


if __name__ == "__main__":
    main()
