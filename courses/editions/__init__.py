"""Editions of courses: what changed, who looked at it, when it is published, and what is withdrawn."""
