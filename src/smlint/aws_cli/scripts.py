"""What the commands of a script make, and what they do with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from smlint.aws_cli.documents import Unreadable, read_json_text
from smlint.aws_cli.requests import Request, request_of
from smlint.core.problem import Problem
from smlint.core.resource import MAKES, Call, Resource
from smlint.core.spans import Span
from smlint.core.tree import member
from smlint.core.values import Known, Reference, Tree, Unknown
from smlint.lifecycle.contexts import Context, Placed
from smlint.shell.commands import call
from smlint.shell.machine import STEP_LIMIT, Exhausted, Machine
from smlint.shell.text import Text, Word, known

SERVICES = frozenset(
    {"sagemaker", "sagemaker-runtime", "application-autoscaling", "cloudwatch", "scheduler"}
)
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
"""The variables that name the region where no option does; the first goes before the other."""
UNIVERSAL = ":aws-sdk:sagemaker:deleteEndpoint"
"""The target of a schedule that is the operation itself.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""


@dataclass(slots=True)
class Doings:
    """What a run makes and does, and what is wrong with its commands."""

    resources: list[Placed[Resource]] = field(default_factory=list)
    calls: list[Placed[Call]] = field(default_factory=list)
    problems: dict[tuple[Span, str], Problem] = field(default_factory=dict)
    addresses: Counter[str] = field(default_factory=Counter)

    def program(self, machine: Machine, words: Sequence[Word], span: Span) -> Unknown | None:
        """Note what a program that a script would run makes. A `Program`."""
        found = request_of(_named(words), machine.content)
        if isinstance(found, Problem):
            self.problems.setdefault((found.span, found.message), found)
        elif found is not None:
            for fault in found.faults:
                self.problems.setdefault((fault.span, fault.message), fault)
            return self.note(machine, found, words, span)
        return None

    def note(
        self, machine: Machine, request: Request, words: Sequence[Word], span: Span
    ) -> Unknown | None:
        """Note a request; what its command writes, where that is a part of what it makes."""
        header = _header(words)
        turn = len(self.resources) + len(self.calls)
        operation, arguments = request.operation, request.arguments
        if _of_another_service(operation, arguments):
            return None
        if operation in MAKES:
            address = self.address(header)
            region = _region(machine) if request.region is None else request.region
            said: dict[str, Tree] = {} if region is None else {"region": region}
            made = Resource(MAKES[operation], address, arguments, header, span, said)
            self.resources.append(Placed(made, machine.contexts, turn))
            return _answer(request, address, span)
        contexts = machine.contexts
        if operation == "CreateSchedule":
            target = _deletion(arguments)
            if target is None:
                return None
            operation, arguments = "DeleteEndpoint", target
            contexts = (*contexts, Context("scheduled", span))
        done = Call(operation, arguments, header, span)
        self.calls.append(Placed(done, contexts, turn))
        return None

    def address(self, span: Span) -> str:
        """An address, unique in the run, for what a command at `span` makes."""
        base = str(span)
        self.addresses[base] += 1
        count = self.addresses[base]
        return base if count == 1 else f"{base}[{count}]"


def follow(machine: Machine, text: Text, *, uncalled: bool) -> tuple[Problem, ...]:
    """Follow the script that `text` is to its end; what is wrong with it.

    `uncalled`: functions that nobody in it calls are followed too.
    """
    script = machine.read(text)
    try:
        machine.execute(script.commands)
        for trap, contexts, span in reversed(machine.traps):
            machine.contexts = contexts
            with machine.within("cleanup", span):
                machine.run_text(trap)
        machine.contexts = ()
        for function in list(machine.state.functions.values()) if uncalled else ():
            if function not in machine.called:
                with machine.within("uncalled", function.span):
                    call(machine, function, None, function.span)
    except Exhausted:
        reason = f"after {STEP_LIMIT:,} steps the rest of this file was not followed"
        hint = "Split it, or declare what it deploys in a smaller script."
        machine.problems.append(Problem(text.place(0, 0), reason, hint, "note"))
    except (RecursionError, MemoryError):
        reason = "a command is nested too deeply to be followed; the rest was not read"
        hint = "Simplify the command."
        machine.problems.append(Problem(text.place(0, 0), reason, hint))
    return tuple(machine.problems)


def _region(machine: Machine) -> Tree | None:
    """The region that the environment names, as the script has set it."""
    for name in REGIONS:
        variable = machine.state.variables.get(name)
        if variable is not None and isinstance(variable.value, Text):
            return variable.value.setting(variable.span)
    return None


def _answer(request: Request, address: str, span: Span) -> Unknown | None:
    """The member of the answer that `--query NAME` asks for."""
    if not request.query.isidentifier():
        return None
    reason = f"{request.query} is known only when the script runs"
    return Unknown(reason, span, parts=(Reference(address, request.query),))


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """`words`, whose first is `aws` where that is not known but the next is one of its services."""
    if len(words) < 2 or words[0].known is not None or words[1].known not in SERVICES:
        return words
    return (Word(known("aws", words[0].span), words[0].span), *words[1:])


def _header(words: Sequence[Word]) -> Span:
    """`aws SERVICE COMMAND`, as far as that stands on one line."""
    first, last = words[0].span, words[min(2, len(words) - 1)].span
    same = (first.path, first.cell, first.line) == (last.path, last.cell, last.end_line)
    return first.to(last) if same and first.column < last.end_column else first


def _of_another_service(operation: str, arguments: Tree) -> bool:
    """Whether a request scales something else than endpoints."""
    if "Scal" not in operation and operation != "PutScheduledAction":
        return False
    namespace = member(arguments, "ServiceNamespace")
    return isinstance(namespace, Known) and namespace.value != "sagemaker"


def _deletion(arguments: Tree) -> Tree | None:
    """What a schedule asks of `DeleteEndpoint`; None where it asks for something else."""
    arn = member(arguments, "Target", "Arn")
    if not isinstance(arn, Known) or not str(arn.value).endswith(UNIVERSAL):
        return None
    given = member(arguments, "Target", "Input")
    if not isinstance(given, Known) or not isinstance(given.value, str):
        reason = "which endpoint is deleted on a schedule is not known"
        return Known({"EndpointName": Unknown(reason, arn.span)}, arn.span)
    try:
        return read_json_text(known(given.value, given.span, given.via))
    except Unreadable:
        return None
