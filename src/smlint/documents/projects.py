"""The code of a document as files, the way a reader would save them.

Python is one script, block after block, as the cells of a notebook are. Terraform is one module as
long as nothing is declared twice; what declares something anew is another way to do it, and begins
another module. A template, a manifest or a shell script is a file by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from smlint.core.source import Source
from smlint.core.workspace import MemoryWorkspace
from smlint.documents.fences import Block

SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("hcl", "terraform", "tf", "hcl2"), ".tf"),
    **dict.fromkeys(("yaml", "yml", "cloudformation", "cfn"), ".yaml"),
    **dict.fromkeys(("json", "jsonc"), ".json"),
    **dict.fromkeys(("python", "py", "python3", "ipython", "ipython3", "pycon"), ".py"),
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "console", "shell-session"), ".sh"),
}
"""What a file is called that holds code of a language, by the names that fences give to it."""

WORD = re.compile(r"[\w+#-]+")
WRAPPERS = frozenset({"code-cell", "code-block", "code", "sourcecode"})
"""What MyST writes before the language."""

PROMPTS: Mapping[str, re.Pattern[str]] = {
    ".py": re.compile(r"\s*(?:>>>|\.\.\.(?!\.))(?: |$)"),
    ".sh": re.compile(r"\s*(?:\([^()]*\) ?)?(?:[\w@:~/\[\].-]*)(?:[$%]|(?<!\S)>) "),
}
DECLARED = re.compile(
    r'^[ \t]*(?:(resource|data)\s+"?([\w-]+)"?|(module|variable|output))\s+"?([\w-]+)"?\s*\{',
    re.MULTILINE,
)


PADDING_LIMIT = 2_000_000
"""Lines before blocks, all in all; a document of 5,000 lines may have 800 blocks."""


class TooLongError(Exception):
    """A document has more blocks on more lines than can be read."""


class Project(MemoryWorkspace):
    """The files that some blocks of the document at `path` make, and nothing else.

    Each has the lines and columns of the document, and says that it is the document.
    """

    def __init__(self, path: str, texts: Mapping[str, Source]) -> None:
        super().__init__({name: text.text for name, text in texts.items()})
        self.path = path
        self.texts = texts

    def read(self, path: str) -> Source:
        """The text at `path`, as a part of the document; raises `SourceError` as others do."""
        self.read_bytes(path)
        return self.texts[path]


def suffix_of(info: str) -> str:
    """The suffix of a file that holds code in the language that `info` names; empty for others."""
    words = [word.lower() for word in WORD.findall(info)]
    named = next((word for word in words[:2] if word not in WRAPPERS), "")
    return SUFFIXES.get(named, "")


def projects_of(document: Source, blocks: Sequence[Block]) -> Iterator[Project]:
    """The projects that the code of `document` makes, each with its files.

    Raises `TooLongError` where putting every block at its lines would take too much.
    """
    coded = [block for block in blocks if suffix_of(block.info)]
    if sum(block.line for block in coded) > PADDING_LIMIT:
        raise TooLongError
    texts = [(suffix_of(block.info), _source(document, block)) for block in coded]
    cells = tuple(text for suffix, text in texts if suffix == ".py")
    if cells:
        script = Source(document.path, document.text, cells=cells)
        yield Project(document.path, {f"{document.path}/script.py": script})
    for module in _modules([text for suffix, text in texts if suffix == ".tf"]):
        yield Project(document.path, {f"{document.path}/main.tf": _joined(module)})
    for suffix, text in texts:
        if suffix not in (".py", ".tf"):
            yield Project(document.path, {f"{document.path}/block{suffix}": text})


def _modules(texts: Sequence[Source]) -> Iterator[list[Source]]:
    """The blocks of Terraform that belong together."""
    module: list[Source] = []
    declared: set[tuple[str, ...]] = set()
    for text in texts:
        names = {match.groups("") for match in DECLARED.finditer(text.text)}
        if names & declared:
            yield module
            module, declared = [], set()
        module.append(text)
        declared |= names
    if module:
        yield module


def _joined(texts: Sequence[Source]) -> Source:
    """Texts whose lines stand one after another, as one."""
    whole = texts[0].text
    for text in texts[1:]:
        whole += text.text[whole.count("\n") :]
    return Source(texts[0].path, whole)


def _source(document: Source, block: Block) -> Source:
    """The code of `block` at its lines and columns; of a dialogue, what was typed."""
    prompt = _prompt(block)
    lines = []
    continued = False
    for before, text in block.rows:
        match = None if prompt is None else prompt.match(text)
        typed = text[match.end() :] if match else text if prompt is None or continued else ""
        continued = typed.endswith("\\")
        lines.append(" " * (before + len(text) - len(typed)) + typed if typed.strip() else "")
    return Source(document.path, "\n" * (block.line - 1) + "\n".join(lines))


def _prompt(block: Block) -> re.Pattern[str] | None:
    """What stands before each line that was typed, where the block shows what came of it too."""
    form = PROMPTS.get(suffix_of(block.info))
    first = next((row.text for row in block.rows if row.text.strip()), "")
    return form if form is not None and form.match(first) else None
