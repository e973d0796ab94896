"""Methods of texts, numbers and bytes."""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Absent, Known
from smlint.frontends.python_sdk.evaluation.formatting import format_text, text_of
from smlint.frontends.python_sdk.evaluation.iteration import taken
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.values import methods
from smlint.frontends.python_sdk.values.leaves import Native
from smlint.frontends.python_sdk.values.objects import Arguments, Box, Value
from smlint.frontends.python_sdk.values.plain import plain
from smlint.frontends.python_sdk.values.trees import softened, tree_of


def method(machine: Machine, receiver: Value, name: str, arguments: Arguments, span: Span) -> Value:
    """What `receiver.name(...)` gives for a text, a number or bytes."""
    reason = f"the result of `.{name}()` is not known"
    if not isinstance(receiver, (Known, Native)):
        return machine.unknown(reason, span)
    text = receiver.value
    if isinstance(text, str):
        if name == "format":
            return format_text(machine, text, arguments, span)
        if name == "format_map":
            return _format_map(machine, text, arguments, span)
        if name == "join" and arguments.positional:
            return _joined(machine, receiver, arguments.positional[0], span)
    operands = [softened(value) for value in arguments.positional]
    if name == "encode":
        return machine.python(span, lambda: _encoded(text, *map(plain, operands)), reason, receiver)
    if arguments.open is not None or not methods.known_method(text, name):
        return machine.unknown(reason, span)

    def work() -> object:
        keywords = {key: plain(value) for key, value in arguments.keywords.items()}
        return methods.call(text, name, [plain(value) for value in operands], keywords)

    return machine.python(span, work, reason, receiver, *operands)


def _encoded(text: object, *arguments: object) -> object:
    if not isinstance(text, str):
        raise TypeError
    return text.encode(*[str(one) for one in arguments])


def _joined(machine: Machine, receiver: Value, value: Value, span: Span) -> Value:
    items = taken(machine, value)
    if items is None or not isinstance(receiver, Known):
        return machine.unknown("the result of `.join()` is not known", span)
    soft = [softened(item) for item in items]
    for item in soft:
        plainly_no_text = isinstance(item, Known) and not isinstance(item.value, str)
        if plainly_no_text or isinstance(item, (Absent, Box)):
            return machine.raises("TypeError", span, "it is no text", item)
    separator = Known(str(receiver.value), span, receiver.via)
    separated = [piece for item in soft for piece in (separator, tree_of(item))]
    return text_of(tuple(separated[1:]), span)


def _format_map(machine: Machine, text: str, arguments: Arguments, span: Span) -> Value:
    value = arguments.get("", 0)
    if isinstance(value, Box) and value.kind == "mapping":
        named = {key: item for key, item in value.store.items() if isinstance(key, str)}
        return format_text(machine, text, Arguments((), named, value.open), span)
    return machine.unknown("the result of `.format_map()` is not known", span)
