"""`smlint policy`: rules of one's own: begun, tested, documented."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from string import digits
from typing import TYPE_CHECKING

from smlint.cli import CLEAN, FOUND, Refused, emit
from smlint.cli.options import WRITABLE, Parser, add_config, filled
from smlint.contents import read_named

if TYPE_CHECKING:
    from argparse import Namespace

    from smlint.cli.session import Session
    from smlint.core.rule import Rule
    from smlint.rulebook import Book

ID_LINE = r"(?m)^id: *([A-Z]+)([0-9]+)"
"""How an id is written in a policy."""

HELP = """\
usage: smlint policy new [OPTIONS] NAME [FOLDER]
       smlint policy test [OPTIONS] [FOLDER ...]
       smlint policy docs [OPTIONS] FOLDER --output FOLDER

Write rules of one's own. docs/writing-a-rule.md tells how.

commands:
  new   write a rule that works, with comments and examples, to be changed
  test  run the examples of the rules in a folder
  docs  write a page on each rule in a folder, and an index

examples:
  smlint policy new acme-instance-types policies/
  smlint policy test policies/
  smlint policy docs policies/ --output docs/rules

exit codes: 0 all is well, 1 an example does not show what it should, 2 the rules cannot be loaded
"""

NEW = """\
  smlint policy new acme-instance-types policies/
  smlint policy new acme-instance-types policies/ --id ACME104
"""
TEST = """\
  smlint policy test policies/ team/policies/
  smlint policy test             the folders and plugins that the configuration names
"""
DOCS = """\
  smlint policy docs policies/ --output docs/rules
