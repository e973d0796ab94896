"""What `x` of `x.deploy()` is: followed to its constructor, through methods and attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.values import Known
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.signatures import is_a, is_class
from smlint.frontends.python_sdk.values.objects import Arguments, Choice, Instance, Opaque, Value
from smlint.frontends.python_sdk.values.trees import known_text

TELLING = frozenset({
    "instance_type", "initial_instance_count",
    "serverless_inference_config", "async_inference_config", "inference_config",
})  # fmt: skip
"""Arguments that only the SDK's `deploy` has."""

NOT_HOSTING = re.compile(
    r"sagemaker\.((workflow|lambda_helper|feature_store|edge|remote_function|local)\b"
    r"|.*(Bedrock|LambdaModel))"
)
"""What in the SDK has a `deploy` that makes no endpoint."""

OTHER_PLATFORMS = frozenset({
    "azure", "azureml", "baseten", "bentoml", "boto3", "chalice", "cortex", "databricks",
    "docker", "fabric", "fastapi", "flask", "flytekit", "google", "googleapiclient", "gradio",
    "huggingface_hub", "kfp", "kubernetes", "kserve", "lightning", "metaflow", "mlflow", "modal",
    "mock", "oci", "prefect", "pytest", "ray", "replicate", "runpod", "seldon_core", "sky",
    "skypilot", "snowflake", "streamlit", "truss", "unittest", "vertexai", "wandb", "zappa",
    "zenml",
})  # fmt: skip
"""Packages whose objects have a `deploy` too, and stand-ins of tests: never an endpoint."""

NO_SERVICE = re.compile(r"Local\w*Session\b|(^|\.)\w*Mock\(\)|\bcreate_autospec\(\)")
"""Sessions that reach no service: containers on this machine, and stand-ins of tests."""

NO_ENDPOINT = re.compile(r"\bMode\.(LOCAL_CONTAINER|IN_PROCESS)$")
"""Modes of a `ModelBuilder` in which it deploys to this machine."""

CLASS = re.compile(r"(?:^|[.?])([A-Z]\w*)\(\)$")
NAMED_CLASS = re.compile(r"(?:^|[.?])([A-Z]\w*)(?=[.(])")
TF_SERVING = ("tensorflow.serving.Model", "tensorflow.serving.TensorFlowModel")
"""The one class of the first version whose name says less than that of the second."""
MAKERS: Mapping[str, str] = {
    ".create_model()": "Model", ".register()": "ModelPackage", ".build()": "ModelBuilder",
    ".best_estimator()": "EstimatorBase", ".optimize()": "Model", ".compile_model()": "Model",
}  # fmt: skip
"""What methods of the SDK give, where it is not what they are called on."""


def deploys(machine: Machine, callee: Opaque, arguments: Arguments) -> bool:
    """True when `callee(...)`, whose name is `deploy`, deploys to SageMaker.

    That is so when it is a method of something of the SDK. Of something unknown it is so when the
    file uses the SDK and the call has arguments that only its `deploy` has.
    """
    origins = _origins(callee)
    if any(path.startswith("sagemaker.") and "()" in path for path in origins):
        return not any(NOT_HOSTING.match(path) for path in origins)
    if any(path.partition(".")[0].partition("(")[0] in OTHER_PLATFORMS for path in origins):
        return False
    if not machine.imports_sagemaker or _names_other_machines(arguments):
        return False
    return bool(TELLING & arguments.keywords.keys()) or _looks_positional(arguments)


def _origins(callee: Opaque) -> list[str]:
    receiver = callee.receiver
    options = receiver.options if isinstance(receiver, Choice) else (receiver,)
    paths = [option.path for option in options if isinstance(option, Opaque)]
    if isinstance(receiver, Instance):
        paths += [f"{base.path}()" for base in receiver.made_from.bases if isinstance(base, Opaque)]
    return [*paths, callee.path.rpartition(".")[0]]


def _names_other_machines(arguments: Arguments) -> bool:
    """Whether the instance type is known to be none of SageMaker's."""
    kind = known_text(arguments.keywords.get("instance_type"))
    return kind is not None and re.match(r"Standard_|[a-z]\d+[a-z]*-", kind) is not None


def _looks_positional(arguments: Arguments) -> bool:
    kinds = [value.value for value in arguments.positional[:2] if isinstance(value, Known)]
    return any(isinstance(kind, str) and kind.startswith(("ml.", "local")) for kind in kinds)


def runs_locally(instance_type: Value | None) -> bool:
    """True when whatever it is, it is the SDK's local mode, which costs nothing."""
    options = instance_type.options if isinstance(instance_type, Choice) else (instance_type,)
    return all((known_text(option) or "").startswith("local") for option in options)


def reaches_no_service(receiver: Value | None, arguments: Arguments | None) -> bool:
    """Whether what is deployed with `arguments` was made for this machine, or for a test."""
    while arguments is not None or isinstance(receiver, Opaque):
        for value in () if arguments is None else arguments.keywords.values():
            if isinstance(value, Opaque) and NO_ENDPOINT.search(value.path):
                return True
        session = None if arguments is None else arguments.get("sagemaker_session")
        if is_stand_in(session):
            return True
        arguments = receiver.arguments if isinstance(receiver, Opaque) else None
        receiver = receiver.receiver if isinstance(receiver, Opaque) else None
    return False


def is_stand_in(session: Value | None) -> bool:
    """Whether a session reaches no service: a local one, a mock, or one that was given a mock."""
    if not isinstance(session, Opaque):
        return False
    given = () if session.arguments is None else session.arguments.keywords.values()
    made_with = (value.path for value in given if isinstance(value, Opaque))
    return any(map(NO_SERVICE.search, (session.path, *made_with)))


def constructor_of(value: Value | None) -> Opaque | None:
    """The call of a class from which `value` was obtained, through methods and attributes."""
    if isinstance(value, Choice):
        value = value.options[0]
    while isinstance(value, Opaque):
        if value.arguments is not None and CLASS.search(value.path):
            return value
        value = value.receiver
    return None


def owner_class(receiver: Value | None) -> str:
    """The name of the class of what is deployed; empty where it is not known."""
    if isinstance(receiver, Choice):
        names = {owner_class(option) for option in receiver.options}
        return names.pop() if len(names) == 1 else ""
    if isinstance(receiver, Instance):
        bases = [base.path for base in receiver.made_from.bases if isinstance(base, Opaque)]
        return bases[0].rpartition(".")[2] if bases else ""
    if not isinstance(receiver, Opaque):
        return ""
    made = next((MAKERS[end] for end in MAKERS if receiver.path.endswith(end)), "")
    return made or class_in(receiver.path)


def class_in(path: str) -> str:
    """The last class named in `path`."""
    names = NAMED_CLASS.findall(path.replace(*TF_SERVING))
    return names[-1] if names else ""


def signature_of(owner: str) -> str:
    """The class whose `deploy` that of `owner` is: its own, or a model's where it has none."""
    return owner if is_class(owner) else "Model"


def trains(owner: str) -> bool:
    """Whether `owner` is a class whose objects train the model that they deploy."""
    return any(
        is_a(owner, base) for base in ("EstimatorBase", "HyperparameterTuner", "AutoML")
    ) or (owner == "AutoMLV2")
