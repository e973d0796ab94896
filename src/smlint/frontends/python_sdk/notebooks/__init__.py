"""Notebooks: cells as sources, with what is not Python in them told apart."""
