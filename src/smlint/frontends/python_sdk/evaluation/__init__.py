"""Expressions and statements: what a script's own code makes of its values."""
