"""The languages of examples: what people call them, and their code within Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "terraform": "Terraform", "cloudformation": "CloudFormation", "kubernetes": "Kubernetes",
    "step_functions": "Step Functions", "python": "Python", "shell": "Shell",
}  # fmt: skip
FENCES: Mapping[str, str] = {
    "terraform": "hcl", "cloudformation": "yaml", "kubernetes": "yaml", "step_functions": "json",
}  # fmt: skip
"""What the code of a language is called behind a fence, where that is not its name."""


def called(language: str) -> str:
    """The name of `language` for people; of one that a plugin brings, its own."""
    return LANGUAGES.get(language, language)


def fenced(code: str, language: str = "") -> str:
    """`code` as a block of Markdown, whatever backticks are in it."""
    longest = max((len(ticks) for ticks in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{FENCES.get(language, language)}\n{code.strip()}\n{fence}"
