"""What the user gives to the projects of a run by hand, beside what their own files say."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span


@dataclass(frozen=True, slots=True)
class InputValue:
    """A value given by name: `NAME=VALUE` behind an option.

    `source` holds what was given on the command line, `COMMAND_LINE` being its path; the value
    stands there between the offsets `start` and `end`, directly behind its name and `=`.
    """

    option: str
    name: str
    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The value as it was given."""
        return self.source.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The place of the value."""
        return self.source.span(self.start, self.end)

    @property
    def name_span(self) -> Span:
        """The place of the name."""
        return self.source.span(self.start - 1 - len(self.name), self.start - 1)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user gives by hand; later items win.

    `variables` are for Terraform's root modules: var-files as read, and single values. `parameters`
    are for CloudFormation's templates: parameter files, and single values.
    """

    variables: tuple[Source | InputValue, ...] = ()
    parameters: tuple[Source | InputValue, ...] = ()

    @property
    def sources(self) -> Iterator[Source]:
        """The files given, and the command line where values stand on it."""
        yield from dict.fromkeys(
            item.source if isinstance(item, InputValue) else item
            for item in (*self.variables, *self.parameters)
        )


NO_INPUTS = Inputs()
