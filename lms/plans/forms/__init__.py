"""Forms of a unit's year."""
