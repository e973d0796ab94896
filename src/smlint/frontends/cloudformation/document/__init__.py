"""Templates as documents: what is one, what stands within it, and how functions are written."""
