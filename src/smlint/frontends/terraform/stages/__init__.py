"""The ways to deploy a root module: var-files, workspaces, Terragrunt, or what the user gives."""
