"""Plugins are loaded because they are named, and one that cannot be loaded ends the run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from smlint.config import ConfigError, Mention
from smlint.core.spans import Span
from smlint.plugins import Plugins, load

WHERE = Span("smlint.yaml", 2, 5)
HOOK = "from smlint.plugins import hook\n"


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Modules of one test are not those of the next."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "modules", dict(sys.modules))


def loaded(folder: Path, *texts: str) -> Plugins:
    """What modules with `texts` bring."""
    names = []
    for number, text in enumerate(texts):
        name = f"{folder.name}_{number}".replace("-", "_")
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        names.append(Mention(name, WHERE))
    return load(names)


def test_the_example_brings_all_four() -> None:
    plugins = load([Mention("acme_smlint", WHERE)])
    assert [rule.name for rule in plugins.rules] == ["acme-team-tag"]
    assert [Path(path).name for path in plugins.policies] == ["policies"]
    assert [language.name for language in plugins.frontends] == ["acme-requests"]
    assert list(plugins.reporters) == ["markdown"]


def test_no_plugin_brings_nothing() -> None:
    assert load([]) == Plugins()


def test_several_plugins_bring_their_things_in_order(tmp_path: Path) -> None:
    text = HOOK + "@hook\ndef smlint_policies():\n    return ['{0}1', '{0}2']\n"
    assert loaded(tmp_path, text.format("a"), text.format("b")).policies == ("a1", "a2", "b1", "b2")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("raise RuntimeError('no licence')\n", "RuntimeError: no licence"),
        ("import no_such_module_zz\n", "No module named 'no_such_module_zz'"),
        ("def (:\n", "SyntaxError"),
        (HOOK + "@hook\ndef smlint_rule():\n    return []\n", "unknown hook 'smlint_rule'"),
        ("def smlint_rules():\n    return []\n", "smlint_rules is not marked with"),
        (HOOK + "@hook\ndef smlint_rules(book):\n    return []\n", "PluginValidationError"),
        (HOOK + "@hook\ndef smlint_rules():\n    return 1 / 0\n", "ZeroDivisionError"),
        (HOOK + "@hook\ndef smlint_rules():\n    return ['SM101']\n", "is not a Rule"),
        (HOOK + "@hook\ndef smlint_frontends():\n    return [1]\n", "is not a Language"),
        ("import os\n", "it implements no hook of smlint"),
        ("raise SystemExit(0)\n", "SystemExit"),
        (HOOK + "@hook\ndef smlint_rules():\n    raise SystemExit(0)\n", "SystemExit"),
    ],
)
def test_a_plugin_that_cannot_be_loaded_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.span == WHERE
    assert problem.message.startswith("plugin ")
    assert reason in problem.message
    assert problem.hint


def test_a_plugin_that_is_not_installed() -> None:
    with pytest.raises(ConfigError, match="there is no module called no_such_plugin_zz"):
        load([Mention("no_such_plugin_zz", WHERE)])
