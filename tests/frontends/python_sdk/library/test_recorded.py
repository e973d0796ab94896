"""Scripts that use libraries from elsewhere, by what the libraries themselves make of them.

The records are written by `scripts/record_libraries.py`.
"""

from __future__ import annotations

import json

import pytest

from tests.frontends.python_sdk.library.truth import (
    DATA,
    RECORDED,
    Case,
    cases,
    disagreements,
    known,
    read,
)

CASES = [pytest.param(name, case, id=f"{name}-{case}") for name in RECORDED for case in cases(name)]
RECORDS = {name: json.loads((DATA / f"{name}.json").read_text("utf-8")) for name in RECORDED}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_as_recorded(name: str, case: Case) -> None:
    seen = read(case.script, case.files)
    real = RECORDS[name][case.name]
    assert disagreements(real, seen) == {}
    assert case.names <= known(seen)
    assert case.names <= real.keys()
