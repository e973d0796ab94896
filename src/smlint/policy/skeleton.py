"""The policy that `smlint policy new` writes: a rule that works, to be changed."""

from __future__ import annotations

import os


def skeleton(id_: str, name: str) -> str:
    """The text of a policy with this id and name, out of `skeleton.yaml`."""
    path = os.path.join(os.path.dirname(__file__), "skeleton.yaml")
    with open(path, encoding="utf-8") as file:
        return file.read().replace("@ID@", id_).replace("@NAME@", name)
