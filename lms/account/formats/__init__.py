"""How ways into an account are put into words."""
