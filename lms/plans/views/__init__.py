"""Pages of a unit's year."""
