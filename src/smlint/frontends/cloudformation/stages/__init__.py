"""The stages of a template: the files, environments and options that give its parameters values."""