"""


def run(arguments: list[str]) -> int:
    """Run one of the commands on policies."""
    first = arguments[0] if arguments else ""
    if first in ("", "-h", "--help"):
        emit(HELP)
        return CLEAN
    command = COMMANDS.get(first)
    if command is None:
        raise Refused(
            (f"policy: there is no command called {first}", f"one of {', '.join(COMMANDS)}")
        )
    return command(arguments[1:])


def new(arguments: list[str]) -> int:
    """Write a rule to begin with; refused where there is such a file."""
    made = Parser("policy new", "smlint policy new [OPTIONS] NAME [FOLDER]",
                  "Write a rule that works, to be changed.", NEW)  # fmt: skip
    made.add_argument("name", metavar="NAME", type=filled, help="kebab-case, such as acme-types")
    made.add_argument(
        "folder", metavar="FOLDER", nargs="?", default="policies", type=filled,
        help="where it is written (default: policies)",
    )  # fmt: skip
    made.add_argument(
        "--id", type=filled, help="the rule's id (default: the next one that is free)"
    )
    options = made.parse_args(arguments)
    from smlint.core.rule import OWN
    from smlint.policy.grammar import ID, NAME
    from smlint.policy.skeleton import skeleton

    if not re.fullmatch(NAME, options.name):
        raise Refused((f'"{options.name}" is no name for a rule', "such as acme-instance-types"))
    id_ = options.id or _free(options.folder)
    if not re.fullmatch(ID, id_) or id_.rstrip(digits) == OWN:
        advice = f"capitals other than {OWN}, and three digits: ACME101"
        raise Refused((f'"{id_}" is no id for a rule of yours', advice))
    path = os.path.join(options.folder, f"{options.name}.yaml")
    _refuse_taken(id_, options.name, options.folder)
    try:
        os.makedirs(options.folder, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(skeleton(id_, options.name))
    except FileExistsError:
        advice = "edit it, or choose another name and folder"
        raise Refused((f"{path}: there is a file already", advice)) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused((f"{path}: the rule cannot be written ({reason})", WRITABLE)) from None
    emit(
        f"{path}: {id_} {options.name}\n"
        f"test it: smlint policy test {options.folder}\n"
        f"run it:  policies: [{options.folder}] in smlint.yaml\n"
    )
    return CLEAN


def test(arguments: list[str]) -> int:
    """Run examples, and tell which do not show what they should."""
    made = Parser("policy test", "smlint policy test [OPTIONS] [FOLDER ...]",
                  "Run the examples of the rules in folders.", TEST)  # fmt: skip
    made.add_argument("folders", metavar="FOLDER", nargs="*", type=filled)
    add_config(made)
    options = made.parse_args(arguments)
    session, book, rules = _own(options, options.folders)
    from smlint.examples import failures, uncured

    failed = 0
    for rule in rules:
        asked = (rule, book, session.languages)
        faults = list(failures(*asked)) or list(uncured(*asked))
        failed += bool(faults)
        shown = f"{len(rule.bad)} bad, {len(rule.good)} good"
        emit(f"{'FAILED' if faults else 'ok':6}  {rule.id} {rule.name}: {shown}\n")
        emit("".join(f"        {fault}\n" for fault in faults))
    emit(f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}, {failed or 'none'} failed\n")
    return FOUND if failed else CLEAN


def docs(arguments: list[str]) -> int:
    """Write pages on rules."""
    made = Parser("policy docs", "smlint policy docs [OPTIONS] FOLDER --output FOLDER",
                  "Write a page on each rule in a folder, and an index.", DOCS)  # fmt: skip
    made.add_argument("folders", metavar="FOLDER", nargs=1, type=filled)
    made.add_argument("-o", "--output", metavar="FOLDER", type=filled, required=True)
    add_config(made)
    options = made.parse_args(arguments)
    _, book, rules = _own(options, options.folders)
    from smlint.reporters.pages import INDEX, index_of, page_of
    from smlint.rulebook.facts_used import basis_of

    known = book.facts.by_name
    written = {f"{rule.name}.md": page_of(rule, basis_of(rule, known)) for rule in rules}
    written[INDEX] = index_of(rules)
    try:
        os.makedirs(options.output, exist_ok=True)
        for name, text in written.items():
            with open(os.path.join(options.output, name), "w", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused(
            (f"{options.output}: the pages cannot be written ({reason})", WRITABLE)
        ) from None
    emit(f"{options.output}: {len(written)} pages\n")
    return CLEAN


COMMANDS: dict[str, Callable[[list[str]], int]] = {"new": new, "test": test, "docs": docs}


def _own(options: Namespace, folders: Sequence[str]) -> tuple[Session, Book, list[Rule]]:
    """The rules of `folders`, or else of the configuration; refused where there are none.

    They are judged with the documented facts, and what their packs say of these: examples must
    not depend on who runs them.
    """
    from smlint.cli.session import only_rules, open_session, refusals
    from smlint.rulebook.bundle import bundled
    from smlint.select import select

    session = only_rules(open_session(options), folders)
    with refusals():
        book = session.book()
        select(session.config, book.rules)  # refuses packs that name rules which are not there
    brought = bundled()
    known = {rule.id for rule in brought.rules} | {one.policy.id for one in brought.policies}
    rules = [rule for rule in book.rules if rule.id not in known]
    if not rules:
        if folders:
            advice = f"`smlint policy new NAME {folders[0]}` writes one"
            raise Refused((f"there are no rules in {', '.join(folders)}", advice))
        advice = "name their folder: `smlint policy test policies/`"
        raise Refused(("the configuration names no rules of your own", advice))
    return session, book, rules


def _refuse_taken(id_: str, name: str, folder: str) -> None:
    """Refuse an id or name that a rule of smlint or of `folder` bears."""
    from smlint.rulebook.bundle import bundled

    brought = bundled()
    names = {rule.name for rule in brought.rules} | {one.policy.name for one in brought.policies}
    if name in names:
        raise Refused((f"smlint has a rule called {name}", "put your company's name before it"))
    if id_ in {f"{letters}{number}" for letters, number in _ids(folder)}:
        advice = "leave --id out: the next one that is free is taken"
        raise Refused((f"{id_} is the id of another rule in {folder}", advice))


def _free(folder: str) -> str:
    """An id after those of the policies in `folder`, which bear the same letters."""
    from smlint.core.rule import OWN

    taken = [found for found in _ids(folder) if found[0] != OWN]
    letters = taken[0][0] if taken else "ACME"
    numbers = [number for kind, number in taken if kind == letters]
    return f"{letters}{max(numbers, default=100) + 1}"


def _ids(folder: str) -> Iterator[tuple[str, int]]:
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")):
                for letters, number in re.findall(ID_LINE, _read(os.path.join(top, name))):
                    yield letters, int(number)


def _read(path: str) -> str:
    """The text of a file, or nothing: `policy test` says what is wrong with one."""
    try:
        return read_named(path).decode("utf-8", "replace")
    except OSError:
        return ""
