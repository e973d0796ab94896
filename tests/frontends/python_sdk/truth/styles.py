"""One deployment, written as a script in as many styles as people have.

`scripts(wanted)` is a Hypothesis strategy for the text of a script that makes `wanted` and nothing
else. How clients are made, requests are sent and endpoints deleted is drawn from the tables below,
how values are written from those of `values.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st

from tests.frontends.python_sdk.truth.values import Script
from tests.frontends.python_sdk.truth.wanted import Wanted

CLIENTS = (
    "import boto3\n{0} = boto3.client({1!r})",
    "import boto3\n{0} = boto3.client(service_name={1!r}, region_name='eu-west-1')",
    "import boto3\n{0} = boto3.Session(profile_name='p').client({1!r})",
    "import boto3 as aws\n{0} = aws.session.Session().client({1!r})",
    "from boto3 import client\n{0} = client({1!r})",
    "from boto3.session import Session\n{0} = Session(region_name='eu-west-1').client({1!r})",
    "import boto3\ndef get_{0}(service={1!r}):\n    return boto3.client(service)\n{0} = get_{0}()",
    "import boto3\nclients_{0} = {{{1!r}: boto3.client({1!r})}}\n{0} = clients_{0}[{1!r}]",
    ("import boto3\nclass Clients_{0}:\n    def __init__(self):\n"
    "        self.it = boto3.client({1!r})\n{0} = Clients_{0}().it"),
    "import boto3\n{0} = (lambda name: boto3.client(name))({1!r})",
    ("import boto3\nfrom functools import lru_cache\n@lru_cache(maxsize=None)\n"
    "def cached_{0}():\n    return boto3.client({1!r})\n{0} = cached_{0}()"),
)  # fmt: skip


def client(script: Script, service: str) -> str:
    """The name of a client of `service`."""
    name = script.fresh("client")
    script.put(script.one_of(CLIENTS).format(name, service))
    return name


def sent(script: Script, client: str, operation: str, request: Mapping[str, object]) -> str:
    """A statement that sends a request, preceded by what it needs."""
    kind = script.one_of(CALLS)
    if kind in ("plain", "lambda", "partial"):
        arguments = ", ".join(f"{key}={script.value(item)}" for key, item in request.items())
    else:
        arguments = f"**{script.value(request)}"
    if kind == "getattr":
        return f"getattr({client}, {operation!r})({arguments})"
    if kind == "lambda":
        name = script.fresh("send")
        script.put(f"{name} = lambda: {client}.{operation}({arguments})")
        return f"{name}()"
    if kind == "partial":
        script.imported("from functools import partial")
        name = script.fresh("send")
        script.put(f"{name} = partial({client}.{operation}, {arguments})")
        return f"{name}()"
    if kind == "alias":
        name = script.fresh("send")
        script.put(f"{name} = {client}.{operation}")
        return f"{name}({arguments})"
    if kind == "function":
        name = script.fresh("send")
        script.put(f"def {name}(request, using={client}):\n    return using.{operation}(**request)")
        return f"{name}({arguments.removeprefix('**')})"
    if kind == "method":
        name = script.fresh("Sender")
        script.put(
            f"class {name}:\n    def __init__(self, using):\n        self.using = using\n"
            f"    def send(self, **request):\n        return self.using.{operation}(**request)"
        )
        return f"{name}({client}).send({arguments})"
    return f"{client}.{operation}({arguments})"


CALLS = ("plain", "unpacked", "getattr", "lambda", "partial", "alias", "function", "method")


def _indented(statements: Sequence[str]) -> str:
    return "\n".join(f"    {line}" for text in statements for line in text.splitlines())


def _none(script: Script, make: list[str], use: list[str], delete: str) -> None:
    script.put("\n".join((*make, *use)))
    script.put(script.one_of((f"# {delete}", f"if False:\n    {delete}", "")))


def _straight(script: Script, make: list[str], use: list[str], delete: str) -> None:
    name = script.fresh("main")
    if script.draw(st.booleans()):
        script.put("\n".join((*make, *use, delete)))
        return
    script.put(f"def {name}():\n{_indented([*make, *use, delete])}")
    script.put(script.one_of((f"if __name__ == '__main__':\n    {name}()", f"{name}()")))


def _finally(script: Script, make: list[str], use: list[str], delete: str) -> None:
    inside = script.draw(st.booleans())
    body = [*make, *use] if inside else use
    script.put("\n".join([] if inside else make))
    script.put(f"try:\n{_indented(body)}\nfinally:\n    {delete}")


def _at_exit(script: Script, make: list[str], use: list[str], delete: str) -> None:
    script.imported("import atexit")
    name = script.fresh("cleanup")
    script.put(script.one_of((
        f"@atexit.register\ndef {name}():\n    {delete}",
        f"def {name}():\n    {delete}\natexit.register({name})",
        f"atexit.register(lambda: {delete})",
    )))  # fmt: skip
    script.put("\n".join((*make, *use)))


def _exit_stack(script: Script, make: list[str], use: list[str], delete: str) -> None:
    script.imported("from contextlib import ExitStack")
    script.put(
        f"with ExitStack() as stack:\n    stack.callback(lambda: {delete})\n"
        f"{_indented([*make, *use])}"
    )


def _managed(script: Script, make: list[str], use: list[str], delete: str) -> None:
    name = script.fresh("Managed")
    script.put(
        f"class {name}:\n    def __enter__(self):\n{_indented([_indented(make)])}\n"
        f"        return self\n    def __exit__(self, *details):\n        {delete}"
    )
    script.put(f"with {name}() as managed:\n{_indented(use)}")


def _generated(script: Script, make: list[str], use: list[str], delete: str) -> None:
    script.imported("from contextlib import contextmanager")
    name = script.fresh("managed")
    script.put(
        f"@contextmanager\ndef {name}():\n{_indented(make)}\n    try:\n        yield 1\n"
        f"    finally:\n        {delete}"
    )
    script.put(f"with {name}():\n{_indented(use)}")


Cleaner = Callable[[Script, list[str], list[str], str], None]
CLEANUPS: Mapping[str, tuple[Cleaner, ...]] = {
    "none": (_none,),
    "always": (_straight,),
    "guaranteed": (_finally, _at_exit, _exit_stack, _managed, _generated),
}


@st.composite
def scripts(draw: st.DrawFn, it: Wanted) -> str:
    """A script that makes `it`."""
    script = Script(draw)
    sagemaker, runtime = client(script, "sagemaker"), client(script, "sagemaker-runtime")
    make = []
    for operation, request in it.requests():
        scales = operation == "register_scalable_target"
        using = client(script, "application-autoscaling") if scales else sagemaker
        make.append(sent(script, using, operation, request))
    use = [sent(script, runtime, "invoke_endpoint", {"EndpointName": it.name, "Body": "1"})]
    delete = f"{sagemaker}.delete_endpoint(EndpointName={it.name!r})"
    if it.cleanup != "none":
        delete = sent(script, sagemaker, "delete_endpoint", {"EndpointName": it.name})
    script.one_of(CLEANUPS[it.cleanup])(script, make, use, delete)
    return script.text
