"""What YAML 1.1 reads otherwise than YAML 1.2, which `formats.yaml` speaks.

The words are those that its parsers resolve: https://yaml.org/type/bool.html and
https://yaml.org/type/int.html, without `y` and `n`.
"""

from __future__ import annotations

import re

_TRUTH = {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), "false"),
}
_INTEGER = re.compile(
    r"(?P<sign>[-+]?)(?:0b(?P<binary>[01_]{1,99})|0(?P<octal>[0-7_]{1,99})"
    r"|0x(?P<hexadecimal>[0-9a-fA-F_]{1,99})|(?P<decimal>[1-9][0-9_]{0,99})"
    r"|(?P<sixties>[1-9][0-9_]{0,9}(?::[0-5]?[0-9]){1,9}))"
)
_BASES = {"binary": 2, "octal": 8, "hexadecimal": 16, "decimal": 10}


def modern(text: str) -> str:
    """How YAML 1.2 spells what a plain scalar is in YAML 1.1; `text` itself where that is it.

    Dates stay text: CloudFormation takes them so.
    """
    if text in _TRUTH:
        return _TRUTH[text]
    found = _INTEGER.fullmatch(text)
    if found is None:
        return text
    kind, digits = next(
        (name, value) for name, value in found.groupdict().items() if value and name != "sign"
    )
    digits = digits.replace("_", "")
    if kind == "sixties":
        number = 0
        for part in digits.split(":"):
            number = number * 60 + int(part)
    elif digits:
        number = int(digits, _BASES[kind])
    else:
        return text
    return f"-{number}" if found["sign"] == "-" else str(number)
