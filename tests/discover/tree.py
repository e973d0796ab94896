"""Files for a run to find."""

import os
from pathlib import Path

from smlint.core.globs import Patterns

ENDPOINT = 'resource "aws_sagemaker_endpoint" "e" {}\n'


def write(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def excluding(*patterns: str) -> tuple[Patterns]:
    here = os.getcwd()
    return (Patterns(patterns, here, here),)


PLAN = '{"format_version":"1.2","terraform_version":"1.11.4","type":"aws_sagemaker_endpoint"}'
