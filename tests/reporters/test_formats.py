"""What each format promises to those who read it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from smlint.core.problem import Problem
from smlint.core.report import Report
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.reporters import FORMATS, Options, nothing_found, reporter
from smlint.reporters.endpoints import setting
from smlint.reporters.excerpt import excerpt
from smlint.reporters.fit_schema import fit_schema
from smlint.reporters.inventory import Listing
from smlint.reporters.inventory import render as render_inventory
from smlint.reporters.inventory_schema import inventory_schema
from smlint.reporters.json import written
from smlint.reporters.report_schema import report_schema
from tests.reporters.sample import BARE, ENDPOINT, FINDINGS, REPORT, RULE, SERVERLESS

OPTIONS = Options(width=80, rules=(RULE,))
SCHEMAS = Path(__file__).parents[2] / "schemas"


def read(name: str, report: Report = REPORT) -> Any:
    return json.loads(reporter(name, {})(report, OPTIONS))


def inventory() -> Any:
    listing = Listing((ENDPOINT, BARE), REPORT.problems, 2, {})
    return json.loads(render_inventory("json", listing, OPTIONS))


def test_the_report_follows_its_schema() -> None:
    Draft202012Validator.check_schema(report_schema())
    Draft202012Validator(report_schema()).validate(read("json"))
    Draft202012Validator(report_schema()).validate(read("json", Report()))


def test_the_inventory_follows_its_schema() -> None:
    Draft202012Validator.check_schema(inventory_schema())
    Draft202012Validator(inventory_schema()).validate(inventory())


def test_the_schemas_notice_a_member_that_is_missing_or_too_many() -> None:
    validator = Draft202012Validator(inventory_schema())
    for change in ({"surprise": 1}, {"kind": "lambda"}, {"scalable_targets": {"unknown": 1}}):
        data = inventory()
        data["endpoints"][0] |= change
        assert not validator.is_valid(data)
    for member in inventory()["endpoints"][1]:
        data = inventory()
        del data["endpoints"][1][member]
        assert not validator.is_valid(data)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("report", report_schema), ("inventory", inventory_schema), ("fit", fit_schema)],
)
def test_the_committed_schemas_are_up_to_date(name: str, schema: Any) -> None:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == schema()


def test_a_setting_is_known_with_its_way_unknown_with_its_reason_or_null() -> None:
    endpoint = inventory()["endpoints"][0]
    first, second, third = endpoint["variants"]
    assert first["memory_size_in_mb"] == {
        "value": 3000,
        "at": "infra/main.tf:4:27",
        "via": [
            {"note": "var.memory", "at": "infra/main.tf:4:27"},
            {"note": "prod.tfvars", "at": "infra/prod.tfvars:4:10"},
        ],
    }
    assert first["max_concurrency"]["unknown"] == "var.mc has no default"
    assert first["provisioned_concurrency"] is None
    assert second["memory_size_in_mb"] is None
    assert third["memory_size_in_mb"]["unknown"] == "var.serverless has no default"
    assert endpoint["more_variants"]["unknown"] == "for_each is not known"


def test_plain_members_of_an_endpoint() -> None:
    known, bare = inventory()["endpoints"]
    assert (known["kind"], known["environment"], known["stage"], known["language"]) == (
        "serverless", "production", "prod.tfvars", "terraform",
    )  # fmt: skip
    assert (known["path"], known["line"], known["cell"]) == ("infra/main.tf", 2, None)
    assert (bare["kind"], bare["environment"], bare["cell"]) == ("unknown", "unknown", 3)


def test_scalable_targets_are_a_list_or_unknown_or_null() -> None:
    known, bare = inventory()["endpoints"]
    (target,) = known["scalable_targets"]
    assert target["min_capacity"]["value"] == 1
    assert target["policies"][0]["policy_type"]["value"] == "TargetTrackingScaling"
    assert target["more_policies"]["unknown"] == "count is not known"
    assert bare["scalable_targets"]["unknown"] == "who knows"
    endpoint = replace(ENDPOINT, variants=replace(ENDPOINT.variants, items=()))
    data = json.loads(render_inventory("json", Listing((endpoint,), (), 1, {}), OPTIONS))
    assert data["endpoints"][0]["scalable_targets"] is None


def results(report: Report = REPORT) -> list[Any]:
    found: list[Any] = read("sarif", report)["runs"][0]["results"]
    return found


def test_sarif_paths_are_relative_to_the_repository() -> None:
    (run,) = read("sarif")["runs"]
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            where = location["physicalLocation"]["artifactLocation"]
            assert where["uriBaseId"] in run["originalUriBaseIds"]
            assert where["uri"].startswith("sub/")
            assert " " not in where["uri"]


def test_sarif_places_are_regions_or_cells() -> None:
    first, second, *_ = (result["locations"][0] for result in results())
    assert first["physicalLocation"]["region"] == {
        "startLine": 4, "startColumn": 27, "endLine": 4, "endColumn": 37,
    }  # fmt: skip
    assert "region" not in second["physicalLocation"]
    assert second["logicalLocations"][0]["fullyQualifiedName"] == "cell 3, line 2"


def test_sarif_describes_rules_and_refers_to_them() -> None:
    (run,) = read("sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["partialFingerprints"]
    assert "````" in rules[0]["help"]["markdown"], "an example with ``` needs a longer fence"
    assert rules[0]["helpUri"] == "https://docs.example/step"


def test_sarif_keeps_what_is_suppressed_and_says_so() -> None:
    *open_ones, suppressed = results()
    assert suppressed["suppressions"] == [{"kind": "inSource", "justification": "a demo"}]
    assert all("suppressions" not in result for result in open_ones)


def test_sarif_says_whether_everything_was_checked() -> None:
    assert read("sarif")["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert read("sarif", Report())["runs"][0]["invocations"][0]["executionSuccessful"] is True


SARIF = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool", "results"}, {"invocations", "columnKind", "originalUriBaseIds"}),
    "rule": (
        {"id"},
        {"name", "shortDescription", "fullDescription", "help", "helpUri", "properties",
         "defaultConfiguration"},
    ),
    "result": (
        {"message"},
        {"ruleId", "ruleIndex", "level", "locations", "relatedLocations", "properties",
         "partialFingerprints", "suppressions"},
    ),
    "location": (set(), {"id", "physicalLocation", "logicalLocations", "message"}),
    "notification": ({"message"}, {"level", "locations"}),
}  # fmt: skip
"""Of objects of SARIF 2.1.0: the members that must be there, and those of the rest in use."""


def test_sarif_has_the_members_of_the_standard_only() -> None:
    log = read("sarif")
    (run,) = log["runs"]
    (invocation,) = run["invocations"]
    seen: list[tuple[str, Any]] = [("log", log), ("run", run)]
    seen += [("rule", rule) for rule in run["tool"]["driver"]["rules"]]
    seen += [("notification", one) for one in invocation["toolExecutionNotifications"]]
    for result in run["results"]:
        seen.append(("result", result))
        places = (*result["locations"], *result.get("relatedLocations", ()))
        seen += [("location", place) for place in places]
    for kind, thing in seen:
        required, optional = SARIF[kind]
        assert required <= set(thing) <= required | optional, kind


def test_github_commands_are_one_line_and_escaped() -> None:
    lines = reporter("github", {})(REPORT, OPTIONS).splitlines()
    assert len(lines) == len(REPORT.findings) + len(REPORT.problems)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "file=sub/nb%2C 1.ipynb,title=SM501" in lines[4]
    assert "50 %25 more, or less (in prod.tfvars, dev.tfvars)%0AUse 3072." in lines[3]
    assert "::cell 3, line 2: nothing" in lines[4]


def test_nothing_to_report_is_said_in_one_line() -> None:
    assert reporter("text", {})(Report(), OPTIONS) == nothing_found(0, 0)
    assert reporter("text", {})(Report(files=3), OPTIONS) == "no SageMaker endpoints in 3 files\n"
    clean = Report(files=1, endpoints=1)
    assert reporter("text", {})(clean, OPTIONS) == "no findings, 1 endpoint in 1 file\n"
    assert reporter("text", {})(clean, Options(quiet=True)) == ""


def test_undecided_rules_are_always_counted() -> None:
    report = Report(undecided=REPORT.undecided, endpoints=1, files=1)
    assert "1 undecided (listed by --show-undecided)" in reporter("text", {})(report, OPTIONS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_sources_is_of_no_account(name: str) -> None:
    turned = replace(
        REPORT, sources={path: REPORT.sources[path] for path in reversed(list(REPORT.sources))}
    )
    assert reporter(name, {})(turned, OPTIONS) == reporter(name, {})(REPORT, OPTIONS)


TEXTS = st.text(max_size=30)
NUMBERS = st.integers(min_value=1, max_value=40)


@given(TEXTS, TEXTS, st.tuples(NUMBERS, NUMBERS, NUMBERS), NUMBERS)
@example("", "\x1b[31m", (1, 1, 1), 1)
def test_no_place_and_no_text_breaks_a_format(
    text: str, message: str, place: tuple[int, int, int], width: int
) -> None:
    line, column, length = place
    span = Span("a.tf", line, column, line + length % 2, column + length)
    report = Report(
        findings=(replace(FINDINGS[0], span=span, message=message, related=()),),
        problems=(Problem(span, message, text),),
        sources={"a.tf": Source("a.tf", text.replace("\r", "") * line)},
    )
    for name in FORMATS:
        made = reporter(name, {})(report, Options(width=width, rules=(RULE,)))
        assert "\x1b" not in made
    json.loads(reporter("json", {})(report, OPTIONS))


@given(st.text(alphabet="ab\t\u672c \u0301", max_size=300), NUMBERS, NUMBERS)
def test_the_mark_stands_beneath_what_is_meant(line: str, start: int, length: int) -> None:
    text = f"{line}#{line}"
    at = len(line) + 1
    span = Span("a.tf", 1, at, 1, at + 1)
    pieces = "".join(
        piece for _, piece in excerpt(span, {"a.tf": Source("a.tf", text)}, 3, 80, ("", "^"))
    )
    shown, mark = pieces.splitlines()
    if line.isascii():
        assert shown[mark.index("^")] == "#"
    assert mark.count("^") == 1
    assert len(shown) <= 300


@given(st.text(alphabet='\\\ud800\udc00\udcffudcfa"\n', max_size=12))
def test_json_is_for_strict_readers(text: str) -> None:
    read = json.loads(written({"a": text}))["a"]
    read.encode()
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\N{REPLACEMENT CHARACTER}" not in whole:
        assert read == whole


@pytest.mark.parametrize("value", [float("inf"), float("nan"), -float("inf")])
def test_json_holds_numbers_only_that_json_has(value: float) -> None:
    data = setting(Known((value, {"a": value}), SERVERLESS))
    assert json.loads(written(data))["value"] == [str(value), {"a": str(value)}]


def test_a_configuration_that_is_tried_several_times_is_listed_once() -> None:
    again = replace(ENDPOINT, address="deploy.py:3:1[2]", unit=ENDPOINT.address)
    other = replace(ENDPOINT, address="deploy.py:3:1[3]")
    listing = Listing((replace(ENDPOINT, unit=ENDPOINT.address), again, other), (), 1, {})
    listed = json.loads(render_inventory("json", listing, OPTIONS))["endpoints"]
    assert [endpoint["unit"] for endpoint in listed] == [ENDPOINT.address, other.address]


@pytest.mark.parametrize(
    ("lines", "end"),
    [(32, "line 32\n"), (33, "line 32\n  |   … 1 more line (--format json has all)\n")],
)
def test_a_long_text_to_write_does_not_bury_the_finding(lines: int, end: str) -> None:
    text = "\n".join(f"line {number}" for number in range(1, lines + 1))
    report = replace(REPORT, findings=(replace(FINDINGS[0], instead=text),))
    shown = reporter("text", {})(report, OPTIONS)
    assert f"{end}  = docs" in shown
    assert json.loads(reporter("json", {})(report, OPTIONS))["findings"][0]["instead"] == text
