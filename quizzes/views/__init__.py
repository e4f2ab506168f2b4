"""Pages of exercises, a module per noun."""
