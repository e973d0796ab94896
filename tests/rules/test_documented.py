from __future__ import annotations

from smlint.aws_api.requests import operations
from smlint.aws_api.tables import services
from smlint.core.checks import IfWritten
from smlint.rules import python_rules
from smlint.rules._documented import Documented


def test_every_row_of_a_rule_stands_at_a_structure_of_the_api() -> None:
    checks = [rule.check_deployed for rule in python_rules()]
    asked = [check.check for check in checks if isinstance(check, IfWritten)]
    tables = [check.rows for check in asked if isinstance(check, Documented)]
    assert len(tables) > 10
    for places, _ in (row for table in tables for row in table):
        for operation, paths in places.items():
            for path in paths:
                shape = operations(services()[operation])[operation].shape
                for step in filter(None, path.split(".")):
                    if step.startswith("ScheduledActions"):
                        break  # CloudFormation writes these within a target
                    shape = shape.members[step.removesuffix("[]")]
                    shape = shape.element if step.endswith("[]") else shape
                else:
                    assert shape.kind == "structure"
