"""From expressions to values."""
