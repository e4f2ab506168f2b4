"""Drawing certificates."""
