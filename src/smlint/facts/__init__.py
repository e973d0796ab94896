"""Documented facts as data, each with its documents; `load.load_facts()` reads them."""
