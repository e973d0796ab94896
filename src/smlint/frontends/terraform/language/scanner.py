"""Where the expressions of HCL text end, found without a look at what they mean."""

from __future__ import annotations

import re
from typing import NamedTuple

from smlint.frontends.terraform.language.faults import FAULT_LIMIT, Fault, conflict, conflict_end
from smlint.frontends.terraform.language.lexer import (
    CONFLICT,
    HEREDOC,
    QUOTED_RUN,
    TOP_LEVEL,
    after,
    heredoc_event,
    line_end,
)

_CODE = re.compile(r'[^"#/<(){}\[\]\n=]*+')
_PARTS = re.compile(r'[^"#/<(){}\[\]\n=,]*+')
_SIMPLE = re.compile(r'(?:"[^"\\$%\n]*+"|[\w.-]++)(?=[ \t]*+(?:\n|\Z))')
_DAMAGED_TEXT_END = re.compile(rf"^(?:\}}|{TOP_LEVEL.pattern})", re.MULTILINE)
_CLOSES = {")": "(", "]": "[", "}": "{"}
_INTERPOLATION = "${"


class Extent(NamedTuple):
    """An expression ends at `end`; reading goes on at `stop`.

    `whole` is false where a bracket or text never closes: what follows is then best read from the
    next line that looks sound.
    """

    end: int
    stop: int
    whole: bool


class _Frame(NamedTuple):
    """Something open: a bracket, `"`, `${`, or a heredoc (its marker in `marker`)."""

    kind: str
    start: int
    marker: str = ""


