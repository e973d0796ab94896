"""Reporters: pure functions from what a run found to text.

This module is what the command line needs to know of them; each is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from smlint.core.report import Report
    from smlint.core.rule import Rule

FORMATS = ("text", "json", "sarif", "github")
"""The formats of `check` that need no plugin; each is the module of that name."""


class Options:
    """How to render.

    `color` asks for colours, `width` is the number of columns there are, `show_undecided` asks for
    each undecided rule rather than their number, `quiet` for findings and problems alone. `rules`
    are the rules that were run: some formats describe them. `excluded` is the number of files and
    folders that were left out as asked.
    """

    __slots__ = ("color", "excluded", "quiet", "rules", "show_undecided", "width")

    def __init__(  # noqa: PLR0913
        self,
        *,
        color: bool = False,
        width: int = 100,
        show_undecided: bool = False,
        quiet: bool = False,
        rules: tuple[Rule, ...] = (),
        excluded: int = 0,
    ) -> None:
        self.color = color
        self.width = width
        self.show_undecided = show_undecided
        self.quiet = quiet
        self.rules = rules
        self.excluded = excluded


Reporter = Callable[["Report", Options], str]
"""Renders a report. Pure: the same report and options give the same text; nothing is printed."""


def reporter(name: str, others: Mapping[str, Reporter]) -> Reporter:
    """The reporter of the format `name`, which is one of `FORMATS` or a name in `others`."""
    if name in others:
        return others[name]
    render: Reporter = import_module(f"smlint.reporters.{name}").render
    return render


def nothing_found(endpoints: int, files: int, excluded: int = 0) -> str:
    """The text report of a run without findings, problems or doubts: what was looked at."""
    if files == 0 and excluded:
        return "no files to check: all files here that smlint reads are excluded\n"
    if files == 0:
        kinds = "Terraform, a template, a script or a notebook (documents: --include-docs)"
        return f"no files to check: nothing here is {kinds}\n"
    read = f"{files} file" if files == 1 else f"{files} files"
    if endpoints == 0:
        return f"no SageMaker endpoints in {read}\n"
    found = "1 endpoint" if endpoints == 1 else f"{endpoints} endpoints"
    return f"no findings, {found} in {read}\n"
