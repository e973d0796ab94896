"""Programs made at random, by the grammar in `data/grammar.txt`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
HEAD = (DATA / "head.txt").read_text("utf-8")
TAIL = """
o_v, o_w, o_kind, o_items, size, w_size, tags = (
    o.v, o.w, o.kind, o.items, C.size, w.size, w.tags
)
"""
NAMES = (
    *("n", "m", "y", "s", "t", "b", "p", "l", "k", "rest", "u", "d", "e", "z"),
    *("o_v", "o_w", "o_kind", "o_items", "size", "w_size", "tags"),
)
"""What is compared at the end of a program."""

LEAST = {"num": 12, "cond": 2, "text": 4, "list": 3, "dict": 3, "set": 3, "stmt": 45}
"""How many of the first ways to write each thing hold little or nothing else."""

PLACE = re.compile(r"^( *)<(block|stmt|leave)(?::(\w+))?>$|<(\w+)(?::(\w+))?>", re.MULTILINE)


def _grammar(text: str) -> Mapping[str, tuple[str, ...]]:
    """The ways to write each thing: one in a line, or with `--` between them."""
    rules: dict[str, tuple[str, ...]] = {}
    for part in text.split("=== ")[1:]:
        name, body = part.split("\n", 1)
        ways = body.strip("\n").split("\n--\n" if "\n--\n" in body else "\n")
        rules[name] = tuple(ways)
    return rules


GRAMMAR = _grammar((DATA / "grammar.txt").read_text("utf-8"))
VARIABLES = {
    "name_num": ("n", "m"), "name_text": ("s", "t"), "name_list": ("l", "k"),
    "name_dict": ("d", "e"),
}  # fmt: skip


class Writer:
    """Writes one program. `around` is what a statement stands in: loop, def, proc, try."""

    def __init__(self, random: Random, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.random = random
        self.rules = {**GRAMMAR, **VARIABLES}
        for name, ways in (own or {}).items():
            self.rules[name] = (*self.rules[name], *ways * (1 + len(self.rules[name]) // 30))
        self.count = 0

    def written(self, name: str, depth: int, around: str = "") -> str:
        """Something of the kind `name`, with at most `depth` others in it, roughly."""
        if name == "leave":
            return self._leave(around)
        ways = self.rules[name]
        if depth <= 0 and name in LEAST:
            ways = ways[: LEAST[name]]
        way = self.random.choice(ways)
        self.count += 1
        way = way.replace("@", str(self.count))

        def filled(match: re.Match[str]) -> str:
            indent, block, more, other, flags = match.groups()
            within = _within(around, more or flags or "")
            if block:
                inner = (
                    self.block(depth - 1, within)
                    if block == "block"
                    else self.written(block, depth - 1, within)
                )
                return indent + inner.replace("\n", f"\n{indent}")
            small = 1 if name == "stmt" else 0
            left = min(depth, 2) - 1 + small if other != "stmt" else depth - 1
            return self.written(other, left, within)

        return PLACE.sub(filled, way)

    def block(self, depth: int, around: str = "") -> str:
        """Some statements."""
        count = self.random.choice((1, 1, 2, 2, 3))
        return "\n".join(self.written("stmt", depth, around) for _ in range(count))

    def _leave(self, around: str) -> str:
        ways = ["break", "continue"] if "loop" in around else []
        ways += [f"return {self.written('num', 1)}"] if "def" in around else []
        ways += ["return"] if "proc" in around else []
        ways += [f"raise {self.written('error', 1)}"] if "try" in around else []
        return self.random.choice(ways or ["n = 5"])


def _within(around: str, more: str) -> str:
    """What a statement stands in that stands in `more` within `around`."""
    return more if "def" in more or "proc" in more else around + more


def program(random: Random) -> str:
    """A whole program."""
    writer = Writer(random)
    count = random.randint(2, 9)
    body = "\n".join(writer.written("stmt", random.choice((1, 2, 2, 3))) for _ in range(count))
    return f"{HEAD}{body}\n{TAIL}"
