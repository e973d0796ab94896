"""What a script leaves open and decides by is told apart, where a resource hangs on it."""

from __future__ import annotations

from textwrap import indent

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Known
from tests.frontends.python_sdk.scripts import BOTO, CONFIG, reading

HEAD = f"import os\nfrom argparse import ArgumentParser\n{BOTO}"
ENV = "env = os.environ['ENV']"
OPTION = "p = ArgumentParser()\np.add_argument('--env', required=True)\nenv = p.parse_args().env"

Told = dict[str, object]


def told(before: str, expression: str = "x") -> Told:
    """What `expression` is after `before`, by the assumptions under which it is so."""
    found: Told = {}
    for made in reading(f"{HEAD}{before}\nit = {expression}\n{CONFIG}").deployments:
        (config,) = (one for one in made.resources if one.type.endswith("::EndpointConfig"))
        variants = member(config.properties, "ProductionVariants")
        assert isinstance(variants, Known)
        assert isinstance(variants.value, tuple)
        found[", ".join(map(str, made.stage.branch))] = plain(
            member(variants.value[0], "InstanceType")
        )
    return found


DEV, PROD = 'environment variable ENV is "dev"', 'environment variable ENV is "prod"'
BOTH = {PROD: "p", 'environment variable ENV is not "prod"': "d"}
THREE = {DEV: "d", PROD: "p", 'environment variable ENV is none of "dev", "prod"': "o"}
KEYS = {DEV: "d", PROD: "p"}
GPU = {"environment variable GPU is set": "g", "environment variable GPU is not set": "c"}

CASES = [
    ("if env == 'prod':\n    x = 'p'\nelse:\n    x = 'd'", BOTH),
    ("if env != 'prod':\n    x = 'd'\nelse:\n    x = 'p'", BOTH),
    ("if 'prod' == env:\n    x = 'p'\nelse:\n    x = 'd'", BOTH),
    ("x = 'p' if env in ('prod',) else 'd'", BOTH),
    ("x = 'd'\nif env == 'prod':\n    x = 'p'", BOTH),
    ("def f(e):\n    if e == 'prod':\n        return 'p'\n    return 'd'\nx = f(env)", BOTH),
    ("f = lambda e: 'p' if e == 'prod' else 'd'\nx = f(env)", BOTH),
    ("x = {'dev': 'd', 'prod': 'p'}[env]", KEYS),
    ("x = {'dev': {'t': 'd'}, 'prod': {'t': 'p'}}[env]['t']", KEYS),
    ("x = {'dev': 'd', 'prod': 'p'}.get(env, 'o')", THREE),
    ("if env == 'dev':\n    x = 'd'\nelif env == 'prod':\n    x = 'p'\nelse:\n    x = 'o'", THREE),
    ("x = 'g' if os.environ['GPU'] else 'c'", GPU),
    ("x = 'c' if not os.environ['GPU'] else 'g'", GPU),
    ("d = {'t': 'c'}\nif os.environ['GPU']:\n    d['t'] = 'g'\nx = d['t']", GPU),
    (
        "class A:\n    t = 'p'\nclass B:\n    t = 'd'\nx = (A() if env == 'prod' else B()).t",
        BOTH,
    ),
    ("x = 'd'\nif env == 'prod' and True:\n    x = 'p'", BOTH),
    ("def f(e):\n    return e\nx = 'p' if f(env) == 'prod' else 'd'", BOTH),
]  # fmt: skip


@pytest.mark.parametrize(("before", "expected"), CASES)
def test_each_choice_has_its_value(before: str, expected: Told) -> None:
    assert told(f"{ENV}\n{before}") == expected


def test_an_option_is_called_by_its_name_and_stands_where_it_is_declared() -> None:
    before = f"{OPTION}\nx = 'p' if env == 'prod' else 'd'"
    assert told(before) == {'--env is "prod"': "p", '--env is not "prod"': "d"}
    (assumption,) = reading(f"{HEAD}{before}\nit = x\n{CONFIG}").deployments[0].stage.branch
    assert (assumption.span.line, assumption.choices) == (6, 2)


TRUTH = "x = 'g' if a else 'c'"
PRESENCE = "x = 'c' if a is None else 'g'"
EQUAL = "x = 'c' if a == None else 'g'"


