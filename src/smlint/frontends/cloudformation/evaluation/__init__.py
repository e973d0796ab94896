"""What the expressions of a template come to, and what is left open."""
