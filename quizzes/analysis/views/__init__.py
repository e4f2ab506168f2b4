"""Pages of what the answers teach."""
