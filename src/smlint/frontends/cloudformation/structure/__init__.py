"""What belongs together: nested stacks, exports, cloud assemblies, state machines in templates."""
