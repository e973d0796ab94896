"""Documents: code in READMEs, tutorials and runbooks, read by the frontends of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import cast

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import Frontend, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.documents.directives import directive_blocks
from smlint.documents.fences import Block, fenced_blocks
from smlint.documents.projects import Project, TooLongError, projects_of
from smlint.frontends import LANGUAGES, Language, language_of

OPENING, CLOSING = "<!--", "-->"
BLANKS = re.compile(r"\s*")
HINT = "Only this block was left out: code in a document need not be whole."


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """What the code of the documents in `hits` deploys: each project of it by itself."""
    del files, inputs
    readings = [reading for path in hits for reading in _document(path, workspace)]
    return Reading(
        deployments=tuple(item for one in readings for item in one.deployments),
        problems=tuple(dict.fromkeys(item for one in readings for item in one.problems)),
        comments=tuple(dict.fromkeys(item for one in readings for item in one.comments)),
        sources=tuple(item for one in readings for item in one.sources),
    )


def _document(path: str, workspace: Workspace) -> Iterator[Reading]:
    try:
        document = workspace.read(path)
    except SourceError as error:
        yield Reading(problems=(Problem(Span(path), error.reason, "Save it as UTF-8 text."),))
        return
    blocks = list(blocks_of(document))
    yield Reading(comments=tuple(_remarks(document, blocks)), sources=(document,))
    try:
        yield from map(_read, projects_of(document, blocks))
    except TooLongError:
        reason = "it has more code on more lines than smlint reads, so it was not checked"
        yield Reading(problems=(Problem(Span(path), reason, "split it, or exclude it"),))


def blocks_of(document: Source) -> Iterator[Block]:
    """The code blocks of `document`, by what its name says that it is."""
    if document.path.endswith(".rst"):
        return directive_blocks(document.text)
    return fenced_blocks(document.text, markup=not document.path.endswith(".mdx"))


def _read(project: Project) -> Reading:
    """What the frontend of a project's language makes of it, told of the document.

    A block that cannot be read may never have been meant to run: that is a note.
    """
    files = {path: _bytes(text) for path, text in project.texts.items()}
    first, content = next(iter(files.items()))
    language = language_of(first, content.__contains__, LANGUAGES)
    hits = [path for path, text in files.items() if language and _is_hit(language, text)]
    if language is None or not hits:
        return Reading()
    frontend = cast("Frontend", import_module(language.module))
    found = frontend.read(sorted(files), sorted(hits), project, NO_INPUTS)
    return Reading(
        deployments=tuple(replace(one, path=project.path) for one in found.deployments),
        problems=tuple(_note(problem, project) for problem in found.problems),
        comments=found.comments,
    )


def _bytes(text: Source) -> bytes:
    parts = text.cells or (text,)
    return "\n".join(part.text.strip() for part in parts).encode(errors="replace")


def _is_hit(language: Language, text: bytes) -> bool:
    return language.is_marked(text.__contains__)


def _note(problem: Problem, project: Project) -> Problem:
    span = problem.span if problem.span.path == project.path else Span(project.path)
    return replace(problem, span=span, hint=HINT, severity="note")


def _remarks(document: Source, blocks: Sequence[Block]) -> Iterator[Comment]:
    """The remarks to smlint between the blocks: one directly above a block speaks of all of it."""
    text = document.text
    heads = {block.line - 1: block for block in blocks}
    code = {
        line for block in blocks for line in range(block.line, block.line + len(block.rows) + 1)
    }
    start = text.find(OPENING)
    while start != -1:
        start += len(OPENING)
        end = text.find(CLOSING, start)
        if end == -1:
            return
        span = document.span(start, end)
        if "smlint" in text[start:end] and span.line not in code:
            blanks = BLANKS.match(text, end + len(CLOSING))
            below = heads.get(span.end_line + (blanks[0].count("\n") if blanks else 0))
            extent = None if below is None else _extent(document, below)
            yield Comment(span, text[start:end].strip(), own_line=True, block=extent)
        start = text.find(OPENING, end)


def _extent(document: Source, block: Block) -> Span:
    return Span(document.path, block.line, 1, block.line + len(block.rows), 1)
