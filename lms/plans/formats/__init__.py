"""Files of a unit's year."""
