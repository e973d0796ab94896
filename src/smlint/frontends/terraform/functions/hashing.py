"""Hash functions."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Callable, Mapping

from smlint.frontends.terraform.functions.call import Function, pure
from smlint.frontends.terraform.values.errors import RefusalError

NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS, "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID, "x500": uuid.NAMESPACE_X500,
}  # fmt: skip
UUID = re.compile(
    r"(?:urn:uuid:|\{)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})\}?",
    re.IGNORECASE,
)


def _hex(name: str) -> Callable[[bytes], str]:
    return lambda data: hashlib.new(name, data, usedforsecurity=False).hexdigest()


def _base64(name: str) -> Callable[[bytes], str]:
    return lambda data: base64.b64encode(
        hashlib.new(name, data, usedforsecurity=False).digest()
    ).decode()


def _uuid5(namespace: str, name: str) -> str:
    found = UUID.fullmatch(namespace)
    space = NAMESPACES.get(namespace) or (uuid.UUID(found[1]) if found else None)
    if space is None:
        raise RefusalError(f'"{namespace}" is no UUID namespace')
    return str(uuid.uuid5(space, name))


def _of_text(hashed: Callable[[bytes], str]) -> Function:
    return pure("s", lambda text: hashed(text.encode()))


HASHES: Mapping[str, Callable[[bytes], str]] = {
    "base64sha256": _base64("sha256"),
    "base64sha512": _base64("sha512"),
    "md5": _hex("md5"),
    "sha1": _hex("sha1"),
    "sha256": _hex("sha256"),
    "sha512": _hex("sha512"),
}
HASHING: Mapping[str, Function] = {
    **{name: _of_text(hashed) for name, hashed in HASHES.items()},
    "uuidv5": pure("ss", _uuid5),
}