@pytest.mark.parametrize(
    ("declared", "asked", "choices"),
    [
        ("'--a', required=True", TRUTH, 1),
        ("'--a', required=True", PRESENCE, 1),
        ("'--a', required=True", EQUAL, 1),
        ("'--a', required=True, type=str, nargs='+'", TRUTH, 1),
        ("'--a', required=True, type=int", TRUTH, 2),
        ("'--a', required=True, type=int", PRESENCE, 1),
        ("'--a', required=True, nargs='?'", PRESENCE, 2),
        ("'--a', required=True, nargs='*'", TRUTH, 2),
        ("'--a', required=True, action=own", PRESENCE, 2),
        ("'a'", TRUTH, 1),
        ("'a', nargs='?'", PRESENCE, 2),
        ("'--a'", TRUTH, 2),
        ("'--a'", PRESENCE, 2),
    ],
)
def test_a_required_option_is_never_missing(declared: str, asked: str, choices: int) -> None:
    parser = f"p = ArgumentParser()\np.add_argument({declared})\na = p.parse_args().a"
    found = told(f"{parser}\n{asked}")
    assert len(found) == choices
    assert "g" in found.values()


def test_an_option_that_need_not_be_given_is_set_or_not() -> None:
    before = "p = ArgumentParser()\np.add_argument('--a')\na = p.parse_args().a\n"
    assert told(before + TRUTH) == {"--a is set": "g", "--a is not set": "c"}


def test_what_one_command_requires_another_may_lack() -> None:
    before = (
        "p = ArgumentParser()\ns = p.add_subparsers()\n"
        "s.add_parser('one').add_argument('--a', required=True)\ns.add_parser('two')\n"
        "a = getattr(p.parse_args(), 'a', None)\n"
    )
    assert len(told(before + TRUTH)) == 2


@pytest.mark.parametrize(
    ("declared", "asked", "choices"),
    [
        ("option('--a', required=True)", TRUTH, 1),
        ("option('--a', required=True, type=click.Path())", TRUTH, 1),
        ("option('--a', required=True, type=click.FLOAT)", TRUTH, 2),
        ("option('--a', required=True, type=click.FLOAT)", PRESENCE, 1),
        ("option('--a', required=True, callback=own)", PRESENCE, 2),
        ("option('--a')", PRESENCE, 2),
        ("argument('a')", TRUTH, 1),
        ("argument('a', required=False)", PRESENCE, 2),
        ("argument('a', nargs=-1)", TRUTH, 2),
    ],
)
def test_what_a_command_of_click_requires_is_never_missing(
    declared: str, asked: str, choices: int
) -> None:
    head = f"import click\n@click.command()\n@click.{declared}\ndef main(a):\n"
    body = f"{asked}\nit = x\n{CONFIG}"
    made = reading(f"{BOTO}{head}{indent(body, '    ')}\nmain()\n").deployments
    assert len(made) == choices


def test_what_has_no_name_is_called_as_it_is_written() -> None:
    before = "import site_of\nx = 'p' if site_of.kind() == 'prod' else 'd'"
    assert list(told(before)) == ['`site_of.kind()` is "prod"', '`site_of.kind()` is not "prod"']


def test_a_part_of_an_argument_is_called_as_it_is_written() -> None:
    body = indent(f"it = 'p' if c.gpu is None else 'd'\n{CONFIG}", "    ")
    before = f"def f(c):\n{body}"
    stages = [made.stage for made in reading(f"{HEAD}{before}").deployments]
    assert [str(only) for stage in stages for only in stage.branch] == [
        "`c.gpu` is None",
        "`c.gpu` is not None",
    ]


def test_conditions_on_one_thing_hold_together() -> None:
    before = f"{ENV}\na = 'p' if env == 'prod' else 'd'\nb = '1' if env == 'prod' else '2'"
    assert set(told(before, "a + b").values()) == {"p1", "d2"}


def test_what_is_assumed_is_known() -> None:
    before = f"{ENV}\nx = 'p' if env == 'prod' else 'd'"
    assert told(before, "f'{env}-{x}'")[PROD] == "prod-p"


def test_two_parts_of_what_may_be_one_of_two_things_are_not_one() -> None:
    text = """class Parts:
    image = machine = "m"
parts = Parts()
for name in given():
    parts = Parts()
    parts.image, parts.machine = given(1), given(2)
if parts.image.kind == "own":
    x = parts.machine.kind
else:
    x = "m"
"""
    assert "own" not in told(text).values()


def test_inner_conditions_are_told_apart_where_the_outer_hold() -> None:
    before = (
        "if os.environ['A']:\n    x = 1\n"
        "elif os.environ['B']:\n    x = 2\n"
        "elif os.environ['C']:\n    x = 3\nelse:\n    x = 4"
    )
    assert sorted(map(str, told(before).values())) == list("11112234")


def test_what_decides_about_no_setting_is_not_told_apart() -> None:
    assert told("if os.environ['A']:\n    y = 1\nelse:\n    y = 2", "'x'") == {"": "x"}


def test_beyond_the_limit_it_stays_open() -> None:
    ways = "\n".join(f"a{n} = '1' if os.environ['A{n}'] else '2'" for n in range(6))
    found = told(ways, " + ".join(f"a{n}" for n in range(6)))
    assert len(found) == 16
    assert set(found.values()) == {None}
