"""Running a deploy script against moto, with its requests listened to."""

from __future__ import annotations

import atexit
import datetime as dt
import io
import json
import os
import random
import runpy
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.sagemaker.models import FakeEndpointConfig

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
SEND = "_make_api_call"
"""The method of botocore's clients through which every request goes."""
UNHEARD = getattr(BaseClient, SEND)
READING = ("Describe", "List", "Get", "Search", "BatchGet")
LACKING: dict[str, dict[str, Any]] = {
    "CreateInferenceComponent": {"InferenceComponentArn": "arn:aws:sagemaker:::component"},
    "DescribeInferenceComponent": {"InferenceComponentStatus": "InService"},
    "UpdateEndpoint": {"EndpointArn": "arn:aws:sagemaker:::endpoint"},
    "InvokeEndpointWithResponseStream": {"Body": []},
    "ListInferenceComponents": {"InferenceComponents": []},
}
"""What is answered in moto's place where it has no such operation; all others answer nothing."""
KINDS = {
    "endpoints": ("endpoint", "Endpoint"),
    "configs": ("endpoint_config", "EndpointConfig"),
    "models": ("model", "Model"),
}
UNTOLD = ("ResponseMetadata", "CreationTime", "LastModifiedTime")


@dataclass
class Run:
    """What a script did, and what is left of it. `refusing` has every invocation fail.

    `endpoints`, `configs`, `models` are as AWS described them last, also what was deleted since.
    """

    refusing: bool
    calls: list[dict[str, Any]] = field(default_factory=list)
    endpoints: list[dict[str, Any]] = field(default_factory=list)
    configs: list[dict[str, Any]] = field(default_factory=list)
    models: list[dict[str, Any]] = field(default_factory=list)
    scaling: list[dict[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    error: str = ""

    def answer(self, client: Any, operation: str, params: dict[str, Any]) -> Any:
        """What AWS answers, after the request was noted."""
        service = client.meta.service_model.service_name
        if not operation.startswith(READING) and service != "s3":
            request = json.loads(json.dumps(params, default=_shown))
            self.calls.append({"service": service, "operation": operation, "request": request})
        if service == "sagemaker-runtime" and self.refusing:
            raise ClientError({"Error": {"Code": "ModelError", "Message": "refused"}}, operation)
        if operation == "CreateEndpoint":
            self.made.add(params["EndpointName"])
        if operation.startswith(("Delete", "Deregister")):
            self.describe()
        try:
            return _full(UNHEARD(client, operation, _accepted(client, operation, params)))
        except NotImplementedError:
            return LACKING.get(operation, {})

    def describe(self) -> None:
        """Note what exists now."""
        with patch.object(BaseClient, SEND, UNHEARD):
            sagemaker = boto3.client("sagemaker")
            for kind, (method, member) in KINDS.items():
                name = f"{member}Name"
                listed = getattr(sagemaker, f"list_{method}s")()[f"{member}s"]
                found = [item[name] for item in listed]
                if kind == "endpoints":
                    self.left = sorted(found)
                noted: list[dict[str, Any]] = getattr(self, kind)
                for one in found:
                    answer = getattr(sagemaker, f"describe_{method}")(**{name: one})
                    told = {key: item for key, item in answer.items() if key not in UNTOLD}
                    noted[:] = [item for item in noted if item[name] != one]
                    noted.append(json.loads(json.dumps(told, default=_shown)))
            self._describe_scaling()

    def _describe_scaling(self) -> None:
        scaling = boto3.client("application-autoscaling")
        answer = scaling.describe_scalable_targets(ServiceNamespace="sagemaker")
        for target in answer["ScalableTargets"]:
            told = {name: target[name] for name in ("ResourceId", "MinCapacity", "MaxCapacity")}
            if told not in self.scaling:
                self.scaling.append(told)


def run(path: Path, *, refusing: bool) -> Run:
    """Run the script at `path`, with what it leaves for its exit.

    moto's own list of instance types is years old.
    """
    result = Run(refusing)
    _prepare()

    def listen(client: Any, operation: str, params: dict[str, Any]) -> Any:
        return result.answer(client, operation, params)

    known = patch.object(FakeEndpointConfig, "validate_instance_type", lambda *_: None)
    with known, mock_aws(), standing_still(), redirect_stdout(io.StringIO()):
        atexit._clear()  # noqa: SLF001 - what this process has to do is done by its parent
        with patch.object(BaseClient, SEND, listen):
            try:
                _execute(path)
            except SystemExit as error:
                result.error = f"it exits with {error.code}" if error.code else ""
            except Exception as error:  # noqa: BLE001 - whatever the script raises
                result.error = repr(error)
            atexit._run_exitfuncs()  # noqa: SLF001 - while there is something to clean up
        result.describe()
    return result


def _accepted(client: Any, operation: str, params: dict[str, Any]) -> dict[str, Any]:
    """`params` as moto takes them: it knows no variant without a model."""
    variants = params.get("ProductionVariants", ())
    if operation != "CreateEndpointConfig" or all("ModelName" in item for item in variants):
        return params
    with suppress(ClientError):
        UNHEARD(
            client,
            "CreateModel",
            {"ModelName": "none", "ExecutionRoleArn": "arn:aws:iam::0:role/none"},
        )
    return {**params, "ProductionVariants": [{"ModelName": "none", **item} for item in variants]}


def _full(answer: Any) -> Any:
    """`answer` without the empty structures with which moto says that there is nothing."""
    if not isinstance(answer, dict) or "ResponseMetadata" not in answer:
        return answer
    return {name: item for name, item in answer.items() if item != {}}


def _shown(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else f"<{type(value).__name__}>"


def _prepare() -> None:
    """Load what must not find the clock standing still: pandas asks for its class."""
    with suppress(ImportError):
        import_module("pandas")


def _execute(path: Path) -> None:
    """Run a script, the `main.py` of a folder, the cells of a notebook, or tests with pytest."""
    main = path / "main.py" if path.is_dir() else path
    os.chdir(main.parent)
    sys.path.insert(0, str(main.parent))
    sys.dont_write_bytecode = True
    sys.argv = [main.name]
    text = main.read_text("utf-8")
    if main.suffix == ".ipynb":
        names: dict[str, Any] = {"__name__": "__main__"}
        for cell in json.loads(text)["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102 - our own, in a process apart
    elif "import pytest" in text:
        import pytest  # noqa: PLC0415 - few scripts are tests

        pytest.main([main.name, "-q", "-p", "no:cacheprovider", "-c", os.devnull])
    else:
        runpy.run_path(main.name, run_name="__main__")


class _Dated(type):
    """Real dates are instances of the class that stands in for theirs."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, dt.date)


@contextmanager
def standing_still() -> Iterator[None]:
    """Clock and chance give the same in every run, and nobody waits."""
    chance, written = random.Random(1), time.strftime  # noqa: S311 - to be the same each time
    tuple_ = NOW.timetuple()

    def now(_: Any, tz: dt.tzinfo | None = None) -> dt.datetime:
        return NOW.astimezone(tz) if tz else NOW.replace(tzinfo=None)

    clock = {"now": classmethod(now), "utcnow": classmethod(now), "today": classmethod(now)}
    random.seed(1)
    with (
        patch.object(dt, "datetime", _Dated("datetime", (dt.datetime,), clock)),
        patch.object(time, "time", NOW.timestamp),
        patch.object(time, "sleep", lambda _: None),
        patch.object(time, "gmtime", lambda _=None: tuple_),
        patch.object(time, "localtime", lambda _=None: tuple_),
        patch.object(time, "strftime", lambda form, when=tuple_: written(form, when)),
        patch.object(uuid, "uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4)),
    ):
        yield
