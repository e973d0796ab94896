"""Plans and states as `terraform show -json` writes them: exact values, at the places of the code.

A plan is one more stage of its root module. Which values there are, the document says; where they
are written, how they came about and who makes what is known only after the apply, the `.tf` files
say where these are in the tree, else the configuration in the plan.
"""
