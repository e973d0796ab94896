"""Scripts that nobody means: told at their place, and read in bounded time."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smlint.shell import reader, text
from tests.shell.scripts import ran, words
from tests.work import growth

DEEP = 3_000


@pytest.mark.parametrize(
    ("script", "place", "reason"),
    [
        ("aws a\naws 'b\n", (2, 5), "quote"),
        ('aws a\naws "b\n', (2, 5), "quote"),
        ("aws a\naws $(b\n", (2, 5), "bracket"),
        ("aws a\naws `b\n", (2, 5), "backquote"),
        ("aws a\naws ${b\n", (2, 5), "brace"),
        ("aws a\ncat <<EOF\nb\n", (2, 5), "EOF"),
        ("aws a\nif true; then\n  aws b\n", (2, 1), "fi is missing"),
        ("aws a\nfor x in a; do\n", (2, 1), "done is missing"),
        ("aws a\ncase x in\n a) b;;\n", (2, 1), "esac is missing"),
        ("aws a\nf() {\n", (2, 5), "} is missing"),
        ("aws a\nfi\n", (2, 1), "fi closes nothing"),
        ("aws a\necho )\n", (2, 6), ") closes nothing"),
        ("aws a\n" + "$(" * DEEP, (2, 83), "levels deep"),
        ("aws a\n" + "if true; then " * DEEP, (2, 281), "levels deep"),
    ],
)
def test_what_cannot_be_read_is_one_problem_at_its_place(
    script: str, place: tuple[int, int], reason: str
) -> None:
    found = ran(script)
    assert found.words[:1] == [["a"]]
    (problem,) = found.problems
    assert reason in problem
    assert (found.places[0].line, found.places[0].column) == place


def test_functions_that_call_themselves_come_to_an_end() -> None:
    assert ["end"] in words("f() { aws a; f; }\nf\naws end")


def test_work_is_bounded() -> None:
    loops = "for i in {1..50}; do for j in {1..50}; do for k in {1..50}; do :; done; done; done\n"
    (problem,) = ran(loops).problems
    assert "steps" in problem


def test_text_that_doubles_is_bounded() -> None:
    ((only,),) = words("X=aaaaaaaaaa\n" + 'X="$X$X"\n' * 60 + 'aws "$X"\n')
    assert only is None
    script = "A=(x)\n" + 'A+=("${A[@]}" "${A[@]}")\n' * 40 + 'aws "${A[@]}"\n'
    assert words(script)[0][-1] is None


@pytest.mark.parametrize(
    "script",
    [
        lambda size: "X=a\n" + "X+=b\n" * size + 'aws "$X"\n',
        lambda size: "".join(f"X{n + 1}=a$X{n}\n" for n in range(size)) + f'aws "$X{size}"\n',
    ],
    ids=["appended", "handed on"],
)
def test_text_of_many_parts_is_read_in_the_work_its_length_takes(
    script: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "FRAGMENT_LIMIT", 20)
    assert words(script(200)) == [[None]]
    assert growth(lambda size: words(script(size)), 200) < 2.5


def test_a_loop_without_end_is_followed_once() -> None:
    assert words("while true; do aws a; done\naws b") == [["a"], ["b"]]


def test_a_script_that_sources_itself(tmp_path: object) -> None:
    files: dict[str, str | bytes] = {"lib.sh": ". ./lib.sh\naws lib\n"}
    assert words(". ./lib.sh\naws end\n", files) == [["lib"], ["end"]]


def test_the_length_of_a_script_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "COMMAND_LIMIT", 10)
    found = ran("aws a\n" * 20)
    assert len(found.calls) == 11
    assert "was not read" in found.problems[0]


ALPHABET = st.text(alphabet="ab1 \n'\"\\$(){}[]`<>&|;#=!*-", max_size=40)


@given(ALPHABET)
@settings(max_examples=100)
def test_any_text_is_read_or_told(script: str) -> None:
    found = ran(script)
    assert len(found.problems) <= 3
