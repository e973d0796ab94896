"""Terraform's functions, by name. Those that get expressions are in `special`."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.frontends.terraform.functions.addresses import ADDRESSES
from smlint.frontends.terraform.functions.call import Call, Function, World
from smlint.frontends.terraform.functions.combinations import COMBINATIONS
from smlint.frontends.terraform.functions.conversion import CONVERSION
from smlint.frontends.terraform.functions.dates import DATES
from smlint.frontends.terraform.functions.documents import DOCUMENTS
from smlint.frontends.terraform.functions.encoding import ENCODING
from smlint.frontends.terraform.functions.files import FILES
from smlint.frontends.terraform.functions.hashing import HASHING
from smlint.frontends.terraform.functions.mappings import MAPPINGS
from smlint.frontends.terraform.functions.numeric import NUMERIC
from smlint.frontends.terraform.functions.sequences import SEQUENCES
from smlint.frontends.terraform.functions.text import TEXT
from smlint.frontends.terraform.functions.unknowable import UNKNOWABLE

__all__ = ["FUNCTIONS", "Call", "Function", "World"]

FUNCTIONS: Mapping[str, Function] = {
    **ADDRESSES, **COMBINATIONS, **CONVERSION, **DATES, **DOCUMENTS, **ENCODING, **FILES,
    **HASHING, **MAPPINGS, **NUMERIC, **SEQUENCES, **TEXT, **UNKNOWABLE,
}  # fmt: skip
