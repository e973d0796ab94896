"""Terraform's languages, native and JSON: from text to blocks and expressions, with places."""
