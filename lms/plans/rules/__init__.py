"""Deciding and writing of a unit's year."""
