"""How long smlint takes to read HCL, as a ratio to python-hcl2 and tree-sitter-hcl in one run.

    python benchmarks/hcl_reader.py [--rounds 5] [FILE ...]

Without files, Terraform configurations of three sizes are generated, and then inputs that are
damaged or deep, where a reader shows whether it is linear. Times are the best of all rounds;
readers take turns, so that a busy machine is unfair to none of them.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from pathlib import Path

import hcl2
import tree_sitter
import tree_sitter_hcl

from smlint.core.source import Source
from smlint.frontends.terraform.language.expressions import parse
from smlint.frontends.terraform.language.nodes import Body
from smlint.frontends.terraform.language.reader import read_body

ENDPOINT = """
variable "type_{0}" {{
  type    = string
  default = "ml.m5.large" # the smallest that holds the model
}}

resource "aws_sagemaker_endpoint_configuration" "e{0}" {{
  name = "endpoint-${{var.stage}}-{0}"
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.m{0}.name
    initial_instance_count = var.stage == "prod" ? 2 : 1
    instance_type          = var.type_{0}
  }}
  tags = merge(local.tags, {{ Name = "e{0}", Team = upper("risk") }})
}}

data "aws_iam_policy_document" "p{0}" {{
  statement {{
    actions   = ["s3:GetObject", "s3:ListBucket", "logs:PutLogEvents"]
    resources = [for name in var.buckets : "arn:aws:s3:::${{name}}/*" if name != ""]
  }}
}}

resource "aws_iam_policy" "i{0}" {{
  policy = <<-EOT
    {{ "Version": "2012-10-17", "Bucket": "${{aws_s3_bucket.b{0}.arn}}" }}
  EOT
}}
"""
HARD = {
    "unclosed heredoc, 500 blank lines": "a = <<EOT\n" + "\n" * 500,
    "unclosed heredoc, 1,000 blank lines": "a = <<EOT\n" + "\n" * 1000,
    "unclosed heredoc, 2,000 blank lines": "a = <<EOT\n" + "\n" * 2000,
    "4,000 quotes": "a = " + '"' * 4000,
    "300 lists in one another": "a = " + "[" * 300 + "]" * 300 + "\n",
    "2,000 unclosed blocks": 'resource "a" "b" {\n' * 2000,
    "2,000 unclosed lists": "a {\n  b = [\n}\n" * 2000,
}


def every_expression(text: str) -> None:
    """Read the text and parse all of its expressions, which smlint does on demand only."""
    source = Source("main.tf", text)
    todo: list[Body] = [read_body(source)[0]]
    while todo:
        body = todo.pop()
        for attribute in body.attributes:
            parse(source, attribute.start, attribute.end)
        todo.extend(block.body for block in body.blocks)


def readers() -> dict[str, Callable[[str], object]]:
    """The readers by name; the first is what the others are measured against."""
    grammar = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
    return {
        "smlint": lambda text: read_body(Source("main.tf", text)),
        "smlint + expressions": every_expression,
        "tree-sitter (tree only)": lambda text: grammar.parse(text.encode()),
        "python-hcl2 (tree only)": hcl2.parses_to_tree,
        "python-hcl2 loads": hcl2.loads,
    }


def seconds(reader: Callable[[str], object], texts: list[str]) -> float:
    """One reading of all texts; infinite where the reader fails on one."""
    gc.collect()
    begin = time.perf_counter()
    try:
        for text in texts:
            reader(text)
    except Exception as error:  # noqa: BLE001 - a peer may raise anything on damaged input
        print(f"    {type(error).__name__} after {time.perf_counter() - begin:.3f} s", end="")
    return time.perf_counter() - begin


def compare(title: str, texts: list[str], rounds: int) -> None:
    """Print one table."""
    size = sum(map(len, texts))
    print(f"\n{title}: {len(texts)} text(s), {size / 1000:,.0f} KB")
    best = dict.fromkeys(readers(), float("inf"))
    for _ in range(rounds):
        for name, reader in readers().items():
            best[name] = min(best[name], seconds(reader, texts))
    print()
    base = best["smlint"]
    for name, taken in best.items():
        print(f"  {name:26} {taken * 1000:10.2f} ms {size / taken / 1e6:8.2f} MB/s"
              f" {taken / base:8.1f}x")  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("files", nargs="*", type=Path)
    options = arguments.parse_args()
    if options.files:
        compare("files", [path.read_text("utf-8") for path in options.files], options.rounds)
        return
    hcl2.loads("a = 1\n")  # builds or loads the grammar's tables, which is not reading
    for count in (2, 20, 200):
        text = "".join(ENDPOINT.format(number) for number in range(count))
        compare(f"generated, {text.count(chr(10)):,} lines", [text], options.rounds)
    for title, text in HARD.items():
        compare(title, [text], 1)


if __name__ == "__main__":
    main()
