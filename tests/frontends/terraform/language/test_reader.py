from smlint.core.source import Comment, Source
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body
from smlint.frontends.terraform.language.reader import read_body
from tests.frontends.terraform.language.grammar import attributes


def body(text: str) -> Body:
    found, _, problems = read_body(Source("main.tf", text))
    assert problems == ()
    return found


def broken(text: str) -> tuple[Body, list[str]]:
    """The body of a damaged text, and its problems as `severity line:column message`."""
    found, _, problems = read_body(Source("main.tf", text))
    assert all(problem.hint for problem in problems)
    return found, [
        f"{problem.severity} {problem.span.line}:{problem.span.column} {problem.message}"
        for problem in problems
    ]


def comments(text: str) -> list[tuple[str, bool]]:
    _, found, _ = read_body(Source("main.tf", text))
    return [(comment.text, comment.own_line) for comment in found]


def value(attribute: Attribute) -> str:
    return attribute.source.text[attribute.start : attribute.end]


def values(owner: Body | Block) -> dict[str, str]:
    owner = owner if isinstance(owner, Body) else owner.body
    return {attribute.name: value(attribute) for attribute in owner.attributes}


def everything(owner: Body) -> dict[str, str]:
    return {attribute.name: value(attribute) for attribute in attributes(owner)}


def test_a_block_has_a_header_labels_and_an_extent() -> None:
    (block,) = body('\nresource "aws_x" "a\\tb" { # c\n  é = 1\n}\n').blocks
    assert (block.type, block.labels) == ("resource", ("aws_x", "a\tb"))
    assert (block.header.line, block.header.column, block.header.end_column) == (2, 1, 24)
    assert (block.extent.end_line, block.extent.end_column) == (4, 2)
    (attribute,) = block.body.attributes
    assert str(attribute.name_span) == "main.tf:3:3"
    assert (attribute.span.column, attribute.span.end_column) == (7, 8)


def test_a_value_ends_before_blanks_and_comments() -> None:
    text = 'a = b + 1  # c\nc = "x # y" // d\nd = 1 /* e */ + 2 /* f */\ne = [ # g\n1 ] \nf = 1'
    assert values(body(text)) == {
        "a": "b + 1",
        "c": '"x # y"',
        "d": "1 /* e */ + 2",
        "e": "[ # g\n1 ]",
        "f": "1",
    }


def test_a_value_may_hold_anything_in_quotes_and_heredocs() -> None:
    text = (
        'a = "${f("}", "#{")} \\" ${"${x}"}"\n'
        'b = <<-EOT\n  } # " ${[\n  EOT\n]}\n  EOT \nc = f(<<A\n$${\nA\n)\n'
    )
    assert values(body(text)) == {
        "a": '"${f("}", "#{")} \\" ${"${x}"}"',
        "b": '<<-EOT\n  } # " ${[\n  EOT\n]}\n  EOT',
        "c": "f(<<A\n$${\nA\n)",
    }


def test_comments_keep_their_place_and_text() -> None:
    text = "# a\nb = 1 // c\n/* d\n   e */\nx /* f */ y { ## g\n}\nz = [ # h\n]\n/* i */ j = 2"
    assert comments(text) == [
        ("a", True),
        ("c", False),
        ("d\n   e", True),
        ("f", False),
        ("g", False),
        ("h", False),
        ("i", False),
    ]
    _, (first, *_), _ = read_body(Source("main.tf", text))
    assert isinstance(first, Comment)
    assert (first.span.line, first.span.column, first.span.end_column) == (1, 1, 4)


def test_no_comment_is_seen_in_text() -> None:
    assert comments('a = "# b // c"\nd = <<E\n# f\nE\n') == []


def test_two_arguments_on_one_line_are_both_read() -> None:
    for comma in ("", ","):
        found, problems = broken(f'variable "t" {{ type = string{comma} default = "x" }}\n')
        assert values(found.blocks[0]) == {"type": "string", "default": '"x"'}
        message = "the argument `default` does not begin on a line of its own"
        place = 30 + len(comma)
        assert problems == [f"warning 1:{place} {message}; Terraform refuses this file"]


def test_comparisons_are_no_second_argument() -> None:
    text = "a = b == c\nd = e >= f\ng = { h = i }\nj = { for k in l : k => m }\nn = o != p\n"
    assert len(body(text).attributes) == 5


def test_an_unclosed_block_costs_no_other() -> None:
    text = (
        'resource "a" "b" {\n  x = 1\n  tags {\n    y = 2\n\n'
        'resource "c" "d" {\n  z = 3\n}\noutput "e" {\n  value = 4\n}\n'
    )
    found, problems = broken(text)
    assert [block.labels for block in found.blocks] == [("a", "b"), ("c", "d"), ("e",)]
    assert everything(found) == {"x": "1", "y": "2", "z": "3", "value": "4"}
    message = 'the block `resource "a" "b"` is not closed before the next one begins (line 6)'
    inner = "the innermost open block is `tags` of line 3"
    assert problems == [f"error 1:1 {message}; {inner}"]


