"""A frontend that fails costs the file it fails on, and no other."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from smlint import read as module
from smlint.core.inputs import Inputs
from smlint.core.resource import DEFAULT_STAGE as STAGE
from smlint.core.resource import Deployment, Reading
from smlint.core.workspace import MemoryWorkspace, Workspace
from smlint.examples import discovered


def test_a_fault_of_a_frontend_is_a_problem_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(
        files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs
    ) -> Reading:
        if "bad.py" in hits:
            raise KeyError("oops")
        return Reading(tuple(Deployment("python", hit, STAGE, ()) for hit in hits))

    monkeypatch.setattr(module, "import_module", lambda _: SimpleNamespace(read=read))
    files = dict.fromkeys(("a.py", "bad.py", "z.py"), "create_endpoint")
    found = module.read(discovered(files), MemoryWorkspace(files))
    assert [item.path for item in found.deployments] == ["a.py", "z.py"]
    (problem,) = found.problems
    assert problem.span.path == "bad.py"
    assert "KeyError: 'oops'" in problem.message
    assert problem.severity == "error"
