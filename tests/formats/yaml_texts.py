"""Reading texts, for the tests of YAML."""

from __future__ import annotations

import pytest

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node
from smlint.formats.yaml import read_yaml

TEMPLATE = """\
# an endpoint
Resources: &all
  Configuré:
    Type: AWS::SageMaker::EndpointConfig   # the 😀 type
    Properties: !If
      - IsProd
      - {Name: "p # no", Tags: [a, 'b']}
      - &dev
        Name: !Sub "${x}"
  Other:
    <<: *dev
    Script: |  # kept
      # not a comment
      run
    Empty:
"""


def read(text: str) -> Node:
    documents = read_yaml(Source("t.yaml", text))
    assert len(documents) == 1
    return documents[0]


def fault(text: str) -> tuple[str, str]:
    with pytest.raises(FormatError) as caught:
        read_yaml(Source("t.yaml", text))
    return f"{caught.value.span.line}:{caught.value.span.column}", caught.value.reason


def nodes(node: Node) -> list[Node]:
    match node:
        case MapNode(pairs=pairs):
            return [node, *(part for pair in pairs for item in pair for part in nodes(item))]
        case ListNode(items=items):
            return [node, *(part for item in items for part in nodes(item))]
    return [node]


def places(source: Source) -> list[Span]:
    try:
        return [node.span for root in read_yaml(source) for node in nodes(root)]
    except FormatError as error:
        return [error.span]
