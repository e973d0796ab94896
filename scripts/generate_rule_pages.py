"""Write a page on every bundled rule to docs/rules, and their index.

usage: generate_rule_pages.py [--check]

With --check nothing is written: exits with 1 and names the pages that are not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from smlint.config import Config
from smlint.core.rule import Category, Example, Rule
from smlint.rulebook import book

HOME = Path(__file__).parent.parent / "docs" / "rules"
INDEX = "README.md"
FENCES = {
    "terraform": "hcl", "cloudformation": "yaml", "kubernetes": "yaml", "step_functions": "yaml",
}  # fmt: skip
"""What the code of a language is called behind a fence, where that is not its name."""
LANGUAGES = {
    "terraform": "Terraform", "cloudformation": "CloudFormation", "kubernetes": "Kubernetes",
    "step_functions": "Step Functions", "python": "Python", "shell": "Shell",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them; the exit code."""
    pages = dict(_pages(book(Config()).rules))
    written = {path.name: path.read_text(encoding="utf-8") for path in HOME.glob("*.md")}
    stale = sorted(
        name for name in pages.keys() | written.keys() if pages.get(name) != written.get(name)
    )
    if "--check" in arguments:
        for name in stale:
            print(f"docs/rules/{name} is not up to date: run scripts/generate_rule_pages.py")
        return 1 if stale else 0
    HOME.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in pages:
            (HOME / name).write_text(pages[name], encoding="utf-8")
        else:
            (HOME / name).unlink()
    return 0


def _pages(rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        yield f"{rule.name}.md", "\n".join(_page(rule)) + "\n"
    yield INDEX, "\n".join(_index(rules)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield ""
    yield f"{rule.severity} · {rule.category}"
    yield from _section("What it says", f"{rule.title}.")
    yield from _section("Why", _folded(rule.explanation))
    yield from _section("Bad", *(_shown(example) for example in rule.bad))
    yield from _section("Good", *(_shown(example) for example in rule.good))
    yield from _section("Remedy", _folded(rule.remedy))
    yield from _section("Needs", _needs(rule))
    yield from _section("Sources", "\n".join(_sources(rule)))


def _section(heading: str, *paragraphs: str) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    for paragraph in paragraphs:
        yield ""
        yield paragraph


def _shown(example: Example) -> str:
    files = [f"with `{path}`:\n\n```\n{text.rstrip()}\n```" for path, text in example.files]
    code = f"```{FENCES.get(example.language, example.language)}\n{example.code.rstrip()}\n```"
    return "\n\n".join((f"{LANGUAGES[example.language]}:", code, *files))


def _needs(rule: Rule) -> str:
    if not rule.needs:
        return "Nothing: the files alone decide."
    return f"{' and '.join(map(_need, rule.needs))}. Without that the rule is quiet.".capitalize()


def _need(path: str) -> str:
    if path == "endpoint.environment":
        return "the environment, declared or told by tags, variables or names"
    return f"`{path.removeprefix('workload.')}` of the workload, declared"


def _sources(rule: Rule) -> Iterator[str]:
    for source in rule.sources:
        yield f"- [{source.title}]({source.url}), read {source.read}. {_folded(source.claim)}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _index(rules: Sequence[Rule]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        "Generated from the rules themselves. In the examples a finding begins on each line that "
        "ends in `# <- here`."
    )
    for category in get_args(Category):
        chosen = [rule for rule in rules if rule.category == category]
        if not chosen:
            continue
        yield ""
        yield f"## {category.capitalize()}"
        yield ""
        yield "| id | rule | severity | it says | needs |"
        yield "|---|---|---|---|---|"
        for rule in chosen:
            link = f"[{rule.name}]({rule.name}.md)"
            needs = ", ".join(path.rpartition(".")[2] for path in rule.needs)
            yield f"| {rule.id} | {link} | {rule.severity} | {rule.title} | {needs} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
