"""Commands that no line of the file calls: a package's entry point does."""

from __future__ import annotations

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Known
from tests.frontends.python_sdk.scripts import BOTO, CONFIG, config

TYPER = """import typer
app = typer.Typer()
@app.command()
def deploy(it: str = typer.Option("ml.m5.large", help="which")):
"""
CLICK = """import click
@click.group()
def cli():
    pass
@cli.command()
@click.option("--it", default="ml.m5.large")
def deploy(it):
"""


@pytest.mark.parametrize("head", [TYPER, CLICK])
def test_a_command_has_its_options_where_an_entry_point_calls_it(head: str) -> None:
    made = config(BOTO + head + "".join(f"    {line}\n" for line in CONFIG.splitlines()))
    variants = member(made.properties, "ProductionVariants")
    assert isinstance(variants, Known)
    assert isinstance(variants.value, tuple)
    kind = member(variants.value[0], "InstanceType")
    assert plain(kind) == "ml.m5.large"
    assert isinstance(kind, Known)
    assert "default" in {hop.kind for hop in kind.via}
