"""Policies: rules written in YAML.

`load.read_policies(sources, facts)` makes policies of their files, `check.rule_of(policy, facts)`
rules of these, and `kept` data that comes back without reading a file. paths: what a policy can
name; logic: the three truth values; conditions: what is compared; grammar and placeholders: from
YAML to these; templates and insteads: texts; schema: for editors; skeleton: a rule to begin with.
"""
