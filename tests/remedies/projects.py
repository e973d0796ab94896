"""Projects of which what is written instead is a part, for the frontends to read."""

import json

from smlint.core.resource import ENDPOINT_CONFIG, Resource
from smlint.core.spans import Span
from smlint.core.values import Absent

AT = Span("deploy.py", 1, 1)
MADE = [Resource(ENDPOINT_CONFIG, "deploy.py:1:1#config", Absent(AT), AT, AT)]
"""What the SDK makes."""


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def state_machine(code: str) -> str:
    states = [json.loads(f"{{{part}") for part in f"\n{code}".split("\n{")[1:]]
    names = [f"S{number}" for number in range(len(states))]
    chained = [
        state | ({"Next": following} if following else {"End": True})
        for state, following in zip(states, [*names[1:], ""], strict=True)
    ]
    return json.dumps({"StartAt": "S0", "States": dict(zip(names, chained, strict=True))})


def json_template(code: str) -> str:
    decoder = json.JSONDecoder()
    resources: dict[str, object] = {}
    while code:
        found, end = decoder.raw_decode(code)
        resources |= found
        code = code[end:].strip()
    return json.dumps({"Resources": resources})


CDK = """\
from aws_cdk import App, Stack, aws_applicationautoscaling, aws_sagemaker


class Hosting(Stack):
    def __init__(self, scope, name):
        super().__init__(scope, name)
{code}

app = App()
Hosting(app, "hosting")
app.synth()
"""


def cdk(code: str) -> str:
    """The calls with the two arguments that are everybody's own: scope and id."""
    lines = _told(code, "aws_", 'self, "r{}",')
    return CDK.format(code="".join(f"        {line}\n" for line in lines))


def core(code: str) -> str:
    return f"import boto3\nfrom sagemaker.core.resources import EndpointConfig, Model\n{code}"


def pulumi(code: str) -> str:
    lines = _told(code, "aws.", '"r{}",')
    return "import pulumi_aws as aws\n\n" + "\n".join(lines)


def _told(code: str, call: str, said: str) -> list[str]:
    """The lines with what is `said` in calls of what is there already: what is new has it."""
    numbers = iter(range(9))
    lines = code.splitlines()
    return [
        f"{line}{said.format(next(numbers))}"
        if line.startswith(call) and not following.strip().startswith(("self", '"'))
        else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