def test_several_unclosed_blocks_are_each_reported() -> None:
    found, problems = broken("locals {\n  a = 1\nlocals {\n  b = 2\nlocals {\n  c = 3\n")
    assert everything(found) == {"a": "1", "b": "2", "c": "3"}
    assert [problem.split(" ")[1] for problem in problems] == ["1:1", "3:1", "5:1"]


def test_blocks_need_no_indentation() -> None:
    found = body("resource a b {\nlifecycle {\nx = 1\n}\n}\ndata c d {\n}\n")
    assert [block.type for block in found.blocks] == ["resource", "data"]


def test_an_unclosed_bracket_costs_its_argument() -> None:
    text = 'x {\n  a = [1,\n    "b",\n  c = 3\n}\ny {\n  d = 4\n}\n'
    found, problems = broken(text)
    assert everything(found) == {"a": "[1,", "c": "3", "d": "4"}
    assert problems == ["error 2:7 this `[` is not closed before the block ends (line 5)"]


def test_an_unclosed_object_takes_the_end_of_its_block() -> None:
    found, problems = broken(
        "data a b {\n  c = {\n    d = 1\n  e = 2\n}\n\ndata f g {\n  h = 3\n}\n"
    )
    assert [block.labels for block in found.blocks] == [("a", "b"), ("f", "g")]
    assert everything(found)["h"] == "3"
    assert problems == [
        'error 1:1 the block `data "a" "b"` is not closed before the next one begins (line 7)'
    ]


def test_unterminated_text_ends_with_its_line() -> None:
    found, problems = broken('a {\n  b = "x\n  c = ["y, 1]\n  d = "${e["f}"\n  g = 4\n}\nh = 5\n')
    assert everything(found)["g"] == "4"
    assert values(found) == {"h": "5"}
    assert [problem.split(" ", 2)[1] for problem in problems] == ["2:7", "3:8", "4:11"]
    assert "this text is not closed before its line ends" in problems[0]


def test_an_unclosed_heredoc_ends_with_its_block() -> None:
    found, problems = broken("data a b {\n  c = <<EOT\n  text {\n}\ndata d e {\n  f = 1\n}\n")
    assert everything(found) == {"c": "<<EOT\n  text {\n", "f": "1"}
    assert problems == [
        "error 2:7 this heredoc `<<EOT` is not closed before the file ends (line 4)"
    ]


def test_merge_conflicts_are_named_once() -> None:
    conflict = "<<<<<<< HEAD\n  b = 1\n=======\n  b = 2\n>>>>>>> other\n"
    found, problems = broken(f"a {{\n{conflict}  c = 3\n  d = [\n{conflict}  ]\n}}\n")
    assert list(everything(found)) == ["c", "d"]
    assert problems == [
        "error 2:1 a merge conflict is not resolved here",
        "error 9:1 a merge conflict is not resolved here",
    ]


def test_a_stray_brace_is_passed_over() -> None:
    found, problems = broken("a {\n}\n}\nb = 1\n")
    assert values(found) == {"b": "1"}
    assert problems == ["error 3:1 `}` closes nothing"]


def test_placeholders_of_template_languages_stay_values() -> None:
    found, problems = broken("a {\n  b = {{ c.d }}\n  {% if x %}\n  e = 1\n}\n")
    assert everything(found) == {"b": "{{ c.d }}", "e": "1"}
    assert [problem.split(" ")[1] for problem in problems] == ["2:7", "3:3"]


def test_what_terraform_refuses_but_all_is_read_is_a_warning() -> None:
    for text, place in {
        "a = 1\na = 2\n": "2:1",
        '"a" = 1\n': "1:1",
        "a = 1,\n": "1:6",
        "x {\n  a = 1 }\n": "2:9",
        "x { a = 1\n}\n": "2:1",
        "x {} a = 1\n": "1:6",
        "x\n{\n  a = 1\n}\n": "2:1",
        'x "${y}" {\n  a = 1\n}\n': "1:3",
        "x { y { a = 1 } }\n": "1:5",
        "a = <<E\n1\nE": "3:1",
    }.items():
        found, problems = broken(text)
        assert set(everything(found)) == {"a"}
        assert [problem.split(" ")[:2] for problem in problems] == [["warning", place]], text


def test_an_argument_without_a_value_is_an_error() -> None:
    found, problems = broken("a =\nb = 1\n")
    assert values(found) == {"a": "", "b": "1"}
    assert problems == ["error 1:1 this argument has no value on its line"]


def test_depth_is_the_inputs_and_costs_nothing() -> None:
    depth = 100_000
    assert len(body(f"a = {'[' * depth}{']' * depth}\n").attributes) == 1
    found, problems = broken("x {\n" * depth + "}\n" * depth + "a = 1\n")
    assert values(found) == {"a": "1"}
    assert problems[0].startswith("error 101:1 more than 100 blocks stand in one another")


def test_a_text_that_is_no_hcl_is_given_up() -> None:
    _, problems = broken("a = [\n}\n" * 1000)
    assert len(problems) < 200
    assert any("the rest of the file was not read" in problem for problem in problems)
