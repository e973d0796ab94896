"""What a script's names can hold, how writes are taken back, and what operators make of values."""
