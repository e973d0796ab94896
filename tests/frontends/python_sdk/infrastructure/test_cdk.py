"""Programs of the CDK, and the templates that the CDK makes of them: the same endpoints."""

from __future__ import annotations

import json

import pytest

from tests.frontends.python_sdk.infrastructure.comparing import HOME, ordered
from tests.project import endpoints

RECORDED = json.loads((HOME / "data" / "cdk.json").read_text("utf-8"))
CONTEXT = (HOME / "cdk" / "cdk.json").read_text("utf-8")


@pytest.mark.parametrize("program", sorted(RECORDED))
def test_a_program_deploys_what_its_templates_do(program: str) -> None:
    text = (HOME / "cdk" / f"{program}.py").read_text("utf-8")
    templates = {
        f"{program}/{path}": json.dumps(template) for path, template in RECORDED[program].items()
    }
    written = endpoints({f"{program}/app.py": text, f"{program}/cdk.json": CONTEXT})
    assert written
    assert ordered(written) == ordered(endpoints(templates))


def test_every_program_is_recorded() -> None:
    assert {path.stem for path in (HOME / "cdk").glob("*.py")} == set(RECORDED)
