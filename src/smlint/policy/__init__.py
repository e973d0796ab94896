"""Policies: rules written in YAML.

`load.load_policies(sources, facts)` makes rules of them, `load.bundled()` gives the sources of
those that smlint brings along. paths: what a policy can name; logic: the three truth values;
conditions: what is compared; grammar and templates: from YAML to these; schema: for editors.
"""
