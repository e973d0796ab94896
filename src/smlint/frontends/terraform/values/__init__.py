"""What Terraform's values are: their types, numbers and collections, and why there is none."""
