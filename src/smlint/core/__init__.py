"""The vocabulary of smlint: everything here is pure and needs the standard library only."""
