"""Functions of IP addresses and networks, of both versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple

from smlint.frontends.terraform.functions.call import Function, pure
from smlint.frontends.terraform.values.errors import RefusalError, UnclearError
from smlint.frontends.terraform.values.numbers import Number

QUAD = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)", re.ASCII)
EXTENSION_LIMIT = 32
"""Bits by which `cidrsubnets` extends a prefix at most: Terraform's own."""
WORD = 1 << 64


class Network(NamedTuple):
    """A network: its first address as a number, the bits of its prefix, and those of an address."""

    first: int
    length: int
    bits: int

    def address(self, number: int) -> str:
        """An address of this version of IP, as text."""
        return str(IPv4Address(number) if self.bits == 32 else IPv6Address(number))

    def __str__(self) -> str:
        """The network as text."""
        return f"{self.address(self.first)}/{self.length}"


def _network(text: str) -> Network:
    address, _, length = text.partition("/")
    quad = QUAD.fullmatch(address)
    bits = 32 if quad else 128
    if not (length.isascii() and length.isdigit()) or len(length) > 6 or int(length) > bits:
        raise RefusalError(f'"{text}" is no network')
    try:
        # zeros in front are allowed, and do not make a number octal
        plain = address if quad is None else ".".join(str(int(part)) for part in quad.groups())
        number = int(IPv6Address(plain) if quad is None else IPv4Address(plain))
    except (AddressValueError, ValueError):
        raise RefusalError(f'"{text}" is no network') from None
    if "%" in address:
        raise RefusalError(f'"{text}" is no network')
    if quad is None and number >> 32 == 0xFFFF:
        raise UnclearError("smlint does not follow IPv4 addresses written as IPv6")
    host = bits - int(length)
    return Network(number >> host << host, int(length), bits)


def _whole(value: Number) -> int:
    if not isinstance(value, int):
        raise RefusalError("a whole number is required")
    return value


def _host(prefix: str, number: Number) -> str:
    wanted = _whole(number)
    network = _network(prefix)
    last = (1 << (network.bits - network.length)) - 1
    if (wanted if wanted >= 0 else -wanted - 1) > last:
        raise RefusalError(f"{prefix} has no host {wanted}")
    return network.address(network.first | (wanted if wanted >= 0 else last + 1 + wanted))


def _netmask(prefix: str) -> str:
    network = _network(prefix)
    if network.bits != 32:
        raise RefusalError("IPv6 has no netmasks")
    return network.address((1 << 32) - (1 << (32 - network.length)))


def _subnet(prefix: str, added: Number, number: Number) -> str:
    new, wanted = _whole(added), _whole(number)
    network = _network(prefix)
    length = network.length + new
    if length > network.bits:
        raise RefusalError(f"{prefix} cannot be extended by {new} bits")
    if new < 0 or not 0 <= wanted < WORD:
        raise UnclearError("smlint does not follow subnets of negative or enormous numbers")
    if wanted >= 1 << new:
        raise RefusalError(f"{new} bits do not hold the number {wanted}")
    return str(Network(network.first | wanted << (network.bits - length), length, network.bits))


def _subnets(prefix: str, *added: Number) -> list[str]:
    network = _network(prefix)
    end = network.first
    found: list[str] = []
    for extension in added:
        new = _whole(extension)
        length = network.length + new
        if not 1 <= new <= EXTENSION_LIMIT or length > network.bits:
            raise RefusalError(f"{prefix} cannot be extended by {new} bits")
        size = 1 << (network.bits - length)
        first = -(-end // size) * size
        past = network.first + (1 << (network.bits - network.length))
        # Terraform takes the network that begins at zero for one that went past the end
        if first >= past or first == 0:
            raise RefusalError(f"there is no room left in {prefix} for {new} more bits")
        found.append(str(Network(first, length, network.bits)))
        end = first + size
    return found


ADDRESSES: Mapping[str, Function] = {
    "cidrhost": pure("sn", _host),
    "cidrnetmask": pure("s", _netmask),
    "cidrsubnet": pure("snn", _subnet),
    "cidrsubnets": pure("s?n*", _subnets),
}
