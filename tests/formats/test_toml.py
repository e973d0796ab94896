"""TOML gives the nodes of its values, each with its place."""

from __future__ import annotations

import pytest

from smlint.core.source import Source
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, plain
from smlint.formats.toml import read_toml

TEXT = """\
[tool.smlint]
fail_on = "error"
select = [
  "latency",
]
"severity".no-autoscaling = "error"

[[tool.smlint.workloads]]
match = {endpoint = "fraud-*"}
latency = "200ms"

[[tool.smlint.workloads]]
traffic = "steady"

[tool.smlint.environments]
production = ["live"]
"""


def at(node: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(node, MapNode) and isinstance(step, str):
            found = node.get(step)
            assert found is not None
            node = found
        elif isinstance(node, ListNode) and isinstance(step, int):
            node = node.items[step]
    return node


@pytest.mark.parametrize(
    ("path", "place", "value"),
    [
        (("fail_on",), "p.toml:2:11", "error"),
        (("select",), "p.toml:3:10", ["latency"]),
        (("select", 0), "p.toml:3:10", "latency"),
        (("severity", "no-autoscaling"), "p.toml:6:29", "error"),
        (("workloads", 0, "latency"), "p.toml:10:11", "200ms"),
        (("workloads", 0, "match", "endpoint"), "p.toml:9:9", "fraud-*"),
        (("workloads", 1, "traffic"), "p.toml:13:11", "steady"),
        (("environments", "production"), "p.toml:16:14", ["live"]),
    ],
)
def test_values_and_their_places(path: tuple[str | int, ...], place: str, value: object) -> None:
    node = at(read_toml(Source("p.toml", TEXT)), "tool", "smlint", *path)
    assert plain(node) == value
    assert f"{node.span.path}:{node.span.line}" == place.rsplit(":", 1)[0]


def test_scalars_stand_exactly_where_they_are_written() -> None:
    node = at(read_toml(Source("p.toml", TEXT)), "tool", "smlint", "workloads", 0, "latency")
    assert (node.span.line, node.span.column, node.span.end_column) == (10, 11, 18)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = = 2\n", 2),
        ("a = 1\nb =", 2),
        ("a = " + "[" * 5000, 1),
        ("a = 1\nb = " + "9" * 5000, 2),
        ("a = 1\nb = 0x" + "f" * 9000, 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(text: str, line: int) -> None:
    with pytest.raises(FormatError) as caught:
        read_toml(Source("p.toml", text))
    assert caught.value.span.line == line
    assert "sys." not in caught.value.reason
