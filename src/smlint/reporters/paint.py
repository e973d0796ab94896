"""Colours, for terminals. The text is the same with and without."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from smlint.reporters.excerpt import Piece

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "place": "bold",
    "gutter": "blue",
    "related": "cyan",
    "label": "bold blue",
    "quiet": "dim",
    "good": "green",
}


def written(pieces: Iterable[Piece], *, color: bool) -> str:
    """The text of `pieces`, with the escape sequences for their styles where `color` asks."""
    if not color:
        return "".join(text for _, text in pieces)
    from rich.console import Console  # noqa: PLC0415 - only terminals need it
    from rich.text import Text  # noqa: PLC0415

    out = StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", legacy_windows=False, _environ={}
    )
    painted = Text.assemble(*((text, STYLES.get(style, "")) for style, text in pieces))
    console.print(painted, soft_wrap=True, end="")
    return out.getvalue()
