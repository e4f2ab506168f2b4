"""Pages of observed practice."""
