"""Hash functions."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable, Mapping

from smlint.frontends.terraform.data import RefusalError
from smlint.frontends.terraform.functions.call import Function, pure

NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS, "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID, "x500": uuid.NAMESPACE_X500,
}  # fmt: skip


def _hex(name: str) -> Callable[[str], str]:
    return lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


def _base64(name: str) -> Callable[[str], str]:
    return lambda text: base64.b64encode(
        hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    ).decode()


def _uuid5(namespace: str, name: str) -> str:
    try:
        space = NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError:
        raise RefusalError(f'"{namespace}" is no UUID namespace') from None
    return str(uuid.uuid5(space, name))


HASHING: Mapping[str, Function] = {
    "base64sha256": pure("s", _base64("sha256")),
    "base64sha512": pure("s", _base64("sha512")),
    "md5": pure("s", _hex("md5")),
    "sha1": pure("s", _hex("sha1")),
    "sha256": pure("s", _hex("sha256")),
    "sha512": pure("s", _hex("sha512")),
    "uuidv5": pure("ss", _uuid5),
}
