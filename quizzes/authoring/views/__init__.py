"""Pages of those who write exercises."""
