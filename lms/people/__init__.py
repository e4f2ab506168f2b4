"""Persons, the posts they hold, and what they may do."""
