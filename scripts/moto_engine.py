"""moto's CloudFormation engine, with the types that smlint reads, and with an ear to it.

The engine evaluates a template and decides what is created, and in which order. Of the types that
smlint reads it has three, without their names and with half of their properties; so what it made of
the properties is handed to the service as CloudFormation does it, through boto3, which holds it
against the service's own model. What is wrong with the engine itself is mended here, and only here.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import boto3
from botocore.exceptions import ClientError
from moto.cloudformation import parsing
from moto.cloudformation.models import Stack

from scripts.moto_services import SERVICES, Service, unlike

REGION = "us-east-1"
OF_THE_ACCOUNT = ("AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix")
OF_THE_STACK = ("AWS::StackId", "AWS::StackName")


@dataclass
class Heard:
    """What the engine creates, and what references give, while it deploys one template.

    `values` has `Name.Attribute`, `Name.Ref`, `Fn::ImportValue.name` and pseudo parameters; in a
    nested stack what belongs to it begins as `within` says.
    """

    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)

    def note(self, written: Mapping[str, Any], found: Any, resources: Any) -> None:
        """Keep what an expression gave, if it is a reference."""
        name = written.get("Ref")
        if name in OF_THE_ACCOUNT:
            self.values[name] = found
        elif name in OF_THE_STACK:
            self.values[within(getattr(resources, "stack_id", "")) + name] = found
        elif name in getattr(resources, "resources", ()):
            self.values[f"{within(resources.stack_id)}{name}.Ref"] = found
        if isinstance(path := written.get("Fn::GetAtt"), list):
            self.values[within(resources.stack_id) + ".".join(path)] = found
        if "Fn::ImportValue" in written:
            exported = parsing.clean_json(written["Fn::ImportValue"], resources)
            self.values[f"Fn::ImportValue.{exported}"] = found


def within(stack_id: str) -> str:
    """How addresses begin in a nested stack: `A/B/` in that which is called `stack-A-B`."""
    _, _, rest = stack_id.partition("/")
    _, *names = rest.partition("/")[0].split("-")
    return "".join(f"{name}/" for name in names)


@dataclass
class Created:
    """A resource as the engine keeps it: `physical_resource_id` is what `Ref` gives."""

    physical_resource_id: str
    attributes: Mapping[str, str]

    def is_created(self) -> bool:
        """Whether it is there: at once."""
        return True

    def get_cfn_attribute(self, name: str) -> str:
        """What `Fn::GetAtt` gives."""
        return self.attributes[name]


@dataclass
class Kind:
    """A resource type, as the engine wants it: created by calling the service, and recorded."""

    name: str
    service: Service
    heard: Heard

    def cloudformation_name_type(self) -> str:
        """The property that gives a resource its name."""
        return self.service.name

    def has_cfn_attr(self, attribute: str) -> bool:
        """Whether `Fn::GetAtt` knows an attribute."""
        return attribute in self.service.attributes

    def create_from_cloudformation_json(
        self, name: str, resource: Mapping[str, Any], *_: str, **told: str
    ) -> Created:
        """Create a resource, of what the engine made of its properties."""
        service = self.service
        client = boto3.client(service.service, REGION)
        asked = service.fitted(client, resource["Properties"])
        named = {service.name: name, **asked} if service.name else asked
        answer: Mapping[str, Any] = {}
        record: dict[str, Any] = {"type": self.name, "properties": asked}
        try:
            answer = service.create(client, named)
            record["unlike"] = unlike(asked, service.describe(client, named))
        except (ClientError, NotImplementedError, KeyError) as error:  # each of them is moto's
            record["refused"] = f"{type(error).__name__}: {error}"[:200]
        self.heard.resources[within(told["StackId"]) + told["LogicalId"]] = json.loads(
            json.dumps(record)
        )
        reference = service.reference(named, answer)
        return Created(reference, {one: named.get(one, reference) for one in service.attributes})


def evaluator(heard: Heard) -> Callable[..., Any]:
    """The engine's evaluator. It leaves a null in a list where `AWS::NoValue` removes an item."""
    clean = parsing.clean_json

    def evaluate(written: Any, resources: Any) -> Any:
        if isinstance(written, dict):
            written = readable(written, resources)
        found = clean(written, resources)
        if isinstance(written, dict):
            heard.note(written, found, resources)
        return [one for one in found if one is not None] if isinstance(found, list) else found

    return evaluate


def readable(written: dict[str, Any], resources: Any) -> dict[str, Any]:
    """An expression as the engine can read it.

    It does not expect a function as the index of `Fn::Select`, has nodes of its YAML reader in
    `!GetAtt [a, b]`, and takes `Outputs` for the attribute in `!GetAtt Stack.Outputs.Name`.
    """
    match written:
        case {"Fn::Select": [dict() as index, listed]}:
            return {"Fn::Select": [parsing.clean_json(index, resources), listed]}
        case {"Fn::GetAtt": [*path]}:
            name, *attribute = (getattr(one, "value", one) for one in path)
            return {"Fn::GetAtt": [name, ".".join(attribute)]}
    return written


def decider() -> Callable[..., bool]:
    """The engine's conditions. It does not know the tag `!Condition`, and 2 is not "2" to it."""
    decide = parsing.parse_condition

    def decided(written: Any, resources: Any, conditions: Any) -> bool:
        match written:
            case {"Fn::Condition": name} | {"Condition": name}:
                return bool(conditions[name])
            case {"Fn::Equals": sides}:
                left, right = (spelled(parsing.clean_json(side, resources)) for side in sides)
                return left == right
        return bool(decide(written, resources, conditions))

    return decided


def loader(heard: Heard) -> Callable[..., None]:
    """The engine's parameters.

    It splits lists and reads numbers only of what it is given, so it is given the defaults too; and
    it does not trim the items of a list.
    """
    load = parsing.ResourceMap.load_parameters

    def loaded(resources: Any) -> None:
        given = dict(resources.input_parameters)
        for name, one in resources._template.get("Parameters", {}).items():  # noqa: SLF001
            if (value := given.get(name, one.get("Default"))) is not None:
                is_list = one["Type"].startswith(("CommaDelimitedList", "List<"))
                items = spelled(value).split(",") if is_list else [spelled(value)]
                given[name] = ",".join(item.strip() if is_list else item for item in items)
        resources.input_parameters = given
        if not within(resources.stack_id):
            heard.parameters = given
        load(resources)

    return loaded


def output(stack: Stack, attribute: str) -> str:
    """`Fn::GetAtt` of a nested stack, which the engine lacks."""
    return str(stack.output_map[attribute.removeprefix("Outputs.")].value)


def spelled(value: object) -> str:
    """A scalar as text, which is what CloudFormation compares and gives to parameters."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@contextmanager
def engine(heard: Heard) -> Iterator[None]:
    """The engine with the types of smlint; names that it makes up are `stack-LogicalId`."""
    kinds = {name: Kind(name, service, heard) for name, service in SERVICES.items()}
    known = {**parsing.get_model_map(), **kinds}
    instead = {
        "get_model_map": lambda: known,
        "resource_name_property_from_type": lambda kind: known[kind].cloudformation_name_type(),
        "generate_resource_name": lambda _kind, stack, name: f"{stack}-{name}",
        "clean_json": evaluator(heard),
        "parse_condition": decider(),
    }
    with ExitStack() as stack:
        for name, function in instead.items():
            stack.enter_context(patch.object(parsing, name, function))
        stack.enter_context(patch.object(parsing.ResourceMap, "load_parameters", loader(heard)))
        stack.enter_context(patch.object(Stack, "get_cfn_attribute", output, create=True))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        yield
