"""Code blocks of reStructuredText."""

from __future__ import annotations

from smlint.documents.directives import directive_blocks

TEXT = """\
Title
=====

.. code-block:: python
   :linenos:
   :caption: x

   a = 1

     b = 2

Text

   .. code:: yaml

      a: 1
.. sourcecode:: hcl
.. note::

   no code

.. code-block:: sh

   last
"""


def test_code_is_what_stands_beneath_a_directive() -> None:
    found = [
        (block.info, block.line, [(row.before, row.text) for row in block.rows if row.text])
        for block in directive_blocks(TEXT)
    ]
    assert found == [
        ("python", 8, [(3, "a = 1"), (5, "b = 2")]),
        ("yaml", 16, [(6, "a: 1")]),
        ("hcl", 18, []),
        ("sh", 24, [(3, "last")]),
    ]
