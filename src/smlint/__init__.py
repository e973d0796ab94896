"""smlint: a linter for SageMaker inference endpoints."""

__version__ = "0.1.0"
