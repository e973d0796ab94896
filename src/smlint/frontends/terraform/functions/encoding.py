"""Functions that write values as text and read texts of one encoding."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import urllib.parse
from collections.abc import Mapping

from smlint.frontends.terraform.data import RefusalError
from smlint.frontends.terraform.functions.call import Function, pure


def _json_text(value: object) -> str:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        raise RefusalError("this is no base64 of UTF-8 text") from None


def _url_encode(text: str) -> str:
    return urllib.parse.quote_plus(text, safe="-_.")


def _csv(text: str) -> list[dict[str, str]]:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if not rows:
        raise RefusalError("there is no header line")
    if any(len(row) != len(rows[0]) for row in rows):
        raise RefusalError("the rows have different numbers of fields")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _yaml_text(value: object) -> str:
    return "\n".join(_yaml_lines(value)) + "\n"


def _yaml_lines(value: object) -> list[str]:
    if isinstance(value, dict) and value:
        return [
            line
            for name in sorted(value)
            for line in _nested(f"{json.dumps(name, ensure_ascii=False)}:", value[name], "  ")
        ]
    if isinstance(value, list) and value:
        return [line for item in value for line in _item(item)]
    return [json.dumps(value, ensure_ascii=False)]


def _nested(head: str, value: object, indent: str) -> list[str]:
    lines = _yaml_lines(value)
    if isinstance(value, list) and value:
        return [head, *lines]
    if isinstance(value, dict) and value:
        return [head, *(indent + line for line in lines)]
    return [f"{head} {lines[0]}"]


def _item(value: object) -> list[str]:
    first, *rest = _yaml_lines(value)
    return [f"- {first}", *(f"  {line}" for line in rest)]


ENCODING: Mapping[str, Function] = {
    "base64decode": pure("s", _base64_decode),
    "base64encode": pure("s", lambda text: base64.b64encode(text.encode()).decode()),
    "csvdecode": pure("s", _csv),
    "jsonencode": pure("a", _json_text),
    "urlencode": pure("s", _url_encode),
    "yamlencode": pure("a", _yaml_text),
}
