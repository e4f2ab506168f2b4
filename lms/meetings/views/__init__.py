"""Pages of monthly meetings."""
