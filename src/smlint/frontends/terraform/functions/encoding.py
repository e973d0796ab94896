"""Functions that write values as text and read texts of one encoding."""

from __future__ import annotations

import base64
import re
import urllib.parse
from collections.abc import Mapping

from smlint.frontends.terraform.functions.call import Function, pure
from smlint.frontends.terraform.functions.csvtext import csv_rows
from smlint.frontends.terraform.functions.jsontext import json_text
from smlint.frontends.terraform.functions.yamltext import yaml_text
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError

BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
ENCODINGS: Mapping[str, str] = {
    "utf-8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "iso-8859-2": "iso8859-2",
    "iso-8859-15": "iso8859-15",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1252": "cp1252",
    "koi8-r": "koi8-r", "shift_jis": "shift_jis", "euc-jp": "euc_jp", "gbk": "gbk", "big5": "big5",
}  # fmt: skip
"""Python's names of encodings, by those that Terraform takes, in lower case."""


def _decoded(text: str) -> bytes:
    plain = text.replace("\r", "").replace("\n", "")
    if not BASE64.fullmatch(plain):
        raise RefusalError("this is no base64")
    return base64.b64decode(plain)


def _base64_decode(text: str) -> str:
    try:
        return _decoded(text).decode()
    except UnicodeDecodeError:
        raise RefusalError("this is no base64 of UTF-8 text") from None


def _codec(encoding: str) -> str:
    found = ENCODINGS.get(encoding.lower())
    if found is None:
        raise UnclearError(f'smlint does not know the encoding "{encoding}"')
    return found


def _text_encode(text: str, encoding: str) -> str:
    try:
        return base64.b64encode(text.encode(_codec(encoding))).decode()
    except UnicodeEncodeError:
        raise RefusalError(f"{encoding} does not have all characters of this text") from None


def _text_decode(text: str, encoding: str) -> str:
    codec = _codec(encoding)
    try:
        found = _decoded(text).decode(codec)
    except UnicodeDecodeError:
        found = "\ufffd"
    if "\ufffd" in found:
        raise RefusalError(f"this is not text in {encoding}")
    return found


def _url_encode(text: str) -> str:
    return urllib.parse.quote_plus(text, safe="-_.")


def _csv(text: str) -> list[dict[str, str]]:
    rows = list(csv_rows(text))
    if not rows:
        raise RefusalError("there is no header line")
    if len(set(rows[0])) != len(rows[0]):
        raise RefusalError("two columns have the same name")
    if any(len(row) != len(rows[0]) for row in rows):
        raise RefusalError("the rows have different numbers of fields")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


ENCODING: Mapping[str, Function] = {
    "base64decode": pure("s", _base64_decode),
    "base64encode": pure("s", lambda text: base64.b64encode(text.encode()).decode()),
    "csvdecode": pure("s", _csv),
    "jsonencode": pure("t", json_text),
    "textdecodebase64": pure("ss", _text_decode),
    "textencodebase64": pure("ss", _text_encode),
    "urlencode": pure("s", _url_encode),
    "yamlencode": pure("t", yaml_text),
}
