"""RE2, the regular expressions of Terraform: another language than Python's, in linear time."""

from __future__ import annotations

from smlint.frontends.terraform.functions.re2.matcher import Program, Span, compiled

__all__ = ["Program", "Span", "compiled"]
