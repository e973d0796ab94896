"""Records the signatures of the SageMaker SDK that the Python frontend lowers.

Usage: python scripts/record_signatures.py V2 V3 [--check]

V2 and V3 are directories into which the SDK was installed, for instance with
`pip install --no-deps --target V2 sagemaker==2.257.7` and
`pip install --no-deps --target V3 sagemaker-core==2.27.0 sagemaker-serve==1.27.0`. The source is
parsed and never imported. With `--check` nothing is written: exit 1 tells that the data differ.

Of what both versions have, v2's signature is taken, but v3's of `NEWER`.

A signature is an object from parameter to default, in order: a scalar as itself, `…` for a
parameter without default, null for None and everything else; `**` stands for any other argument.
"""

from __future__ import annotations

import argparse
import ast
import json
from collections.abc import Iterator
from pathlib import Path

TARGET = (
    Path(__file__).resolve().parent.parent
    / "src/smlint/frontends/python_sdk/lowering/signatures.json"
)
FAMILIES = {
    "ModelBase", "PipelineModel", "EstimatorBase", "HyperparameterTuner", "AutoML", "AutoMLV2",
    "PredictorBase", "Predictor", "AsyncPredictor", "ModelBuilder",
}  # fmt: skip
"""Classes that are recorded with all that derive from them, with those `METHODS`."""

METHODS = {
    "__init__", "deploy", "transformer", "create", "create_model", "update_endpoint",
    "delete_endpoint",
}  # fmt: skip
SINGLE = {
    "Session": {
        "create_model", "create_endpoint_config", "create_endpoint", "update_endpoint",
        "create_inference_component", "endpoint_from_job", "endpoint_from_model_data",
        "endpoint_from_production_variants", "delete_endpoint", "delete_endpoint_config",
        "delete_model", "delete_inference_component",
    },
    "Transformer": {"__init__", "transform"},
    "Endpoint": {"create", "get", "update", "delete", "update_weights_and_capacities"},
    "EndpointConfig": {"create", "get", "delete"},
    "Model": {"create", "get", "delete"},
    "InferenceComponent": {"create", "get", "update", "update_runtime_configs", "delete"},
    "TransformJob": {"create", "get"},
    **{
        name: {"__init__"}
        for name in (
            "ServerlessInferenceConfig", "AsyncInferenceConfig", "DataCaptureConfig",
            "ResourceRequirements", "ExplainerConfig", "BatchTransformInferenceConfig",
        )
    },
}  # fmt: skip
"""Further classes, with the methods of each that are recorded."""

FUNCTIONS = {"production_variant", "container_def"}
READS_MORE = {"ModelBuilder.deploy": "_deploy_core_endpoint"}
"""Methods whose `**` another method reads by name."""

NEWER = "ModelBuilder"
CHANGED = ("Session", "Model")
"""Classes of both versions that are recorded twice: v3's as `Core…`, as their module is called."""

REQUIRED, OTHERS = "…", "**"


def main() -> None:
    """Record both versions, or compare them with what was recorded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("v2", type=Path)
    parser.add_argument("v3", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = rendered(merged(recorded(arguments.v2), recorded(arguments.v3)))
    if not arguments.check:
        TARGET.write_text(text, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{TARGET.name} differs from the packages: record it again")


Parts = dict[str, dict[str, object]]


def merged(old: Parts, new: Parts) -> Parts:
    """What either version has."""
    newer = {
        part: {name: new[part][name] for name in new[part] if name.partition(".")[0] == NEWER}
        for part in new
    }
    changed = {
        f"Core{name}": signature
        for name, signature in new["signatures"].items()
        if name.partition(".")[0] in CHANGED
    }
    found = {part: {**new[part], **old[part], **newer[part]} for part in old}
    found["signatures"] |= changed
    return found


def recorded(site: Path) -> Parts:
    """The bases of the classes, and the signatures, of the SDK installed in `site`."""
    modules = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((site / "sagemaker").rglob("*.py"))
    ]
    classes = [node for module in modules for node in module.body if isinstance(node, ast.ClassDef)]
    family = _family(classes)
    bases: dict[str, object] = {}
    signatures: dict[str, object] = {}
    for node in classes:
        if node.name in family:
            bases.setdefault(node.name, [base for base in _bases(node) if base in family])
        wanted = (METHODS if node.name in family else set()) | SINGLE.get(node.name, set())
        for name, signature in _methods(node, wanted):
            signatures.setdefault(name, signature)
    for module in modules:
        for item in module.body:
            if isinstance(item, ast.FunctionDef) and item.name in FUNCTIONS:
                signatures.setdefault(item.name, _signature(item))
    return {"bases": bases, "signatures": signatures}


def _family(classes: list[ast.ClassDef]) -> set[str]:
    family = set(FAMILIES)
    before = 0
    while len(family) != before:
        before = len(family)
        family |= {node.name for node in classes if family & set(_bases(node))}
    return family


def _bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).rpartition(".")[2] for base in node.bases]


def _methods(node: ast.ClassDef, wanted: set[str]) -> Iterator[tuple[str, dict[str, object]]]:
    functions = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
    for name in sorted(wanted & functions.keys()):
        full = node.name if name == "__init__" else f"{node.name}.{name}"
        signature = _signature(functions[name])
        more = functions.get(READS_MORE.get(full, ""))
        if more is not None:
            signature |= {read: None for read in _read_by_name(more) if read not in signature}
            signature[OTHERS] = signature.pop(OTHERS)
        yield full, signature
    if "__init__" in wanted and "__init__" not in functions:
        fields = _fields(node)
        if fields:
            yield node.name, fields


def _read_by_name(node: ast.FunctionDef) -> Iterator[str]:
    """The arguments that a function takes out of its `kwargs`."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "kwargs.get":
            yield ast.literal_eval(call.args[0])


def _fields(node: ast.ClassDef) -> dict[str, object]:
    """The parameters of a dataclass or of a model of pydantic."""
    fields: dict[str, object] = {}
    for item in node.body:
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        default = item.value
        if isinstance(default, ast.Call) and ast.unparse(default.func) in ("field", "Field"):
            given = {keyword.arg: keyword.value for keyword in default.keywords}
            if "init" in given:
                continue
            default = given.get("default", default.args[0] if default.args else None)
        fields[item.target.id] = _default(default, item.value)
    return fields


def _signature(node: ast.FunctionDef) -> dict[str, object]:
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    padding: list[ast.expr | None] = [None] * (len(positional) - len(given.defaults))
    pairs = [
        *zip(positional, [*padding, *given.defaults], strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    parameters = {
        parameter.arg: _default(default, default)
        for parameter, default in pairs
        if parameter.arg not in ("self", "cls")
    }
    return parameters | ({OTHERS: None} if given.kwarg is not None else {})


def _default(node: ast.expr | None, written: ast.expr | None) -> object:
    if written is None:
        return REQUIRED
    return node.value if isinstance(node, ast.Constant) and node.value is not ... else None


def rendered(data: Parts) -> str:
    """The data as JSON with one class or signature a line."""
    sections = []
    for part, entries in data.items():
        lines = [
            f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}"
            for name, entry in sorted(entries.items())
        ]
        sections.append(f" {json.dumps(part)}: {{\n" + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(sections) + "\n}\n"


if __name__ == "__main__":
    main()
