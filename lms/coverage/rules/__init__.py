"""Decisions, a file per activity; no Flask."""
