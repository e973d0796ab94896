"""Record which lines of the documents of the tests are code, as markdown-it-py sees them.

    pip install markdown-it-py
    python scripts/record_markdown.py

It is only needed here: the tests compare smlint with what is written down. The documents are made
of every fence in every context. Recorded with markdown-it-py 4.3.0 and its preset `commonmark`.
"""

from __future__ import annotations

import json
from pathlib import Path

from markdown_it import MarkdownIt

DATA = Path(__file__).parent.parent / "tests/documents/data/fences.json"

FENCES = (
    "```python\na = 1\n```",
    "~~~ yaml title='x'\na: 1\n~~~",
    "````hcl\n```\na {}\n````",
    "```\nno language\n\n\nblank lines\n```",
    "``` {.python .numberLines}\n  a\n    b\n```  ",
    "  ```sh\n  a\n b\nc\n  ```",
    "```js `x`\nno fence\n```",
    "```python\nunclosed",
    "~~~\n```\nwithin\n```\n~~~",
    "```\n~~~\n```\n```yaml\nb\n```",
    "``` \n    ```\n```",
    "```a\n``\n```b\n```",
)

CONTEXTS = (
    "{0}",
    "Text\n{0}\nText",
    "# Title\n\n{0}\n\n- item\n",
    "- item\n\n{2}\n\n- next\n",
    "1. item\n{3}\n   text\n",
    "10) a\n    - b\n\n{6}\n",
    "> quote\n{>}\n> end\n",
    "- > both\n{->}\n",
    "<div>\n{0}\n</div>\n",
    "<div>\n\n{0}\n\n</div>\n",
    "<!--\n{0}\n-->\n",
    "<pre>\n\n{0}\n</pre>\n",
    "text\n{4}\n",
    "\n{4}\n",
)

DOCUMENTS = (
    "",
    "```",
    "- ```a\n  b\n  ```\n",
    "- ```a\nb\n```\n",
    "> ```a\nb\n",
    "> ```a\n> b\n\n```c\nd\n```\n",
    "-\n\n  ```a\n  b\n  ```\n",
    "-\n  ```a\n  b\n  ```\n",
    "1. a\n2. b\n   ```c\n   d\n   ```\n3. e\n",
    "text\n2. ```no\n   item\n   ```\n",
    "text\n1. ```item\n   a\n   ```\n",
    "* * *\n```a\nb\n```",
    "Title\n===\n    ```\n    code\n",
    "***\n- - ```a\n    b\n    ```\n",
    "[a]: b\n```c\nd\n```",
    "| a |\n|---|\n```c\nd\n```",
    "<details><summary>s</summary>\n\n```a\nb\n```\n\n</details>",
    "<script>\n\n```a\nb\n```\n</script>\n```c\n```",
    "<b>\n```a\nb\n```\n\n```c\n```",
    "text\n<b>\n```a\nb\n```",
    "<?x\n```a\n```\n?>\n```b\n```",
    "<![CDATA[\n```a\n```\n]]>\n```b\n```",
    "\t```a\n\n\tb\n```c\n```",
    "-\t```a\n\tb\n\t```\n",
    "---\nfront: matter\n---\n```a\n```\n",
    "> > ```a\n> > b\n> c\n",
    "```\N{SNOWMAN} x\né\n```",
)


def documents() -> list[str]:
    """Every fence in every context, and some documents of their own."""
    made = list(DOCUMENTS)
    for fence in FENCES:
        lines = fence.split("\n")
        shifts = {f"{{{count}}}": " " * count for count in (0, 2, 3, 4, 6)}
        shifts |= {"{>}": "> ", "{->}": "  > "}
        for context in CONTEXTS:
            sign = next(sign for sign in shifts if sign in context)
            code = "\n".join(shifts[sign] + line for line in lines)
            made.append(context.replace(sign, code))
    return list(dict.fromkeys(made))


def blocks(text: str) -> list[list[object]]:
    """What each fence says, the number of its first line, and its lines."""
    tokens = MarkdownIt("commonmark").parse(text)
    found = ((token.info, token.map or [0], token.content) for token in tokens if _fenced(token))
    return [[info.strip(), place[0] + 2, content] for info, place, content in found]


def _fenced(token: object) -> bool:
    return getattr(token, "type", "") == "fence"


def main() -> None:
    """Write `fences.json`."""
    recorded = [{"text": text, "blocks": blocks(text)} for text in documents()]
    text = json.dumps(recorded, indent=1, ensure_ascii=True)
    DATA.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print(f"{len(recorded)} documents, {sum(len(one['blocks']) for one in recorded)} blocks")


if __name__ == "__main__":
    main()
