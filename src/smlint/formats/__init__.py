"""YAML and JSON as nodes with exact positions; the one place that knows ruamel.yaml and jsonschema.

`read_yaml(source)` and `read_json(source)` give the documents of a source, `yaml_comments(source)`
its comments; `validate(node, schema)` the places where a document breaks a JSON Schema.
"""
