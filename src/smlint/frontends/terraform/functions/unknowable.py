"""Functions whose result depends on what no file tells."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.values import Reference, Tree, Unknown
from smlint.frontends.terraform.functions.call import Call, Function, pure

EACH_TIME = "this function gives another value each time terraform runs"


def _unknowable(signature: str, reason: str) -> Function:
    check = pure(signature, lambda *_: "")

    def run(call: Call) -> Tree:
        checked = check(call)
        if isinstance(checked, Unknown):
            return checked
        return Unknown(reason, call.span, checked.via, (Reference(str(call.span)),))

    return run


UNKNOWABLE: Mapping[str, Function] = {
    "base64gzip": _unknowable("s", "what base64gzip() gives depends on terraform's compressor"),
    "bcrypt": _unknowable("s?n", EACH_TIME),
    "plantimestamp": _unknowable("", EACH_TIME),
    "rsadecrypt": _unknowable("ss", "smlint decrypts nothing"),
    "timestamp": _unknowable("", EACH_TIME),
    "uuid": _unknowable("", EACH_TIME),
}
