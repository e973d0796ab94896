"""Settings are read with their places, and every mistake is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.config import Config, ConfigError, overridden
from smlint.config.read import parse_config
from smlint.core.facts import Fact, Facts
from smlint.core.values import Known
from smlint.core.workload import MEMBERS

YAML = """\
select: [latency, SM101]
ignore:
  - no-autoscaling
severity: {no-autoscaling: error}
paths:
  - match: envs/dev
    ignore: [cost]
  - match: ["**/*.ipynb", scratch]
    severity: {cleanup: note}
environments:
  production: [live]
facts:
  serverless-payload: 6MB
workloads:
  - match: {endpoint: "fraud-*", path: "envs/**"}
    latency: 200ms
    streaming: true
    environment: live
plugins: [acme_smlint]
policies: [policies, /srv/policies]
prices: aws/us-east-1.json
exclude: [vendor, infra/old/**]
fail_on: error
strict_unknown: true
include_docs: true
"""

TOML = """\
[tool.smlint]
select = ["latency", "SM101"]
ignore = ["no-autoscaling"]
severity = {no-autoscaling = "error"}
plugins = ["acme_smlint"]
policies = ["policies", "/srv/policies"]
prices = "aws/us-east-1.json"
exclude = ["vendor", "infra/old/**"]
fail_on = "error"
strict_unknown = true
include_docs = true

[tool.smlint.environments]
production = ["live"]

[tool.smlint.facts]
serverless-payload = "6MB"

[[tool.smlint.paths]]
match = "envs/dev"
ignore = ["cost"]

[[tool.smlint.paths]]
match = ["**/*.ipynb", "scratch"]
severity = {cleanup = "note"}

[[tool.smlint.workloads]]
match = {endpoint = "fraud-*", path = "envs/**"}
latency = "200ms"
streaming = true
environment = "live"
"""


def read(text: str, path: str = "smlint.yaml") -> Config:
    return parse_config(path, text.encode(), "/repo", "/repo")


def faults(text: str, path: str = "smlint.yaml") -> list[tuple[str, str, str]]:
    with pytest.raises(ConfigError) as caught:
        read(text, path)
    return [(str(fault.span), fault.message, fault.hint) for fault in caught.value.problems]


@pytest.mark.parametrize(("path", "text"), [("smlint.yaml", YAML), ("pyproject.toml", TOML)])
def test_both_files_say_the_same(path: str, text: str) -> None:
    config = read(text, path)
    assert [mention.text for mention in config.choice.select or ()] == ["latency", "SM101"]
    assert [mention.text for mention in config.choice.ignore] == ["no-autoscaling"]
    assert [(name.text, level) for name, level in config.choice.severities] == [
        ("no-autoscaling", "error")
    ]
    first, second = config.paths
    assert (first.patterns, [rule.text for rule in first.choice.ignore]) == (
        ("envs/dev",),
        ["cost"],
    )
    assert second.patterns == ("**/*.ipynb", "scratch")
    assert config.words.production == ("live",)
    assert "dev" in config.words.non_production
    assert [(name.text, value.text) for name, value in config.facts] == [
        ("serverless-payload", "6MB")
    ]
    assert [plugin.text for plugin in config.plugins] == ["acme_smlint"]
    assert [folder.text for folder in config.policies] == ["policies", "/srv/policies"]
    assert [file.text for file in config.prices] == ["aws/us-east-1.json"]
    assert config.exclude == ("vendor", "infra/old/**")
    assert (config.fail_on, config.strict_unknown, config.include_docs) == ("error", True, True)
    (entry,) = config.workloads
    assert entry.workload.latency == Known(0.2, entry.span)
    assert entry.workload.streaming == Known(True, entry.span)
    assert entry.workload.environment == Known("production", entry.span)
    assert (entry.endpoint, entry.path, entry.tag) == ("fraud-*", "envs/**", None)


def test_a_declared_value_points_at_its_text() -> None:
    yaml, toml = read(YAML).workloads[0], read(TOML, "pyproject.toml").workloads[0]
    assert str(yaml.workload.latency.span) == "smlint.yaml:16:14"
    assert str(toml.workload.latency.span) == "pyproject.toml:29:11"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_the_defaults(text: str) -> None:
    config = read(text)
    assert (config.choice.select, config.fail_on) == (None, "warning")
    assert (config.strict_unknown, config.include_docs) == (False, False)


def test_pyproject_without_a_table_is_the_defaults() -> None:
    assert read("[tool.other]\nx = 1\n", "pyproject.toml").workloads == ()


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("selct: [SM101]\n", "smlint.yaml:1:1", "selct is not known here", "did you mean select?"),
        ("workloads:\n  - match: {endpoint: a}\n    latncy: 2s\n", "smlint.yaml:3:5",
         "latncy is not known here", "did you mean latency?"),
        ("fail_on: fatal\n", "smlint.yaml:1:10", '"fatal" is not one of error, warning, note', ""),
        (
            "workloads: [{match: {}, latency: 1s}]\n", "smlint.yaml:1:14",
            "match: too little is said here", "write 1 or more of address, endpoint, path, tag",
        ),
        ("select: SM101\n", "smlint.yaml:1:9", "a list is expected", ""),
        ("workloads:\n  - match: {endpoint: a}\n    latency: 200\n", "smlint.yaml:3:14",
         "200 stands where text is expected", ""),
        ("workloads:\n  - match: {endpoint: a}\n    latency: 200 parsecs\n", "smlint.yaml:3:14",
         "200 parsecs", ""),
        ("workloads:\n  - match: {tag: team}\n    latency: 2s\n", "smlint.yaml:2:18",
         '"team" does not match a tag such as team=search', ""),
        ("workloads:\n  - match: {endpoint: a}\n    environment: mars\n", "smlint.yaml:3:18",
         '"mars" is none of the words', ""),
        ("workloads:\n  - latency: 2s\n    traffic: steady\n", "smlint.yaml:2:5",
         "match is missing", ""),
        ("ignore: [a]\nignore: [b]\n", "smlint.yaml:2:1", "ignore stands here twice", ""),
        ("select: [a\n", "smlint.yaml:1:9", "not closed", ""),
        ("a: 1\n---\nb: 2\n", "smlint.yaml:3:1", "this is a second", ""),
        ("- a\n", "smlint.yaml:1:1", "a list stands where a mapping is expected", ""),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_stand(text: str, place: str, message: str, hint: str) -> None:
    where, told, advice = faults(text)[0]
    assert where.startswith(place)
    assert message in told
    assert hint in advice


def test_mistakes_in_toml_are_told_where_they_stand() -> None:
    text = "[tool.smlint]\nfail_on = 'error'\nselct = ['SM101']\n"
    assert faults(text, "pyproject.toml") == [
        ("pyproject.toml:3:1", "selct is not known here", "did you mean select?")
    ]
    assert faults("[tool.smlint]\nx = = 1\n", "pyproject.toml")[0][0] == "pyproject.toml:2:5"


def test_binary_content_is_told() -> None:
    with pytest.raises(ConfigError, match="binary"):
        parse_config("smlint.yaml", b"a\0b")


def test_all_mistakes_come_at_once() -> None:
    assert len(faults("selct: []\nfail_on: no\nstrict_unknown: perhaps\n")) == 3


FACTS = Facts(
    {
        "serverless-payload": Fact("serverless-payload", 4, "MB", ()),
        "realtime-timeout": Fact("realtime-timeout", 60, "s", ()),
        "concurrency": Fact("concurrency", 200, "count", ()),
    }
)


def test_configured_facts_replace_documented_ones_in_their_unit() -> None:
    text = "facts: {serverless-payload: 1GB, realtime-timeout: 2min, concurrency: 50}\n"
    facts = overridden(FACTS, read(text))
    assert [facts.value(name) for name in FACTS.by_name] == [1000, 120, 50]
    assert all(fact.overridden for fact in facts.by_name.values())
    assert not any(fact.overridden for fact in FACTS.by_name.values())
    payload = facts.by_name["serverless-payload"]
    assert payload.documented == 4
    assert str(payload.at) == "smlint.yaml:1:29"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("facts: {serverless-paylod: 1GB}\n", "smlint.yaml:1:9", "no fact called"),
        ("facts: {serverless-payload: 4}\n", "smlint.yaml:1:29", "has no unit"),
        ("facts: {serverless-payload: 4s}\n", "smlint.yaml:1:29", "not a unit of a size"),
        ("facts: {concurrency: many}\n", "smlint.yaml:1:22", "not a number"),
    ],
)
def test_wrong_facts_are_told(text: str, place: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        overridden(FACTS, read(text))
    (problem,) = caught.value.problems
    assert (str(problem.span), message in problem.message) == (place, True)


@pytest.mark.parametrize(
    ("folder", "working", "path", "relative"),
    [
        ("/repo", "/repo", "envs/dev/main.tf", "envs/dev/main.tf"),
        ("/repo", "/repo/envs", "dev/main.tf", "envs/dev/main.tf"),
        ("/repo/envs", "/repo", "envs/dev/main.tf", "dev/main.tf"),
        ("/repo", "/elsewhere", "/repo/envs/main.tf", "envs/main.tf"),
        ("", "", "envs/main.tf", "envs/main.tf"),
    ],
)
def test_patterns_are_relative_to_the_file_they_stand_in(
    folder: str, working: str, path: str, relative: str
) -> None:
    assert Config(folder=folder, working=working).relative(path) == relative


def test_the_documented_configuration_can_be_read() -> None:
    page = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text(encoding="utf-8")
    _, _, block = page.partition("## Everything there is\n\n```yaml\n")
    config = read(block.partition("```")[0])
    assert len(config.workloads) == 2
    assert len(config.paths) == 2
    assert config.facts


NEEDS = {
    "latency": ("200ms", 0.2),
    "payload": ("3MB", 3),
    "processing_time": ("2min", 120),
    "traffic": ("bulk", "bulk"),
    "environment": ("prod", "production"),
    "model_size": ("2GB", 2000),
    "streaming": ("true", True),
    "requests_per_second": ("50.5", 50.5),
    "models": ("12", 12),
    "frameworks": ("1", 1),
    "accelerator": ("neuron", "neuron"),
    "vpc": ("true", True),
    "network_isolation": ("false", False),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_every_need_can_be_declared(name: str) -> None:
    text, value = NEEDS[name]
    (entry,) = read(f"workloads:\n  - match: {{tag: a=b}}\n    {name}: {text}\n").workloads
    setting = getattr(entry.workload, name)
    assert setting.value == value
    assert str(setting.span) == f"smlint.yaml:3:{len(name) + 7}"


@pytest.mark.parametrize("written", ["models: 0", "models: many", "vpc: 1", "accelerator: tpu"])
def test_a_need_that_it_cannot_be_is_refused(written: str) -> None:
    ((place, _, _),) = faults(f"workloads:\n  - match: {{tag: a=b}}\n    {written}\n")
    assert place.startswith("smlint.yaml:3:")