class Scanner:
    """Finds where expressions of `text` end, without a look at what they mean.

    Comments and faults met on the way are collected. With `resync`, the header of a top-level
    block in the first column ends whatever is still open. An expression ends with its line, or,
    where `separators` are given, at the first of them outside brackets.
    """

    def __init__(self, text: str, separators: str = "") -> None:
        self.text = text
        self.separators = separators
        self.comments: list[tuple[int, int]] = []
        self.faults: list[Fault] = []
        self.resync = False
        self._unclosed: set[int] = set()
        self._stack: list[_Frame] = []
        self._start = self._end = 0

    def expression(self, start: int) -> Extent:
        """The extent of the expression that begins at `start`."""
        simple = None if self.separators else _SIMPLE.match(self.text, start)
        if simple:
            return Extent(simple.end(), simple.end(), whole=True)
        self._stack = []
        self._start = self._end = position = start
        while len(self.faults) < FAULT_LIMIT:
            kind = self._stack[-1].kind if self._stack else ""
            if kind == '"':
                step = self._quoted(position)
            elif kind == "<<":
                step = self._heredoc(position)
            else:
                step = self._code(position)
            if isinstance(step, Extent):
                return step
            position = step
        return Extent(self._end, len(self.text), whole=False)

    def comment(self, start: int) -> int:
        """Note the comment that begins at `start`; gives the offset after it."""
        if self.text.startswith("/*", start):
            closing = self.text.find("*/", start + 2)
            if closing != -1:
                self.comments.append((start, closing + 2))
                return closing + 2
            self.faults.append(Fault(start, start + 2, "this comment is never closed", "add `*/`"))
        end = line_end(self.text, start)
        self.comments.append((start, end))
        return end

    def _code(self, position: int) -> int | Extent:
        text, stack = self.text, self._stack
        here = after(_PARTS if self.separators else _CODE, text, position)
        sign = text[here : here + 1]
        if not stack:
            self._reach(position, here)
            if sign and sign in self.separators:
                return self._stop(here)
        if sign in ("", "\n"):
            return self._line_end(here)
        if sign == '"':
            end = after(QUOTED_RUN, text, here + 1)
            if text.startswith('"', end):
                return self._passed(end + 1)
            return self._open(_Frame('"', here), here + 1)
        if sign == "#" or text.startswith(("//", "/*"), here):
            return self.comment(here)
        if sign == "<":
            return self._less(here)
        if sign in "()[]{}":
            return self._bracket(sign, here)
        if sign == "=" and not stack and not self.separators:
            return self._equals(here)
        return self._passed(here + 1)

    def _reach(self, start: int, end: int) -> None:
        """The expression holds whatever is not blank between the two offsets."""
        piece = self.text[start:end].rstrip(" \t")
        if piece:
            self._end = start + len(piece)

    def _passed(self, position: int) -> int:
        self._end = position
        return position

    def _open(self, frame: _Frame, position: int) -> int | Extent:
        self._stack.append(frame)
        return self._cut() if frame.start in self._unclosed else position

    def _bracket(self, sign: str, here: int) -> int | Extent:
        stack = self._stack
        if sign in "([{":
            return self._open(_Frame(sign, here), here + 1)
        for depth in range(len(stack) - 1, -1, -1):
            kind = stack[depth].kind
            if kind == _CLOSES[sign] or (sign == "}" and kind == _INTERPOLATION):
                if depth < len(stack) - 1:
                    if self._runs_on(depth, here):
                        return self._cut("before its line ends", here)
                    self._fault_open(stack[-1], f"before this `{sign}`", here)
                del stack[depth:]
                return self._passed(here + 1)
            if kind == _INTERPOLATION:
                break
        if sign == "}":
            return self._cut("before the block ends", here) if stack else self._stop(here)
        self.faults.append(
            Fault(here, here + 1, f"`{sign}` closes nothing", "remove it, or open it earlier")
        )
        return self._passed(here + 1)

    def _runs_on(self, depth: int, here: int) -> bool:
        """True when quotes at `depth`, left open by damage, reach for the `}` of another line."""
        inside = self._stack[: depth + 1]
        if inside[-1].kind != _INTERPOLATION or any(frame.kind == "<<" for frame in inside):
            return False
        return self.text.find("\n", inside[-1].start, here) != -1

    def _line_end(self, here: int) -> int | Extent:
        if not self._stack and (not self.separators or here == len(self.text)):
            return self._stop(here)
        if here == len(self.text):
            return self._cut("before the file ends", here)
        if self.resync and TOP_LEVEL.match(self.text, here + 1):
            return self._cut("before the next block", here + 1)
        return here + 1

    def _less(self, here: int) -> int | Extent:
        opener = HEREDOC.match(self.text, here)
        if opener:
            return self._open(_Frame("<<", here, opener[2]), opener.end() - 1)
        if (here == 0 or self.text[here - 1] == "\n") and CONFLICT.match(self.text, here):
            self.faults.append(conflict(self.text, here))
            return conflict_end(self.text, here)
        return self._passed(here + 1)

    def _equals(self, here: int) -> int | Extent:
        """A lone `=` belongs to a second argument on the line, unless nothing stands before it."""
        text = self.text
        if text[here + 1 : here + 2] in ("=", ">") or text[here - 1] in "=!<>":
            return self._passed(here + 2 if text.startswith("==", here) else here + 1)
        name_end = start = self._before_blanks(here)
        while start > self._start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            start -= 1
        before = self._before_blanks(start)
        if start == name_end or before == self._start or text[before - 1] == ".":
            return self._passed(here + 1)
        return Extent(before, start, whole=True)

    def _before_blanks(self, position: int) -> int:
        while position > self._start and self.text[position - 1] in " \t":
            position -= 1
        return position

    def _quoted(self, position: int) -> int | Extent:
        text, stack = self.text, self._stack
        here = after(QUOTED_RUN, text, position)
        if text.startswith(("${", "%{"), here):
            return self._open(_Frame(_INTERPOLATION, here), here + 2)
        if text.startswith('"', here):
            stack.pop()
            return self._passed(here + 1)
        return self._unterminated(here)

    def _unterminated(self, here: int) -> int:
        """Quoted text ends with its line, whatever is open within it."""
        stack, stop = self._stack, line_end(self.text, here)
        line_start = self.text.rfind("\n", 0, here) + 1
        depth = next(
            index
            for index, frame in enumerate(stack)
            if frame.kind == '"' and (frame.start >= line_start or frame is stack[-1])
        )
        start = stack[depth].start
        del stack[depth:]
        self.faults.append(
            Fault(start, stop, "this text is not closed before its line ends", 'add `"`')
        )
        return self._passed(stop)

    def _heredoc(self, position: int) -> int | Extent:
        frame = self._stack[-1]
        event = heredoc_event(frame.marker).search(self.text, position)
        if event is None:
            stop = _DAMAGED_TEXT_END.search(self.text, position)
            end = len(self.text) if stop is None else stop.start()
            self._fault_open(frame, "before the file ends", end)
            return Extent(end, end, whole=False)
        if event[1]:
            return self._open(_Frame(_INTERPOLATION, event.start()), event.end())
        if event[2] is None:
            return event.end()
        if event.end() == len(self.text):
            self._fault_last_line(frame, event.start(2))
        self._stack.pop()
        marker = event.start(2) + len(event[2].rstrip())
        return self._passed(marker)

    def _fault_last_line(self, frame: _Frame, here: int) -> None:
        message = f"the last line of the heredoc `<<{frame.marker}` has no line end"
        hint = "end the file with a new line; Terraform refuses this"
        self.faults.append(Fault(here, len(self.text), message, hint, "warning"))

    def _stop(self, here: int) -> Extent:
        return Extent(self._end, here, whole=True)

    def _cut(self, before: str = "", here: int = 0) -> Extent:
        """Give up what is open: the expression ends with the line on which it was opened."""
        if before:
            self._fault_open(self._stack[-1], before, here)
        self._unclosed.update(frame.start for frame in self._stack)
        stop = line_end(self.text, self._stack[0].start)
        self._reach(self._stack[0].start, stop)
        return Extent(self._end, stop, whole=False)

    def _fault_open(self, frame: _Frame, before: str, here: int) -> None:
        name = f"heredoc `<<{frame.marker}`" if frame.marker else f"`{frame.kind}`"
        closing = frame.marker or {"(": ")", "[": "]"}.get(frame.kind, "}")
        line = self.text.count("\n", 0, here) + 1
        self.faults.append(
            Fault(
                frame.start,
                frame.start + len(frame.kind) + len(frame.marker),
                f"this {name} is not closed {before} (line {line})",
                f"add `{closing}`",
            )
        )
