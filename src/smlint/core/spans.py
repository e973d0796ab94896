"""Where something stands in a file."""

from __future__ import annotations

from smlint.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open region of one file (or of one notebook cell).

    Lines and columns are 1-based and count characters, as editors show them; the end is the first
    position *after* the region. `cell` is the 1-based number of the notebook cell, counted over all
    cells, and lines then count within that cell. `path` is what the user can open: relative to the
    working directory where the file is beneath it, else absolute; always with forward slashes.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    cell: int | None = None

    def __str__(self) -> str:
        cell = "" if self.cell is None else f"#cell{self.cell}"
        return f"{self.path}{cell}:{self.line}:{self.column}"

    @property
    def whole_file(self) -> bool:
        """Whether no place in the file is meant, but the file."""
        return self == Span(self.path)

    @property
    def order(self) -> tuple[str, int, int, int, int, int]:
        """The key by which places are put in order: by file, cell, start, end."""
        return (
            self.path, self.cell or 0, self.line, self.column, self.end_line, self.end_column,
        )  # fmt: skip

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span of the same file and cell."""
        return (
            self.path == other.path
            and self.cell == other.cell
            and (self.line, self.column) <= (other.line, other.column)
            and (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        )

    def to(self, other: Span) -> Span:
        """The region from the start of this span to the end of `other`, in the same file."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column, self.cell)

    @property
    def start(self) -> Span:
        """The empty region at the start of this span."""
        return Span(self.path, self.line, self.column, self.line, self.column, self.cell)


NOWHERE = Span("")
"""For what stands in no file."""
COMMAND_LINE = "<command line>"
"""The path of what is given on the command line: it is no file that could be opened."""
