"""Terraform, as it is written, and as terraform shows plans and states of it."""
