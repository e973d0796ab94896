"""What the methods of known texts, bytes, tuples and numbers give: Python's own, bounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smlint.frontends.python_sdk.values.operators import TEXT_LIMIT, TooLarge, bounded

OF_BOTH = frozenset(
    {"capitalize", "center", "count", "endswith", "expandtabs", "find", "index", "isalnum"}
    | {"isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper", "ljust"}
    | {"lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind"}
    | {"rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith"}
    | {"strip", "swapcase", "title", "translate", "upper", "zfill"}
)
"""What both texts and bytes have."""

PURE: Mapping[type, frozenset[str]] = {
    str: OF_BOTH | {"casefold", "isdecimal", "isidentifier", "isnumeric", "isprintable"},
    bytes: OF_BOTH | {"decode", "hex"},
    bool: frozenset({"bit_length"}),
    int: frozenset({"bit_length", "bit_count", "conjugate"}),
    float: frozenset({"is_integer", "hex", "as_integer_ratio"}),
}
"""Methods without side effects, by the type that has them."""

WIDENING = frozenset(("center", "ljust", "rjust", "zfill", "expandtabs"))


def known_method(receiver: object, name: str) -> bool:
    """Whether `call` knows the method `name` of `receiver`."""
    return name in PURE.get(type(receiver), ())


def call(
    receiver: object, name: str, arguments: Sequence[object], keywords: Mapping[str, object]
) -> object:
    """`receiver.name(*arguments, **keywords)`; raises `TooLarge`, and what Python raises."""
    if not known_method(receiver, name):
        raise TooLarge
    if name in WIDENING and any(isinstance(one, int) and one > 999 for one in arguments):
        raise TooLarge
    if name == "replace" and isinstance(receiver, (str, bytes)) and len(arguments) > 1:
        size = len(arguments[1]) if isinstance(arguments[1], (str, bytes)) else 0
        if (len(receiver) + 1) * size > TEXT_LIMIT * 20:
            raise TooLarge
    return bounded(getattr(receiver, name)(*arguments, **keywords))
