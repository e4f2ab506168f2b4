"""Comparing versions, judging again, applying it."""
