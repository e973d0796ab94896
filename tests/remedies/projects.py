"""Projects of which what is written instead is a part, for the frontends to read."""

import json


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


def manifests(code: str) -> str:
    documents = []
    for number, part in enumerate(code.split("\n\n")):
        kind = part.partition("\n")[0].removeprefix("kind: ")
        group = "applicationautoscaling" if kind.startswith("Scal") else "sagemaker"
        head = f"apiVersion: {group}.services.k8s.aws/v1alpha1\nmetadata: {{name: n{number}}}\n"
        documents.append(head + part)
    return "\n---\n".join(documents)


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
    numbers = iter(range(9))
    lines = [
        f'{line}self, "r{next(numbers)}",' if line.startswith("aws_") else line
        for line in code.splitlines()
    ]
    return CDK.format(code="".join(f"        {line}\n" for line in lines))


def core(code: str) -> str:
    return f"import boto3\nfrom sagemaker.core.resources import EndpointConfig, Model\n{code}"


def pulumi(code: str) -> str:
    numbers = iter(range(9))
    lines = [
        f'{line}"r{next(numbers)}",' if line.startswith("aws.") else line
        for line in code.splitlines()
    ]
    return "import pulumi_aws as aws\n\n" + "\n".join(lines)
