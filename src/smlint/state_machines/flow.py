"""State machines as graphs: which states there are, and what follows them.

Parallel branches, and what is done for each item of a list, stand in the graph one after the other,
where the state that holds them stands: a run comes to all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.core.resource import Reach
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode

END = ""
"""What follows the last state of a run that does not fail."""


@dataclass(frozen=True, slots=True)
class Step:
    """A state, with the addresses of what follows it, and of what follows where it fails.

    An address is the state's name, behind those of the states that hold it. `scope` is the address
    of the `Map` that holds it, if any: its input is another one than outside.
    """

    address: str
    name: ScalarNode
    node: MapNode
    following: tuple[str, ...]
    caught: tuple[str, ...]
    scope: str


@dataclass(slots=True)
class Flow:
    """A state machine: its steps by address, and the address of the first."""

    start: str = END
    steps: dict[str, Step] = field(default_factory=dict)

    def reached(
        self, starts: Iterable[str], until: Collection[str] = (), *, failing: bool = False
    ) -> set[str]:
        """What a run comes to from `starts` on, with these, if it goes no further than `until`.

        `failing`: also where something fails, and is caught.
        """
        found: set[str] = set()
        waiting = [*starts]
        while waiting:
            address = waiting.pop()
            if address in found:
                continue
            found.add(address)
            step = self.steps.get(address)
            if step is not None and address not in until:
                waiting += step.following + (step.caught if failing else ())
        return found

    def reach(self, targets: Collection[str], starts: Collection[str]) -> Reach:
        """How surely a run that is at `starts` comes to one of `targets`."""
        passed = self.reached(starts, targets)
        if END in passed or passed.isdisjoint(targets):
            return "conditional"
        before = (self.steps[at] for at in passed if at in self.steps and at not in targets)
        caught = [handler for step in before for handler in step.caught]
        return "always" if self.reached(caught, targets).isdisjoint(targets) else "guaranteed"


def flow_of(root: Node, prefix: str = "") -> Flow | None:
    """The state machine that `root` is, if it is one; addresses begin with `prefix`."""
    if not _is_machine(root):
        return None
    flow = Flow()
    flow.start = _add(flow, root, _Place(prefix), END, ())
    return flow


def _is_machine(node: Node | None) -> bool:
    return _text(node, "StartAt") is not None and isinstance(_member(node, "States"), MapNode)


class _Place(NamedTuple):
    """Where a machine stands: what its addresses begin with, and the `Map` that holds it."""

    prefix: str = ""
    scope: str = ""


def _add(flow: Flow, machine: Node, place: _Place, after: str, caught: tuple[str, ...]) -> str:
    """Put the states of `machine` into `flow`; the address of the first, or `after` for none.

    `after` follows the machine, and `caught` where it fails.
    """
    prefix = place.prefix
    states = _member(machine, "States")
    pairs = states.pairs if isinstance(states, MapNode) else ()
    for name, node in pairs:
        if not isinstance(node, MapNode):
            continue
        address = f"{prefix}{name.text}"
        nexts = tuple(f"{prefix}{target}" for target in _nexts(node)) or (after,)
        handlers = tuple(f"{prefix}{target}" for target in _targets(node, "Catch"))
        failing = (*handlers, *caught)
        scope = address if _text(node, "Type") == "Map" else place.scope
        for inner in reversed(tuple(_inner(node))):
            nexts = (_add(flow, inner, _Place(f"{address}/", scope), nexts[0], failing),)
        failed = _text(node, "Type") == "Fail"
        flow.steps[address] = Step(
            address, name, node, () if failed else nexts, failing, place.scope
        )
    start = _text(machine, "StartAt")
    return after if start is None else f"{prefix}{start}"


def _nexts(node: MapNode) -> Iterator[str]:
    following = _text(node, "Next")
    if following is not None:
        yield following
    if _text(node, "Type") == "Choice":
        yield from _targets(node, "Choices")
        default = _text(node, "Default")
        if default is not None:
            yield default


def _inner(node: MapNode) -> Iterator[Node]:
    """The machines within a state: branches, or what is done for each item."""
    branches = node.get("Branches")
    listed = branches.items if isinstance(branches, ListNode) else ()
    for inner in (*listed, node.get("ItemProcessor"), node.get("Iterator")):
        if inner is not None and _is_machine(inner):
            yield inner


def _targets(node: MapNode, name: str) -> Iterator[str]:
    listed = node.get(name)
    for item in listed.items if isinstance(listed, ListNode) else ():
        target = _text(item, "Next")
        if target is not None:
            yield target


def _member(node: Node | None, name: str) -> Node | None:
    return node.get(name) if isinstance(node, MapNode) else None


def _text(node: Node | None, name: str) -> str | None:
    found = _member(node, name)
    return found.text if isinstance(found, ScalarNode) else None
