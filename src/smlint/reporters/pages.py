"""Rules as pages in Markdown: one for each, and where to find them.

A rule is found by what it is about, and by the question with which somebody comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from smlint.core.presets import presets_of
from smlint.core.rule import Category, Example, Rule

INDEX, BY_QUESTION = "README.md", "questions.md"

FENCES = {
    "terraform": "hcl", "cloudformation": "yaml", "kubernetes": "yaml", "step_functions": "json",
}  # fmt: skip
"""What the code of a language is called behind a fence, where that is not its name."""
LANGUAGES = {
    "terraform": "Terraform", "cloudformation": "CloudFormation", "kubernetes": "Kubernetes",
    "step_functions": "Step Functions", "python": "Python", "shell": "Shell",
}  # fmt: skip


class Question(NamedTuple):
    """What somebody asks, how to go about it, and which rules have to do with it.

    `rules` names those of other categories that belong here too.
    """

    asked: str
    answer: str
    categories: tuple[Category, ...]
    rules: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        "It costs too much",
        "Instances are billed by the hour for as long as an endpoint exists, called or not. See "
        "whether it has to be a real-time endpoint at all (`smlint fit`), whether it can go to "
        "zero, and whether something deletes it.",
        ("cost", "cleanup"),
        ("async-no-autoscaling", "autoscale-disable-scale-in", "ic-zero-instances-not-zero"),
    ),
    Question(
        "It answers too late, or times out",
        "Each kind of endpoint waits for a container only so long, and some of them start a "
        "container first. Declare what callers need (`latency`, `processing_time`), and the rules "
        "say which kind cannot do it.",
        ("latency",),
        ("no-autoscaling", "autoscale-target-too-high", "big-model-default-health"),
    ),
    Question(
        "My request or answer is too large",
        "The limits differ by a factor of 250 between the kinds of endpoints. Declare `payload`.",
        ("payload",),
    ),
    Question(
        "It will not deploy",
        "What AWS would refuse is told before it is sent: values that the API does not take, and "
        "combinations that the documents exclude.",
        ("correctness",),
        ("sdk-deploy-refused", "fixed-config-name-tf", "fixed-config-name-cfn", "volume-on-nvme"),
    ),
    Question(
        "It does not do what I wrote",
        "Libraries drop arguments, and tools have defaults of their own.",
        ("sdk",),
        ("tf-policy-type-default", "capture-tf-default", "capture-zero"),
    ),
    Question(
        "It does not scale, or not back",
        "A target without a policy does nothing, a policy without a metric that exists at zero "
        "never wakes anything, and some instances cannot be scaled at all.",
        ("scaling",),
    ),
    Question(
        "It goes down, or an update breaks it",
        "One instance in one zone is one failure away from none, and an update without alarms goes "
        "on when it fails.",
        ("reliability", "deployment"),
    ),
    Question(
        "Who can see the data",
        "Keys, networks and isolation of what the containers read and write.",
        ("security",),
    ),
)


def pages(rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    """Name and text of every page, the indexes last."""
    for rule in rules:
        yield f"{rule.name}.md", page_of(rule)
    more = f" The same rules [by question]({BY_QUESTION})."
    yield INDEX, index_of(rules, more)
    yield BY_QUESTION, _text(_by_question(rules))


def page_of(rule: Rule) -> str:
    """The page on one rule."""
    return _text(_page(rule))


def index_of(rules: Sequence[Rule], more: str = "") -> str:
    """The page that lists `rules` by category; `more` is said at its head."""
    return _text(_index(rules, more))


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}"
    yield ""
    yield f"{rule.severity} · {rule.category} · presets: {', '.join(presets_of(rule))}"
    yield from _section("What it says", f"{rule.title}.")
    yield from _section("Why", *_paragraphs(rule.explanation))
    yield from _section("Bad", *(_shown(example) for example in rule.bad))
    yield from _section("Good", *(_shown(example) for example in rule.good))
    yield from _section("Remedy", *_paragraphs(rule.remedy))
    yield from _section("Needs", _needs(rule))
    yield from _section("Sources", "\n".join(_sources(rule)))


def _index(rules: Sequence[Rule], more: str) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        "Generated from the rules themselves. In the examples a finding begins on each line that "
        f"ends in `# <- here`.{more}"
    )
    for category in get_args(Category):
        chosen = [rule for rule in rules if rule.category == category]
        if chosen:
            yield from _section(category.capitalize())
            yield from _table(chosen)


def _by_question(rules: Sequence[Rule]) -> Iterator[str]:
    yield "# Rules by question"
    yield ""
    yield f"The same rules [by what they are about]({INDEX})."
    for question in QUESTIONS:
        chosen = [
            rule
            for rule in rules
            if rule.category in question.categories or rule.name in question.rules
        ]
        if chosen:
            yield from _section(question.asked, question.answer)
            yield from _table(chosen)


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    yield ""
    yield "| id | rule | severity | preset | it says | needs |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        needs = ", ".join(path.rpartition(".")[2] for path in rule.needs)
        told = (rule.id, f"[{rule.name}]({rule.name}.md)", rule.severity, rule.preset)
        yield f"| {' | '.join((*told, rule.title, needs))} |"


def _section(heading: str, *paragraphs: str) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    for paragraph in paragraphs:
        yield ""
        yield paragraph


def _shown(example: Example) -> str:
    files = [f"with `{path}`:\n\n```\n{text.rstrip()}\n```" for path, text in example.files]
    code = f"```{FENCES.get(example.language, example.language)}\n{example.code.rstrip()}\n```"
    called = LANGUAGES.get(example.language, example.language)
    return "\n\n".join((f"{called}:", code, *files))


def _needs(rule: Rule) -> str:
    if not rule.needs:
        return "Nothing: the files alone decide."
    told = f"{' and '.join(map(_need, rule.needs))}. Without that the rule is quiet."
    return f"{told[:1].upper()}{told[1:]}"


def _need(path: str) -> str:
    if path == "endpoint.environment":
        return "the environment, declared or told by tags, variables or names"
    return f"`{path.removeprefix('workload.')}` of the workload, declared"


def _sources(rule: Rule) -> Iterator[str]:
    for source in rule.sources:
        yield f"- [{source.title}]({source.url}), read {source.read}. {_folded(source.claim)}"


def _paragraphs(text: str) -> Iterator[str]:
    return (_folded(part) for part in text.split("\n\n") if part.strip())


def _folded(text: str) -> str:
    return " ".join(text.split())


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"
