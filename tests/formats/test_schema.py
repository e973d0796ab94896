from __future__ import annotations

import subprocess
import sys

import pytest

from smlint.core.source import Source
from smlint.formats.fields import AS_MAPPING
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml

CONDITION = {
    "anyOf": [
        {"type": "object", "required": ["all"], "additionalProperties": False,
         "properties": {"all": {"type": "array", "items": {"$ref": "#/$defs/condition"}}}},
        {"type": "object", "required": ["any"], "additionalProperties": False,
         "properties": {"any": {"type": "array", "items": {"$ref": "#/$defs/condition"}}}},
    ],
}  # fmt: skip
SCHEMA = {
    "$defs": {"condition": CONDITION},
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "patternProperties": {"^x-": {}},
    "properties": {
        "id": {"type": "string", "pattern": "^SM[0-9]+$"},
        "severity": {"enum": ["error", "warning"]},
        "count": {"type": ["integer", "null"], "minimum": 1},
        "when": {"$ref": "#/$defs/condition"},
        "names": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    },
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: SM1\nx-note: 1\n", []),
        ("severity: error\n", ["1:1 id is missing"]),
        ("id: SM1\nseverty: error\n", ["2:1 severty is not known here (did you mean severity?)"]),
        ("id: SM1\nseverity: eror\n",
         ['2:11 severity: "eror" is not one of error, warning (did you mean error?)']),
        ("id: 1\ncount: 0\n",
         ["1:5 id: 1 stands where text is expected", "2:8 count: 0 is less than 1"]),
        ("id:\n", ["1:1 id: nothing stands where text is expected"]),
        ("id: x\n", ['1:5 id: "x" does not match ^SM[0-9]+$']),
        ("id: SM1\nnames: [a, 2]\n", ["2:12 2 stands where text is expected"]),
        ("id: SM1\nnames: 2\n", ["2:8 names: 2 stands where text or a list is expected"]),
        ("id: SM1\nwhen:\n  al: []\n", ["3:3 al is not known here (did you mean all?)"]),
        ("id: SM1\nwhen:\n  all:\n    - ani: []\n",
         ["4:7 ani is not known here (did you mean any?)"]),
        ("id: SM1\nwhen: {}\n",
         ["2:1 when: a mapping stands where a mapping with all or a mapping with any is expected"]),
        ("- id\n", [f"1:1 a list stands where a mapping is expected ({AS_MAPPING})"]),
    ],
)  # fmt: skip
def test_faults_are_named_at_their_place(text: str, expected: list[str]) -> None:
    problems = validate(read_yaml(Source("t.yaml", text))[0], SCHEMA)
    assert [
        f"{p.span.line}:{p.span.column} {p.message}" + (f" ({p.hint})" if p.hint else "")
        for p in problems
    ] == expected


def test_jsonschema_is_loaded_only_when_a_document_is_checked() -> None:
    code = "import sys, smlint.formats.schema; sys.exit('jsonschema' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
