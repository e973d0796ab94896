import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.spans import Span
from smlint.core.values import (
    Absent,
    Gap,
    Hop,
    Known,
    Many,
    Reference,
    Tree,
    Unknown,
    joined,
    parts_of,
    reference_of,
    with_hop,
)

HERE = Span("main.tf", 3, 5, 3, 9)
THERE = Span("prod.tfvars", 1, 8, 1, 12)


@pytest.mark.parametrize(
    "setting", [Known(3, HERE), Unknown("no default", HERE), Absent(HERE), Many((1,))]
)
def test_a_setting_has_no_truth_value(setting: object) -> None:
    with pytest.raises(TypeError, match="has no truth value"):
        bool(setting)


def test_places_and_hops_play_no_part_in_equality() -> None:
    assert Known("a", HERE) == Known("a", THERE, (Hop("var.a", HERE),))
    assert Unknown("one reason", HERE) == Unknown("another", THERE)
    assert Absent(HERE) == Absent(THERE)


def test_a_hop_becomes_the_nearest() -> None:
    value = Known("a", THERE, (Hop("prod.tfvars", THERE, "stage"),))
    seen = with_hop(value, Hop("var.a", HERE), HERE)
    assert seen.span == HERE
    assert [hop.note for hop in seen.via] == ["var.a", "prod.tfvars"]


def test_text_joined_of_known_pieces_is_known() -> None:
    assert joined((Known("a-", HERE), Known(3, THERE)), HERE) == Known("a-3", HERE)


def test_text_joined_of_a_reference_keeps_the_identity() -> None:
    reference = Reference("aws_sagemaker_endpoint.ep", "EndpointName")
    name = Unknown("known after apply", THERE, parts=(reference,))
    pieces = (Known("endpoint/", HERE), name, Known("/variant/", HERE), Known("A", HERE))
    text = joined(pieces, HERE)
    assert isinstance(text, Unknown)
    assert text.parts == ("endpoint/", reference, "/variant/A")
    assert text.reason == "known after apply"
    assert reference_of(name) == reference
    assert reference_of(text) is None


def test_a_truth_value_in_text_is_written_as_configuration_languages_write_it() -> None:
    assert joined((Known(True, HERE),), HERE) == Known("true", HERE)


pieces = st.lists(
    st.one_of(
        st.text(max_size=3).map(lambda text: Known(text, HERE)),
        st.just(Unknown("hidden", HERE)),
    ),
    max_size=5,
)


@given(pieces)
def test_joined_text_is_known_exactly_when_all_pieces_are(items: list[Tree]) -> None:
    text = joined(tuple(items), HERE)
    assert isinstance(text, Known) == all(isinstance(item, Known) for item in items)
    if isinstance(text, Unknown):
        assert any(isinstance(part, Gap) for part in parts_of(text))


MISUSE = """
from smlint.core.values import Setting

def compares(count: Setting[int]) -> bool:
    return count == 3  # refused

def orders(count: Setting[int]) -> bool:
    return count < 3  # refused

def unwraps(count: Setting[int]) -> int:
    return count.value  # refused

def asks(key: Setting[str]) -> int:
    if key:
        return 1  # refused
    return 2  # refused
"""


def test_mypy_rejects_the_misuse_of_a_setting(tmp_path: Path) -> None:
    module = tmp_path / "misuse.py"
    module.write_text(MISUSE)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--warn-unreachable", str(module)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    refused = {int(line.split(":")[1]) for line in run.stdout.splitlines() if ": error:" in line}
    wrong = {n for n, line in enumerate(MISUSE.splitlines(), 1) if line.endswith("# refused")}
    assert refused <= wrong, run.stdout
    assert len(refused & wrong) >= 4, run.stdout
